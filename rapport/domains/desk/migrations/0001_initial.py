import django.db.models.deletion
import django.db.models.functions.text
import rapport.domains.desk.models.tickets
import rapport.domains.desk.types
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('foundation', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('key', models.CharField(default='R', max_length=8)),
                ('imap_host', models.CharField(blank=True, default='', max_length=253)),
                ('imap_port', models.PositiveIntegerField(default=993)),
                ('imap_user', models.CharField(blank=True, default='', max_length=254)),
                ('imap_password_sealed', models.TextField(blank=True, default='')),
                ('uidvalidity', models.BigIntegerField(blank=True, null=True)),
                ('last_uid', models.BigIntegerField(default=0)),
                ('connected_at', models.DateTimeField(blank=True, null=True)),
                ('last_checked_at', models.DateTimeField(blank=True, null=True)),
                ('fault', models.CharField(blank=True, default='', max_length=500)),
                ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.service')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('address', django.db.models.functions.text.Lower('address'))), name='mailbox_address_lower'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='mailbox_key_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('theirs', 'theirs'), ('ours', 'ours'), ('automatic', 'automatic'), ('note', 'note')], max_length=16)),
                ('channel', models.CharField(choices=[('mail', 'mail'), ('portal', 'portal'), ('phone', 'phone'), ('visit', 'visit'), ('chat', 'chat'), ('import', 'import')], max_length=16)),
                ('text', models.TextField(blank=True, default='')),
                ('quoted', models.TextField(blank=True, default='')),
                ('html', models.TextField(blank=True, default='')),
                ('said_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('mail_id', models.CharField(blank=True, default='', max_length=998)),
                ('mail_key', models.CharField(blank=True, default='', max_length=64)),
                ('mail_subject', models.CharField(blank=True, default='', max_length=500)),
                ('references', models.JSONField(blank=True, default=list)),
                ('cc', models.JSONField(blank=True, default=list)),
                ('letter_id', models.BigIntegerField(blank=True, null=True)),
                ('raw_mail_id', models.BigIntegerField(blank=True, null=True)),
                ('unproven', models.BooleanField(default=False)),
                ('minutes', models.PositiveIntegerField(blank=True, null=True)),
                ('source_key', models.CharField(blank=True, max_length=200, null=True, unique=True)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['mail_key'], name='message_mail_key'), models.Index(condition=models.Q(('letter_id__isnull', False)), fields=['letter_id'], name='message_letter')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('raw_mail_id__isnull', False)), fields=('raw_mail_id',), name='message_once_per_delivery')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=255)),
                ('content_id', models.CharField(blank=True, default='', max_length=255)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.file')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='desk.message')),
            ],
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(unique=True)),
                ('key', models.CharField(max_length=32, unique=True)),
                ('public_key', models.CharField(default=rapport.domains.desk.models.tickets.new_public_key, editable=False, max_length=32, unique=True)),
                ('kind', models.CharField(choices=[('incident', 'incident'), ('request', 'request'), ('question', 'question'), ('complaint', 'complaint'), ('praise', 'praise')], default=rapport.domains.desk.types.TicketKind['QUESTION'], max_length=16)),
                ('subject', models.CharField(max_length=500)),
                ('state', models.CharField(choices=[('new', 'new'), ('open', 'open'), ('waiting', 'waiting'), ('solved', 'solved'), ('closed', 'closed')], default=rapport.domains.desk.types.TicketState['NEW'], max_length=16)),
                ('priority', models.PositiveSmallIntegerField(default=3)),
                ('channel', models.CharField(choices=[('mail', 'mail'), ('portal', 'portal'), ('phone', 'phone'), ('visit', 'visit'), ('chat', 'chat'), ('import', 'import')], max_length=16)),
                ('opened_at', models.DateTimeField()),
                ('last_message_at', models.DateTimeField()),
                ('last_side', models.CharField(default=rapport.domains.desk.types.Side['THEIRS'], max_length=16)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('solved_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('next_word_at', models.DateTimeField(blank=True, null=True)),
                ('thread_index', models.TextField(blank=True, default='')),
                ('thread_topic', models.CharField(blank=True, default='', max_length=500)),
                ('raw_source', models.CharField(default='mail', max_length=16)),
                ('source_key', models.CharField(blank=True, max_length=200, null=True, unique=True)),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.ticket')),
                ('mailbox', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.mailbox')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('requester', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('service', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.service')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.site')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('solved_at__isnull', True)), fields=['team', 'last_message_at', 'id'], name='ticket_team_open'), models.Index(condition=models.Q(('solved_at__isnull', True)), fields=['last_message_at', 'id'], name='ticket_open'), models.Index(fields=['last_message_at', 'id'], name='ticket_last'), models.Index(fields=['assignee', 'state', 'last_message_at', 'id'], name='ticket_assignee_state'), models.Index(fields=['team', 'last_message_at', 'id'], name='ticket_team_last'), models.Index(fields=['organisation', 'last_message_at', 'id'], name='ticket_organisation_last'), models.Index(fields=['requester', 'acknowledged_at'], name='ticket_requester_acknowledged'), models.Index(fields=['state', 'solved_at'], name='ticket_state_solved')],
                'constraints': [models.CheckConstraint(condition=models.Q(('priority__gte', 1), ('priority__lte', 4)), name='ticket_priority_known'), models.CheckConstraint(condition=models.Q(('state__in', ['new', 'open', 'waiting', 'solved', 'closed'])), name='ticket_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['incident', 'request', 'question', 'complaint', 'praise'])), name='ticket_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['solved', 'closed']), _negated=True), ('solved_at__isnull', False), _connector='OR'), name='ticket_solved_has_moment'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['new', 'open', 'waiting']), _negated=True), ('solved_at__isnull', True), _connector='OR'), name='ticket_unsolved_has_none'), models.CheckConstraint(condition=models.Q(('solved_at__isnull', True), ('solved_at__gte', models.F('opened_at')), _connector='OR'), name='ticket_solved_after_opening')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='desk.ticket')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'ticket'], name='participant_person')],
                'constraints': [models.UniqueConstraint(fields=('ticket', 'person'), name='participant_once')],
            },
        ),
        migrations.AddField(
            model_name='message',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='desk.ticket'),
        ),
        migrations.CreateModel(
            name='KnownId',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hash', models.CharField(max_length=32)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.ticket')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hash', 'ticket'), name='known_id_once')],
            },
        ),
        migrations.CreateModel(
            name='HeldMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raw_mail_id', models.BigIntegerField(unique=True)),
                ('reason', models.CharField(max_length=300)),
                ('sender_name', models.CharField(blank=True, default='', max_length=200)),
                ('sender_address', models.CharField(blank=True, default='', max_length=254)),
                ('subject', models.CharField(blank=True, default='', max_length=500)),
                ('text', models.TextField(blank=True, default='')),
                ('quoted', models.TextField(blank=True, default='')),
                ('html', models.TextField(blank=True, default='')),
                ('cc', models.JSONField(blank=True, default=list)),
                ('references', models.JSONField(blank=True, default=list)),
                ('files', models.JSONField(blank=True, default=list)),
                ('mail_id', models.CharField(blank=True, default='', max_length=998)),
                ('mail_key', models.CharField(blank=True, default='', max_length=64)),
                ('proof', models.CharField(default='none', max_length=8)),
                ('received_at', models.DateTimeField()),
                ('said_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('accepted', models.BooleanField(null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.person')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
                ('mailbox', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.mailbox')),
                ('ticket', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.ticket')),
            ],
            options={
                'indexes': [models.Index(fields=['team', 'decided_at', 'received_at'], name='held_team_undecided'), models.Index(fields=['ticket'], name='held_ticket'), models.Index(fields=['mail_key'], name='held_mail_key')],
            },
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['ticket', 'said_at', 'id'], name='message_ticket_said'),
        ),
    ]
