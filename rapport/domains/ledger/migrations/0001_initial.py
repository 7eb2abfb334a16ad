import django.db.models.deletion
import rapport.domains.ledger.types.words
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Episode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref_kind', models.CharField(blank=True, default='', max_length=24)),
                ('ref_id', models.BigIntegerField(blank=True, null=True)),
                ('title', models.CharField(blank=True, default='', max_length=200)),
                ('started_at', models.DateTimeField()),
                ('last_act_at', models.DateTimeField()),
                ('completed_at', models.DateTimeField(blank=True, null=True)),
                ('ambiguous', models.BooleanField(default=False)),
                ('theirs', models.PositiveIntegerField(default=0)),
                ('ours', models.PositiveIntegerField(default=0)),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ledger.episode')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('service', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.service')),
                ('site', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.site')),
                ('team', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
            ],
            options={
                'indexes': [models.Index(fields=['ref_kind', 'ref_id', '-started_at'], name='episode_ref_started'), models.Index(fields=['person', 'started_at'], name='episode_person_started'), models.Index(condition=models.Q(('completed_at__isnull', True)), fields=['person', 'last_act_at'], name='episode_person_open'), models.Index(fields=['organisation', 'started_at'], name='episode_organisation_started'), models.Index(fields=['team', 'started_at'], name='episode_team_started'), models.Index(fields=['person', 'completed_at'], name='episode_person_completed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_act_at__gte', models.F('started_at'))), name='episode_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('ref_id__isnull', True), ('ref_kind', '')), models.Q(models.Q(('ref_kind', ''), _negated=True), ('ref_id__isnull', False)), _connector='OR'), name='episode_ref_whole')],
            },
        ),
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('channel', models.CharField(choices=[('mail', 'mail'), ('portal', 'portal'), ('phone', 'phone'), ('visit', 'visit'), ('chat', 'chat'), ('answer', 'answer'), ('import', 'import')], max_length=8)),
                ('direction', models.CharField(choices=[('theirs', 'theirs'), ('ours', 'ours')], max_length=6)),
                ('planned', models.BooleanField(default=False)),
                ('exchange', models.CharField(choices=[('service', 'service'), ('information', 'information'), ('finance', 'finance'), ('social', 'social')], default=rapport.domains.ledger.types.words.Exchange['SERVICE'], max_length=12)),
                ('kind', models.CharField(max_length=24)),
                ('ref_kind', models.CharField(blank=True, default='', max_length=24)),
                ('ref_id', models.BigIntegerField(blank=True, null=True)),
                ('source_key', models.CharField(max_length=120)),
                ('completes', models.BooleanField(default=False)),
                ('corrects', models.BigIntegerField(blank=True, null=True)),
                ('title', models.CharField(blank=True, default='', max_length=200)),
                ('minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('audience', models.CharField(choices=[('both', 'both'), ('staff', 'staff'), ('named', 'named')], default=rapport.domains.ledger.types.words.Audience['BOTH'], max_length=6)),
                ('author', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('service', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.service')),
                ('site', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.site')),
                ('team', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
                ('episode', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ledger.episode')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'at'], name='act_person_at'), models.Index(fields=['organisation', 'at'], name='act_organisation_at'), models.Index(fields=['team', 'at'], name='act_team_at'), models.Index(fields=['episode'], name='act_episode'), models.Index(condition=models.Q(('author__isnull', False)), fields=['author', 'at'], name='act_author_at'), models.Index(condition=models.Q(('site__isnull', False)), fields=['site', 'at'], name='act_site_at')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'source_key'), name='act_source_once'), models.CheckConstraint(condition=models.Q(('source_key', ''), _negated=True), name='act_source_named'), models.CheckConstraint(condition=models.Q(('direction__in', ['theirs', 'ours'])), name='act_direction_known'), models.CheckConstraint(condition=models.Q(('channel__in', ['mail', 'portal', 'phone', 'visit', 'chat', 'answer', 'import'])), name='act_channel_known'), models.CheckConstraint(condition=models.Q(('audience__in', ['both', 'staff', 'named'])), name='act_audience_known'), models.CheckConstraint(condition=models.Q(models.Q(('ref_id__isnull', True), ('ref_kind', '')), models.Q(models.Q(('ref_kind', ''), _negated=True), ('ref_id__isnull', False)), _connector='OR'), name='act_ref_whole')],
            },
        ),
        migrations.CreateModel(
            name='GapSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('mail', 'mail'), ('portal', 'portal'), ('phone', 'phone'), ('visit', 'visit'), ('chat', 'chat'), ('answer', 'answer'), ('import', 'import'), ('reopen', 'reopen')], max_length=8, unique=True)),
                ('hours', models.PositiveIntegerField()),
                ('n', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('hours__gt', 0)), name='gap_is_some_time')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=32)),
                ('at', models.DateTimeField()),
                ('episode', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.episode')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'at'], name='part_person_at')],
                'constraints': [models.UniqueConstraint(fields=('episode', 'person', 'role'), name='part_once')],
            },
        ),
        migrations.CreateModel(
            name='Reflection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('theirs', 'theirs'), ('ours', 'ours')], max_length=6)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('skipped_at', models.DateTimeField(blank=True, null=True)),
                ('know_each_other', models.BooleanField(blank=True, null=True)),
                ('they_know_us', models.BooleanField(blank=True, null=True)),
                ('understood', models.BooleanField(blank=True, null=True)),
                ('episode', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.episode')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'asked_at'], name='reflection_person_asked')],
                'constraints': [models.UniqueConstraint(fields=('episode', 'side', 'person'), name='reflection_once'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('skipped_at__isnull', True), _connector='OR'), name='reflection_answered_or_skipped'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', False), models.Q(('know_each_other__isnull', True), ('they_know_us__isnull', True), ('understood__isnull', True)), _connector='OR'), name='reflection_words_need_an_answer')],
            },
        ),
        migrations.CreateModel(
            name='Relationship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('next_step', models.CharField(blank=True, default='', max_length=200)),
                ('next_step_on', models.DateField(blank=True, null=True)),
                ('since', models.DateTimeField()),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('team', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
            ],
            options={
                'indexes': [models.Index(fields=['team', 'next_step_on'], name='relationship_team_next')],
                'constraints': [models.UniqueConstraint(fields=('person', 'team'), name='relationship_once')],
            },
        ),
        migrations.CreateModel(
            name='Sequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('project', 'project'), ('campaign', 'campaign'), ('change', 'change'), ('contract', 'contract'), ('service', 'service')], max_length=12)),
                ('name', models.CharField(max_length=200)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('service', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.service')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'started_at'], name='sequence_organisation_started'), models.Index(fields=['person', 'started_at'], name='sequence_person_started')],
            },
        ),
        migrations.CreateModel(
            name='SequenceEpisode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('episode', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.episode')),
                ('sequence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='places', to='ledger.sequence')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('sequence', 'episode'), name='sequence_episode_once')],
            },
        ),
        migrations.CreateModel(
            name='Trace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=24)),
                ('ref_kind', models.CharField(blank=True, default='', max_length=24)),
                ('ref_id', models.BigIntegerField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'at'], name='trace_person_at'), models.Index(fields=['ref_kind', 'ref_id', 'at'], name='trace_ref_at')],
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('together', 'together'), ('apart', 'apart'), ('name', 'name')], max_length=8)),
                ('one', models.BigIntegerField()),
                ('other', models.BigIntegerField(blank=True, null=True)),
                ('words', models.CharField(blank=True, default='', max_length=200)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('other__isnull', False)), fields=('person', 'one', 'other'), name='wish_once'), models.UniqueConstraint(condition=models.Q(('kind', rapport.domains.ledger.types.words.WishKind['NAME'])), fields=('person', 'one'), name='wish_one_name'), models.CheckConstraint(condition=models.Q(models.Q(('kind', rapport.domains.ledger.types.words.WishKind['NAME']), ('other__isnull', True), models.Q(('words', ''), _negated=True)), models.Q(('kind__in', [rapport.domains.ledger.types.words.WishKind['TOGETHER'], rapport.domains.ledger.types.words.WishKind['APART']]), ('one__lt', models.F('other')), ('words', '')), _connector='OR'), name='wish_is_whole')],
            },
        ),
    ]
