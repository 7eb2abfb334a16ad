import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_corrections'),
        ('people', '0002_departures'),
    ]

    operations = [
        migrations.CreateModel(
            name='GapReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('mail', 'mail'), ('portal', 'portal'), ('phone', 'phone'), ('visit', 'visit'), ('chat', 'chat'), ('answer', 'answer'), ('import', 'import')], max_length=8, unique=True)),
                ('seconds', models.PositiveBigIntegerField()),
                ('method', models.CharField(max_length=12)),
                ('n', models.PositiveIntegerField()),
                ('bins', models.JSONField(default=list)),
                ('read_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('move', 'move'), ('split', 'split'), ('join', 'join'), ('name', 'name')], max_length=8)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'made_at'], name='decision_person_made')],
            },
        ),
        migrations.AddField(
            model_name='wish',
            name='decision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='ledger.decision'),
        ),
        migrations.CreateModel(
            name='Resegmentation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('after_id', models.BigIntegerField(default=0)),
                ('last_id', models.BigIntegerField()),
                ('persons', models.PositiveIntegerField(default=0)),
                ('moved', models.PositiveIntegerField(default=0)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.Value(1), condition=models.Q(('ended_at__isnull', True)), name='resegmentation_one_at_a_time')],
            },
        ),
    ]
