import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0009_readings'),
        ('people', '0002_departures'),
    ]

    operations = [
        migrations.CreateModel(
            name='Acquaintances',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cell', models.CharField(max_length=120, unique=True)),
                ('organisation_id', models.BigIntegerField()),
                ('site_id', models.BigIntegerField(null=True)),
                ('team_id', models.BigIntegerField(null=True)),
                ('acts', models.BigIntegerField(default=0)),
                ('last_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ContactSum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cell', models.CharField(max_length=120, unique=True)),
                ('view', models.CharField(choices=[('organisation', 'organisation'), ('site', 'site')], max_length=12)),
                ('organisation_id', models.BigIntegerField()),
                ('site_id', models.BigIntegerField(null=True)),
                ('team_id', models.BigIntegerField(null=True)),
                ('service_id', models.BigIntegerField(null=True)),
                ('month', models.DateField()),
                ('channel', models.CharField(max_length=8)),
                ('direction', models.CharField(max_length=6)),
                ('planned', models.BooleanField()),
                ('acts', models.BigIntegerField(default=0)),
                ('begun', models.BigIntegerField(default=0)),
                ('repeats', models.BigIntegerField(default=0)),
                ('hand_offs', models.BigIntegerField(default=0)),
                ('turns', models.BigIntegerField(default=0)),
                ('waits', models.BigIntegerField(default=0)),
                ('waited', models.BigIntegerField(default=0)),
                ('worked', models.BigIntegerField(default=0)),
                ('n_worked', models.BigIntegerField(default=0)),
                ('stated', models.BigIntegerField(default=0)),
                ('n_stated', models.BigIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['view', 'organisation_id', 'month'], name='contact_sum_organisation'), models.Index(condition=models.Q(('site_id__isnull', False)), fields=['site_id', 'month'], name='contact_sum_site')],
            },
        ),
        migrations.CreateModel(
            name='CountedEpisode',
            fields=[
                ('episode_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('parts', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='GroupRelationship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('next_step', models.CharField(blank=True, default='', max_length=200)),
                ('next_step_on', models.DateField(blank=True, null=True)),
                ('since', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Uncounted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('episode_id', models.BigIntegerField()),
                ('act_id', models.BigIntegerField(null=True)),
                ('organisation_id', models.BigIntegerField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['act_id'], name='uncounted_act')],
            },
        ),
        migrations.AddIndex(
            model_name='sequence',
            index=models.Index(condition=models.Q(('person__isnull', True)), fields=['organisation', '-started_at'], name='sequence_of_many'),
        ),
        migrations.AddField(
            model_name='acquaintances',
            name='author',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='acquaintances',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='grouprelationship',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='grouprelationship',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='grouprelationship',
            name='team',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team'),
        ),
        migrations.AddIndex(
            model_name='acquaintances',
            index=models.Index(condition=models.Q(('author__isnull', True), ('site_id__isnull', True)), fields=['organisation_id', '-last_at'], name='acquaintances_people'),
        ),
        migrations.AddIndex(
            model_name='acquaintances',
            index=models.Index(condition=models.Q(('author__isnull', False), ('site_id__isnull', True)), fields=['organisation_id', '-acts'], name='acquaintances_pairs'),
        ),
        migrations.AddIndex(
            model_name='acquaintances',
            index=models.Index(condition=models.Q(('author__isnull', True), ('site_id__isnull', False)), fields=['site_id', '-last_at'], name='acquaintances_site_people'),
        ),
        migrations.AddIndex(
            model_name='acquaintances',
            index=models.Index(condition=models.Q(('author__isnull', False), ('site_id__isnull', False)), fields=['site_id', '-acts'], name='acquaintances_site_pairs'),
        ),
        migrations.AddIndex(
            model_name='grouprelationship',
            index=models.Index(fields=['team', 'next_step_on'], name='group_relationship_next'),
        ),
        migrations.AddConstraint(
            model_name='grouprelationship',
            constraint=models.UniqueConstraint(fields=('organisation', 'team'), name='group_relationship_once'),
        ),
    ]
