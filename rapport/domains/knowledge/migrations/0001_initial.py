import django.db.models.deletion
import rapport.domains.knowledge.models.terms
import rapport.domains.knowledge.types
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0002_departures'),
    ]

    operations = [
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=rapport.domains.knowledge.models.terms.new_key, editable=False, max_length=32, unique=True)),
                ('ref_kind', models.CharField(blank=True, default='', max_length=32)),
                ('ref_id', models.BigIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('proposed_by_us', 'proposed_by_us'), ('proposed_by_them', 'proposed_by_them'), ('agreed', 'agreed'), ('declined', 'declined'), ('retired', 'retired')], max_length=20)),
                ('their_word', models.CharField(max_length=80)),
                ('our_word', models.CharField(max_length=80)),
                ('meaning', models.CharField(blank=True, default='', max_length=300)),
                ('example', models.CharField(blank=True, default='', max_length=300)),
                ('pair', models.CharField(max_length=64)),
                ('latest', models.PositiveIntegerField(default=1)),
                ('in_force_since', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('asked', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.service')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.site')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-changed_at', '-id'], name='term_of_organisation'), models.Index(fields=['service', '-changed_at', '-id'], name='term_of_service'), models.Index(fields=['team', 'state', '-changed_at', '-id'], name='term_of_team'), models.Index(condition=models.Q(('ref_id__isnull', False)), fields=['ref_id', 'ref_kind'], name='term_of_ref'), models.Index(fields=['state', '-changed_at', '-id'], name='term_by_state'), models.Index(fields=['-changed_at', '-id'], name='term_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('in_force_since__isnull', False)), fields=('organisation', 'service', 'pair'), name='term_once_for_a_service'), models.UniqueConstraint(condition=models.Q(('in_force_since__isnull', False), ('service__isnull', True)), fields=('organisation', 'pair'), name='term_once'), models.CheckConstraint(condition=models.Q(models.Q(('their_word', ''), _negated=True), models.Q(('our_word', ''), _negated=True)), name='term_has_both_words'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'agreed'), _negated=True), ('in_force_since__isnull', False), _connector='OR'), name='term_agreed_is_in_force')],
            },
        ),
        migrations.CreateModel(
            name='TermVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('their_word', models.CharField(max_length=80)),
                ('our_word', models.CharField(max_length=80)),
                ('meaning', models.CharField(blank=True, default='', max_length=300)),
                ('example', models.CharField(blank=True, default='', max_length=300)),
                ('their_words', models.CharField(max_length=800)),
                ('our_words', models.CharField(max_length=800)),
                ('side', models.CharField(choices=[('ours', 'ours'), ('theirs', 'theirs')], max_length=8)),
                ('proposed_at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('waiting', 'waiting'), ('agreed', 'agreed'), ('declined', 'declined'), ('replaced', 'replaced'), ('retired', 'retired')], default=rapport.domains.knowledge.types.Outcome['WAITING'], max_length=12)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, default='', max_length=300)),
                ('in_force', models.BooleanField(default=False)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='knowledge.term')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('in_force', True)), fields=['their_words'], name='term_their_words'), models.Index(condition=models.Q(('in_force', True)), fields=['our_words'], name='term_our_words')],
                'constraints': [models.UniqueConstraint(fields=('term', 'number'), name='term_version_once'), models.UniqueConstraint(condition=models.Q(('in_force', True)), fields=('term',), name='term_one_in_force'), models.CheckConstraint(condition=models.Q(('in_force', False), ('outcome', 'agreed'), _connector='OR'), name='term_in_force_was_agreed'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='term_declined_says_why')],
            },
        ),
    ]
