"""All tables as they stood in November 2026, made at once; the files before are for whoever has some of them."""

import django.db.models.deletion
import django.db.models.functions.text
import rapport.domains.desk.models.tickets
import rapport.domains.desk.types.words
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("desk", "0001_initial"),
        ("desk", "0002_waits_since"),
        ("desk", "0003_remarks_on_mail"),
        ("desk", "0004_joined"),
        ("desk", "0005_working"),
        ("desk", "0006_visits"),
        ("desk", "0007_walk_in"),
        ("desk", "0008_mailbox_identity"),
        ("desk", "0009_reply_to"),
    ]

    dependencies = [
        ("foundation", "0100_all_until_november_2026"),
        ("people", "0100_all_until_november_2026"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="CustomField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=8)),
                ("choices", models.JSONField(blank=True, default=list)),
                ("required", models.BooleanField(default=False)),
                ("on_form", models.BooleanField(default=False)),
                ("asked", models.BooleanField(default=True)),
                ("place", models.PositiveSmallIntegerField(default=0)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.service"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("asked", True)), fields=("service", "name"), name="custom_field_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Macro",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("text", models.TextField()),
                ("then", models.CharField(default="keep_open", max_length=16)),
                ("tags", models.JSONField(blank=True, default=list)),
                ("takes", models.BooleanField(default=False)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.team",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["team", "name"], name="macro_team_name")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner__isnull", False), ("team__isnull", True)),
                            models.Q(("owner__isnull", True), ("team__isnull", False)),
                            _connector="OR",
                        ),
                        name="macro_own_or_of_team",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(default="R", max_length=8)),
                ("sender_name", models.CharField(blank=True, default="", max_length=200)),
                ("signature", models.CharField(blank=True, default="", max_length=1000)),
                ("language", models.CharField(blank=True, default="", max_length=16)),
                ("imap_host", models.CharField(blank=True, default="", max_length=253)),
                ("imap_port", models.PositiveIntegerField(default=993)),
                ("imap_user", models.CharField(blank=True, default="", max_length=254)),
                ("imap_password_sealed", models.TextField(blank=True, default="")),
                ("uidvalidity", models.BigIntegerField(blank=True, null=True)),
                ("last_uid", models.BigIntegerField(default=0)),
                ("connected_at", models.DateTimeField(blank=True, null=True)),
                ("last_checked_at", models.DateTimeField(blank=True, null=True)),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("fault", models.CharField(blank=True, default="", max_length=500)),
                (
                    "client",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.service",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.team"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("address", django.db.models.functions.text.Lower("address"))),
                        name="mailbox_address_lower",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="mailbox_key_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("theirs", "theirs"), ("ours", "ours"), ("automatic", "automatic"), ("note", "note")],
                        max_length=16,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mail", "mail"),
                            ("portal", "portal"),
                            ("phone", "phone"),
                            ("visit", "visit"),
                            ("walk-in", "walk-in"),
                            ("chat", "chat"),
                            ("import", "import"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField(blank=True, default="")),
                ("quoted", models.TextField(blank=True, default="")),
                ("html", models.TextField(blank=True, default="")),
                ("said_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("mail_id", models.CharField(blank=True, default="", max_length=998)),
                ("mail_key", models.CharField(blank=True, default="", max_length=64)),
                ("mail_subject", models.CharField(blank=True, default="", max_length=500)),
                ("references", models.JSONField(blank=True, default=list)),
                ("cc", models.JSONField(blank=True, default=list)),
                ("letter_id", models.BigIntegerField(blank=True, null=True)),
                ("raw_mail_id", models.BigIntegerField(blank=True, null=True)),
                ("unproven", models.BooleanField(default=False)),
                ("remarks", models.JSONField(blank=True, default=list)),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("source_key", models.CharField(blank=True, max_length=200, null=True, unique=True)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["mail_key"], name="message_mail_key"),
                    models.Index(
                        condition=models.Q(("letter_id__isnull", False)), fields=["letter_id"], name="message_letter"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("raw_mail_id__isnull", False)),
                        fields=("raw_mail_id",),
                        name="message_once_per_delivery",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.message"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at__isnull", True)),
                        fields=["person", "made_at"],
                        name="mention_unseen",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("message", "person"), name="mention_once")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255)),
                ("content_id", models.CharField(blank=True, default="", max_length=255)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.file"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="desk.message"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("filters", models.JSONField(default=dict)),
                ("order", models.CharField(default="longest", max_length=16)),
                ("count", models.PositiveSmallIntegerField(default=0)),
                ("counted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.team",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["team", "name"], name="saved_view_team")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner__isnull", False), ("team__isnull", True)),
                            models.Q(("owner__isnull", True), ("team__isnull", False)),
                            _connector="OR",
                        ),
                        name="saved_view_own_or_of_team",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("key", models.CharField(max_length=32, unique=True)),
                (
                    "public_key",
                    models.CharField(
                        default=rapport.domains.desk.models.tickets.new_public_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("incident", "incident"),
                            ("request", "request"),
                            ("question", "question"),
                            ("complaint", "complaint"),
                            ("praise", "praise"),
                        ],
                        default=rapport.domains.desk.types.words.TicketKind["QUESTION"],
                        max_length=16,
                    ),
                ),
                ("subject", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("open", "open"),
                            ("waiting", "waiting"),
                            ("solved", "solved"),
                            ("closed", "closed"),
                        ],
                        default=rapport.domains.desk.types.words.TicketState["NEW"],
                        max_length=16,
                    ),
                ),
                ("priority", models.PositiveSmallIntegerField(default=3)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mail", "mail"),
                            ("portal", "portal"),
                            ("phone", "phone"),
                            ("visit", "visit"),
                            ("walk-in", "walk-in"),
                            ("chat", "chat"),
                            ("import", "import"),
                        ],
                        max_length=16,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("last_message_at", models.DateTimeField()),
                ("last_side", models.CharField(default=rapport.domains.desk.types.words.Side["THEIRS"], max_length=16)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("solved_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("next_word_at", models.DateTimeField(blank=True, null=True)),
                (
                    "waits_since",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(state__in=["new", "open"], then=models.F("last_message_at"))
                        ),
                        output_field=models.DateTimeField(null=True),
                    ),
                ),
                ("reply_to", models.CharField(blank=True, default="", max_length=254)),
                ("thread_index", models.TextField(blank=True, default="")),
                ("thread_topic", models.CharField(blank=True, default="", max_length=500)),
                ("raw_source", models.CharField(default="mail", max_length=16)),
                ("source_key", models.CharField(blank=True, max_length=200, null=True, unique=True)),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="desk.ticket",
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="desk.mailbox",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="desk.ticket",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.service",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.site",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.team"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("waits_since__isnull", False)),
                        fields=["team", "waits_since", "id"],
                        name="ticket_team_waits",
                    ),
                    models.Index(
                        condition=models.Q(("waits_since__isnull", False)),
                        fields=["waits_since", "id"],
                        name="ticket_waits",
                    ),
                    models.Index(
                        condition=models.Q(("waits_since__isnull", False)),
                        fields=["assignee", "waits_since", "id"],
                        name="ticket_assignee_waits",
                    ),
                    models.Index(
                        condition=models.Q(("solved_at__isnull", True)),
                        fields=["last_message_at", "id"],
                        name="ticket_open",
                    ),
                    models.Index(fields=["last_message_at", "id"], name="ticket_last"),
                    models.Index(fields=["team", "last_message_at", "id"], name="ticket_team_last"),
                    models.Index(fields=["organisation", "last_message_at", "id"], name="ticket_organisation_last"),
                    models.Index(fields=["requester", "acknowledged_at"], name="ticket_requester_acknowledged"),
                    models.Index(fields=["state", "solved_at"], name="ticket_state_solved"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("priority__gte", 1), ("priority__lte", 4)), name="ticket_priority_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["new", "open", "waiting", "solved", "closed"])),
                        name="ticket_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["incident", "request", "question", "complaint", "praise"])),
                        name="ticket_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["solved", "closed"]), _negated=True),
                            ("solved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="ticket_solved_has_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["new", "open", "waiting"]), _negated=True),
                            ("solved_at__isnull", True),
                            _connector="OR",
                        ),
                        name="ticket_unsolved_has_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("solved_at__isnull", True), ("solved_at__gte", models.F("opened_at")), _connector="OR"
                        ),
                        name="ticket_solved_after_opening",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("words", models.CharField(blank=True, default="", max_length=200)),
                ("made_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.ticket"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)), fields=["person", "on"], name="reminder_due"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("writing", models.BooleanField(default=False)),
                (
                    "ticket",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.ticket"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="desk.ticket"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "ticket"], name="participant_person")],
                "constraints": [models.UniqueConstraint(fields=("ticket", "person"), name="participant_once")],
            },
        ),
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("then", models.CharField(max_length=16)),
                ("promise_until", models.DateTimeField(blank=True, null=True)),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("seen_message_id", models.BigIntegerField(blank=True, null=True)),
                ("source_key", models.CharField(blank=True, max_length=200, null=True, unique=True)),
                ("sent_at", models.DateTimeField()),
                ("leaves_at", models.DateTimeField()),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "macro",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="desk.macro",
                    ),
                ),
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.ticket"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agent"], name="outgoing_agent")],
            },
        ),
        migrations.AddField(
            model_name="message",
            name="ticket",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="desk.ticket"
            ),
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("moved", models.JSONField(default=dict)),
                ("before", models.JSONField(default=dict)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.ticket"),
                ),
                (
                    "merged",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.ticket"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kept", "made_at"], name="merge_kept")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)), fields=("merged",), name="merge_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("merged")), _negated=True), name="merge_of_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KnownId",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hash", models.CharField(max_length=32)),
                (
                    "ticket",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.ticket"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("hash", "ticket"), name="known_id_once")],
            },
        ),
        migrations.CreateModel(
            name="HeldMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("raw_mail_id", models.BigIntegerField(unique=True)),
                ("reason", models.CharField(max_length=300)),
                ("sender_name", models.CharField(blank=True, default="", max_length=200)),
                ("sender_address", models.CharField(blank=True, default="", max_length=254)),
                ("subject", models.CharField(blank=True, default="", max_length=500)),
                ("text", models.TextField(blank=True, default="")),
                ("quoted", models.TextField(blank=True, default="")),
                ("html", models.TextField(blank=True, default="")),
                ("cc", models.JSONField(blank=True, default=list)),
                ("references", models.JSONField(blank=True, default=list)),
                ("files", models.JSONField(blank=True, default=list)),
                ("mail_id", models.CharField(blank=True, default="", max_length=998)),
                ("mail_key", models.CharField(blank=True, default="", max_length=64)),
                ("proof", models.CharField(default="none", max_length=8)),
                ("remarks", models.JSONField(blank=True, default=list)),
                ("received_at", models.DateTimeField()),
                ("said_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("accepted", models.BooleanField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.team"),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="desk.mailbox",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="desk.ticket",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["team", "decided_at", "received_at"], name="held_team_undecided"),
                    models.Index(fields=["ticket"], name="held_ticket"),
                    models.Index(fields=["mail_key"], name="held_mail_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.CharField(max_length=500)),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desk.customfield"
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.ticket"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["field", "value", "ticket"], name="field_value_value")],
                "constraints": [models.UniqueConstraint(fields=("ticket", "field"), name="field_value_once")],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("fault", models.CharField(blank=True, default="", max_length=500)),
                ("saved_at", models.DateTimeField()),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.ticket"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agent", "ticket"), name="draft_once")],
            },
        ),
        migrations.CreateModel(
            name="TicketLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("related", "related"), ("caused by", "caused by"), ("follow-up", "follow-up")],
                        max_length=16,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "other",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.ticket"),
                ),
                (
                    "ticket",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.ticket"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("ticket", "other"), name="ticket_link_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ticket", models.F("other")), _negated=True), name="ticket_link_of_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "tag",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.tag"),
                ),
                (
                    "ticket",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.ticket"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["tag", "ticket"], name="ticket_tag_tag")],
                "constraints": [models.UniqueConstraint(fields=("ticket", "tag"), name="ticket_tag_once")],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_key",
                    models.CharField(
                        default=rapport.domains.desk.models.tickets.new_public_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("zone", models.CharField(max_length=64)),
                ("what", models.CharField(max_length=500)),
                ("kit", models.JSONField(blank=True, default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("arranged", "arranged"),
                            ("done", "done"),
                            ("not possible", "not possible"),
                            ("nobody there", "nobody there"),
                            ("cancelled", "cancelled"),
                        ],
                        default="arranged",
                        max_length=16,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("moves_theirs", models.PositiveIntegerField(default=0)),
                ("moves_ours", models.PositiveIntegerField(default=0)),
                ("asked_for", models.CharField(blank=True, default="", max_length=500)),
                ("words", models.CharField(blank=True, default="", max_length=1000)),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("fixed", models.BooleanField(null=True)),
                ("arranged_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("source_key", models.CharField(blank=True, max_length=200, null=True, unique=True)),
                (
                    "arranged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="desk.visit",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.site"),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.team"),
                ),
                (
                    "technician",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="desk.ticket",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["team", "starts_at", "id"], name="visit_team_starts"),
                    models.Index(fields=["site", "starts_at", "id"], name="visit_site_starts"),
                    models.Index(
                        condition=models.Q(("state", "arranged")),
                        fields=["technician", "starts_at"],
                        name="visit_technician_open",
                    ),
                    models.Index(
                        condition=models.Q(("state", "arranged")), fields=["starts_at", "id"], name="visit_to_come"
                    ),
                    models.Index(condition=models.Q(("ticket__isnull", False)), fields=["ticket"], name="visit_ticket"),
                    models.Index(fields=["person", "starts_at"], name="visit_person_starts"),
                    models.Index(fields=["organisation", "starts_at"], name="visit_organisation_starts"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="visit_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["arranged", "done", "not possible", "nobody there", "cancelled"])
                        ),
                        name="visit_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "arranged"), ("ended_at__isnull", False), _connector="OR"),
                        name="visit_ended_has_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fixed__isnull", True), ("state", "done"), _connector="OR"),
                        name="visit_fixed_when_done",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["ticket", "said_at", "id"], name="message_ticket_said"),
        ),
    ]
