import django.db.models.deletion
import rapport.domains.ledger.models.looking_back
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0005_feeds'),
        ('people', '0002_departures'),
    ]

    operations = [
        migrations.CreateModel(
            name='LookBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=rapport.domains.ledger.models.looking_back.new_key, editable=False, max_length=32, unique=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('ready_at', models.DateTimeField(blank=True, null=True)),
                ('put_away_at', models.DateTimeField(blank=True, null=True)),
                ('agreed', models.TextField(blank=True, default='')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ready_at__isnull', True)), fields=['ends_on'], name='look_back_ends_on')],
            },
        ),
        migrations.CreateModel(
            name='LookBackWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('theirs', 'theirs'), ('ours', 'ours')], max_length=6)),
                ('keep', models.TextField(blank=True, default='')),
                ('change', models.TextField(blank=True, default='')),
                ('shown', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Worth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wording', models.CharField(max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('score', models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('score__isnull', True)), models.Q(('answered_at__isnull', False), ('score__gte', 1), ('score__lte', 7)), _connector='OR'), name='worth_between_one_and_seven')],
            },
        ),
        migrations.AlterField(
            model_name='sequence',
            name='kind',
            field=models.CharField(choices=[('project', 'project'), ('campaign', 'campaign'), ('change', 'change'), ('contract', 'contract'), ('quarter', 'quarter'), ('service', 'service')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='sequence',
            index=models.Index(condition=models.Q(('kind', 'service'), _negated=True), fields=['-started_at', '-id'], name='sequence_begun'),
        ),
        migrations.AddField(
            model_name='lookback',
            name='following',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ledger.sequence'),
        ),
        migrations.AddField(
            model_name='lookback',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='lookback',
            name='sequence',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='look_back', to='ledger.sequence'),
        ),
        migrations.AddField(
            model_name='lookbackwords',
            name='look_back',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.lookback'),
        ),
        migrations.AddField(
            model_name='lookbackwords',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='worth',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='worth',
            name='sequence',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.sequence'),
        ),
        migrations.AddConstraint(
            model_name='lookback',
            constraint=models.CheckConstraint(condition=models.Q(('following__isnull', True), models.Q(('following', models.F('sequence')), _negated=True), _connector='OR'), name='look_back_leads_on'),
        ),
        migrations.AddConstraint(
            model_name='lookbackwords',
            constraint=models.UniqueConstraint(fields=('look_back', 'person'), name='look_back_words_once'),
        ),
        migrations.AddConstraint(
            model_name='worth',
            constraint=models.UniqueConstraint(fields=('sequence', 'person'), name='worth_once'),
        ),
    ]
