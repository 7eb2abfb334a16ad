"""All tables as they stood in November 2026, made at once; the files before are for whoever has some of them."""

from django.db import migrations, models


SQLITE = ["CREATE VIRTUAL TABLE foundation_search_words USING fts5(words, reach, tokenize = 'ascii', prefix = '2 3 4')"]
POSTGRESQL = [
    "ALTER TABLE foundation_searchentry ADD COLUMN words tsvector NOT NULL DEFAULT ''::tsvector",
    "ALTER TABLE foundation_searchentry ADD COLUMN reach tsvector NOT NULL DEFAULT ''::tsvector",
    "CREATE INDEX search_entry_words ON foundation_searchentry USING gin (words, reach)",
]


def index_words(apps, schema_editor):
    """The words of the search: an FTS5 table on SQLite, two tsvector columns with one GIN index on PostgreSQL."""
    for sql in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("foundation", "0001_initial"),
        ("foundation", "0002_search_index"),
        ("foundation", "0003_search_beginnings"),
        ("foundation", "0004_door_refusals"),
        ("foundation", "0005_files_are_scanned"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Blob",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.IntegerField()),
                ("content", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="CronSlot",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("slot", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("queues", models.CharField(default="", max_length=200)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="MailId",
            fields=[
                ("hash", models.BigIntegerField(primary_key=True, serialize=False)),
                ("lane", models.BigIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("address", models.CharField(max_length=320, primary_key=True, serialize=False)),
                ("reason", models.CharField(max_length=200)),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Audit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=64)),
                ("actor_kind", models.CharField(max_length=16)),
                ("actor_person_id", models.BigIntegerField(blank=True, null=True)),
                ("organisation_id", models.BigIntegerField(blank=True, null=True)),
                ("subject_kind", models.CharField(max_length=32)),
                ("subject_id", models.BigIntegerField()),
                ("fields", models.JSONField(default=list)),
                ("place", models.BigIntegerField(blank=True, null=True, unique=True)),
                ("hash", models.CharField(blank=True, default="", max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_subject"),
                    models.Index(condition=models.Q(("place__isnull", True)), fields=["id"], name="audit_unsealed"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DoorRefusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("reason", models.CharField(max_length=40)),
                ("code", models.PositiveSmallIntegerField()),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("day", "reason", "code"), name="doorrefusal_once")],
            },
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation_id", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=255)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("created_at", models.DateTimeField()),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("clean", "Clean"),
                            ("found", "Found"),
                            ("not scanned", "Not Scanned"),
                        ],
                        default="not scanned",
                        max_length=16,
                    ),
                ),
                ("scan_found", models.CharField(blank=True, default="", max_length=200)),
                ("scanned_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("scan", "waiting")), fields=["id"], name="file_waits_for_scan")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation_id", "sha256"), name="file_once_in_organisation")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=64)),
                ("source_key", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=16)),
                ("row", models.JSONField(blank=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("source", "source_key"), name="imported_row_once")],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160)),
                ("queue", models.CharField(max_length=20)),
                ("args", models.JSONField(default=dict)),
                ("priority", models.SmallIntegerField(default=50)),
                ("organisation_id", models.BigIntegerField(null=True)),
                ("lane", models.CharField(max_length=200, null=True)),
                ("key", models.CharField(max_length=200, null=True)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("due_at", models.DateTimeField(null=True)),
                ("token", models.CharField(default="", max_length=32)),
                ("company", models.SmallIntegerField(default=1)),
                ("alone", models.BooleanField(default=False)),
                ("attempts", models.IntegerField(default=0)),
                ("crashes", models.SmallIntegerField(default=0)),
                ("crashes_alone", models.SmallIntegerField(default=0)),
                ("reason", models.TextField(default="")),
                ("enqueued_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["queue", "priority", "id"], name="job_ready"
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["later", "running"])), fields=["due_at"], name="job_due"
                    ),
                    models.Index(
                        condition=models.Q(("lane__isnull", False), ("state__in", ["waiting", "running"])),
                        fields=["lane", "id"],
                        name="job_lane",
                    ),
                    models.Index(condition=models.Q(("state", "dead")), fields=["id"], name="job_dead"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("name", "key"), name="job_key_unique_while_waiting"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "later", "running", "dead"])),
                        name="job_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("data", models.JSONField(default=dict)),
                ("organisation_id", models.BigIntegerField(null=True)),
                ("to", models.JSONField(default=list)),
                ("cc", models.JSONField(default=list)),
                ("sender_name", models.CharField(default="", max_length=200)),
                ("sender_address", models.CharField(max_length=320)),
                ("subject", models.TextField(default="")),
                ("message_id", models.CharField(max_length=255, unique=True)),
                ("in_reply_to", models.TextField(default="")),
                ("references", models.JSONField(default=list)),
                ("thread_index", models.TextField(default="")),
                ("thread_topic", models.TextField(default="")),
                ("automatic", models.BooleanField(default=False)),
                ("bulk", models.BooleanField(default=False)),
                ("ref_kind", models.CharField(default="", max_length=40)),
                ("ref_id", models.BigIntegerField(null=True)),
                ("language", models.CharField(default="en", max_length=10)),
                ("priority", models.SmallIntegerField(default=50)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("reason", models.TextField(default="")),
                ("posted_at", models.DateTimeField()),
                ("rendered_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("mime", models.BinaryField(null=True)),
                ("left", models.JSONField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["ref_kind", "ref_id"], name="letter_ref"),
                    models.Index(fields=["state", "id"], name="letter_state"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=16)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("person_id", models.BigIntegerField(blank=True, null=True)),
                ("account_id", models.BigIntegerField(blank=True, null=True)),
                ("ref", models.CharField(blank=True, default="", max_length=64)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["expires_at"], name="link_expires"),
                    models.Index(fields=["person_id", "purpose"], name="link_person"),
                ],
            },
        ),
        migrations.CreateModel(
            name="RawMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.IntegerField()),
                ("mailbox_id", models.BigIntegerField(null=True)),
                ("organisation_id", models.BigIntegerField(null=True)),
                ("source_key", models.CharField(max_length=200, unique=True)),
                ("envelope_from", models.CharField(default="", max_length=320)),
                ("envelope_to", models.JSONField(default=list)),
                ("received_at", models.DateTimeField()),
                ("before_connected", models.BooleanField(default=False)),
                ("state", models.CharField(default="taken", max_length=12)),
                ("reason", models.TextField(default="")),
                ("ref_kind", models.CharField(default="", max_length=40)),
                ("ref_id", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["sha256"], name="rawmail_sha256"),
                    models.Index(fields=["state", "id"], name="rawmail_state"),
                    models.Index(fields=["ref_kind", "ref_id"], name="rawmail_ref"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=32)),
                ("ref_id", models.BigIntegerField()),
                ("organisation_id", models.BigIntegerField(blank=True, null=True)),
                ("tokens", models.TextField()),
                ("title", models.CharField(max_length=300)),
                ("title_words", models.CharField(blank=True, default="", max_length=600)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "ref_id"), name="search_entry_once")],
            },
        ),
        migrations.RunPython(index_words, migrations.RunPython.noop),
    ]
