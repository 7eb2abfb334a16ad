"""Frames as cells: people who were alike in a draw in one row."""

import django.db.models.deletion
import rapport.domains.surveys.types.draws
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0101_site_doors'),
        ('surveys', '0100_all_until_november_2026'),
    ]

    operations = [
        migrations.CreateModel(
            name='FrameCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stratum', models.CharField(max_length=48)),
                ('outcome', models.CharField(choices=[('drawn', 'drawn'), ('not_drawn', 'not_drawn'), ('skipped', 'skipped')], max_length=12)),
                ('reason', models.CharField(blank=True, default='', max_length=40)),
                ('probability', models.FloatField(default=0.0)),
                ('n', models.PositiveIntegerField()),
                ('people', models.BinaryField(default=bytes)),
            ],
        ),
        migrations.AddField(
            model_name='framecell',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='framecell',
            name='sample',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='surveys.sample'),
        ),
        migrations.AddField(
            model_name='framecell',
            name='service',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.service'),
        ),
        migrations.AddField(
            model_name='framecell',
            name='site',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.site'),
        ),
        migrations.AddConstraint(
            model_name='framecell',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', rapport.domains.surveys.types.draws.Outcome['SKIPPED']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='frame_cell_skipped_with_reason'),
        ),
    ]
