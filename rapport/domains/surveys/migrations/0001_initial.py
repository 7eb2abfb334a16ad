import django.db.models.deletion
import rapport.domains.surveys.types
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('size', models.PositiveIntegerField()),
                ('rest_days', models.PositiveSmallIntegerField()),
                ('seed', models.BigIntegerField()),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('frame_hash', models.CharField(max_length=64)),
                ('framed', models.PositiveIntegerField()),
                ('drawn', models.PositiveIntegerField()),
                ('skipped', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='sample_month_is_its_first_day'), models.CheckConstraint(condition=models.Q(('drawn__lte', models.F('framed'))), name='sample_within_frame')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('services', models.JSONField(default=list)),
                ('stratum', models.CharField(blank=True, default='', max_length=48)),
                ('month', models.DateField()),
                ('score', models.PositiveSmallIntegerField()),
                ('reasons', models.JSONField(default=list)),
                ('words', models.TextField(blank=True, default='')),
                ('may_print', models.BooleanField(default=False)),
                ('how', models.CharField(choices=[('drawn', 'drawn'), ('after_episode', 'after_episode'), ('volunteered', 'volunteered')], max_length=16)),
                ('mode', models.CharField(choices=[('named', 'named'), ('confidential', 'confidential'), ('anonymous', 'anonymous')], max_length=16)),
                ('wave', models.CharField(blank=True, default='', max_length=80)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_on', models.DateField()),
                ('source_key', models.CharField(blank=True, default='', max_length=64)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.service')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.site')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'answered_on'], name='answer_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 10)), name='answer_from_0_to_10'), models.CheckConstraint(condition=models.Q(('mode', rapport.domains.surveys.types.Mode['NAMED']), models.Q(('answered_at__isnull', True), ('person__isnull', True)), _connector='OR'), name='answer_without_name_names_nobody')],
            },
        ),
        migrations.CreateModel(
            name='AnswerChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField()),
                ('words', models.TextField(blank=True, default='')),
                ('changed_on', models.DateField()),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='surveys.answer')),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('services', models.JSONField(default=list)),
                ('stratum', models.CharField(blank=True, default='', max_length=48)),
                ('month', models.DateField()),
                ('send_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('remind_at', models.DateTimeField()),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('expires_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('service', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.service')),
                ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.site')),
                ('sample', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='surveys.sample')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('declined_at__isnull', True), ('sent_at__isnull', True)), fields=['send_at'], name='invitation_to_send'), models.Index(condition=models.Q(('answered_on__isnull', True), ('declined_at__isnull', True), ('reminded_at__isnull', True), ('sent_at__isnull', False)), fields=['remind_at'], name='invitation_to_remind')],
                'constraints': [models.UniqueConstraint(fields=('sample', 'person'), name='invitation_once_a_sample'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('send_at'))), name='invitation_expires_after_sending')],
            },
        ),
        migrations.AddField(
            model_name='answer',
            name='invitation',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='surveys.invitation'),
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('nps', 'nps')], default=rapport.domains.surveys.types.SurveyKind['NPS'], max_length=16)),
                ('judged', models.CharField(choices=[('it', 'it'), ('service', 'service')], default=rapport.domains.surveys.types.Judged['IT'], max_length=16)),
                ('default_mode', models.CharField(choices=[('named', 'named'), ('confidential', 'confidential'), ('anonymous', 'anonymous')], default=rapport.domains.surveys.types.Mode['NAMED'], max_length=16)),
                ('sender_name', models.CharField(blank=True, default='', max_length=200)),
                ('sender_address', models.EmailField(max_length=254)),
                ('started_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='survey_name_once'), models.CheckConstraint(condition=models.Q(models.Q(('judged', rapport.domains.surveys.types.Judged['IT']), ('service__isnull', True)), models.Q(('judged', rapport.domains.surveys.types.Judged['SERVICE']), ('service__isnull', False)), _connector='OR'), name='survey_judges_what_it_says'), models.CheckConstraint(condition=models.Q(('default_mode__in', [rapport.domains.surveys.types.Mode['NAMED'], rapport.domains.surveys.types.Mode['CONFIDENTIAL']])), name='survey_asks_by_name_or_confidentially')],
            },
        ),
        migrations.AddField(
            model_name='sample',
            name='survey',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='samples', to='surveys.survey'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='survey',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='surveys.survey'),
        ),
        migrations.AddField(
            model_name='answer',
            name='survey',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='surveys.survey'),
        ),
        migrations.CreateModel(
            name='SurveyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('wording', models.JSONField()),
                ('started_at', models.DateTimeField()),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='surveys.survey')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('survey', 'number'), name='survey_version_once')],
            },
        ),
        migrations.AddField(
            model_name='invitation',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.surveyversion'),
        ),
        migrations.AddField(
            model_name='answer',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='surveys.surveyversion'),
        ),
        migrations.CreateModel(
            name='RestPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('relational', 'relational'), ('transactional', 'transactional'), ('any', 'any'), ('declined', 'declined')], max_length=16)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'until'], name='rest_period_until')],
                'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='rest_period_once'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='rest_period_forward')],
            },
        ),
        migrations.CreateModel(
            name='FrameRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stratum', models.CharField(max_length=48)),
                ('services', models.JSONField(default=list)),
                ('outcome', models.CharField(choices=[('drawn', 'drawn'), ('not_drawn', 'not_drawn'), ('skipped', 'skipped')], max_length=12)),
                ('reason', models.CharField(blank=True, default='', max_length=40)),
                ('probability', models.FloatField(default=0.0)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.service')),
                ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.site')),
                ('sample', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='frame', to='surveys.sample')),
            ],
            options={
                'indexes': [models.Index(fields=['sample', 'outcome', 'id'], name='frame_row_outcome')],
                'constraints': [models.UniqueConstraint(fields=('sample', 'person'), name='frame_row_once'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', rapport.domains.surveys.types.Outcome['SKIPPED']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='frame_row_skipped_with_reason')],
            },
        ),
        migrations.AddConstraint(
            model_name='sample',
            constraint=models.UniqueConstraint(fields=('survey', 'month'), name='sample_once_a_month'),
        ),
        migrations.AddIndex(
            model_name='answer',
            index=models.Index(fields=['survey', 'month'], name='answer_survey_month'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mode', rapport.domains.surveys.types.Mode['ANONYMOUS']), _negated=True), ('invitation__isnull', True), _connector='OR'), name='answer_anonymous_has_no_invitation'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(condition=models.Q(('source_key', ''), _negated=True), fields=('survey', 'source_key'), name='answer_once_per_source'),
        ),
    ]
