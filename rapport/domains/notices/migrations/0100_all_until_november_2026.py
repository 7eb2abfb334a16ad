"""All tables as they stood in November 2026, made at once; the files before are for whoever has some of them."""

import datetime
import django.db.models.deletion
import rapport.domains.notices.types
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("notices", "0001_initial"),
    ]

    dependencies = [
        ("people", "0100_all_until_november_2026"),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                (
                    "tool",
                    models.CharField(
                        choices=[
                            ("slack", "slack"),
                            ("teams", "teams"),
                            ("mattermost", "mattermost"),
                            ("rocket_chat", "rocket_chat"),
                            ("discord", "discord"),
                            ("google_chat", "google_chat"),
                            ("matrix", "matrix"),
                        ],
                        max_length=16,
                    ),
                ),
                ("host", models.CharField(max_length=253)),
                ("sealed", models.TextField()),
                ("kinds", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("last_at", models.DateTimeField(blank=True, null=True)),
                ("fault", models.CharField(blank=True, default="", max_length=500)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.team"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Endpoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("url", models.CharField(max_length=1000)),
                ("events", models.JSONField()),
                ("sealed", models.TextField()),
                ("sealed_before", models.TextField(blank=True, default="")),
                ("before_until", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("failing_since", models.DateTimeField(blank=True, null=True)),
                ("last_at", models.DateTimeField(blank=True, null=True)),
                ("taken", models.PositiveBigIntegerField(default=0)),
                ("failed", models.PositiveBigIntegerField(default=0)),
                ("fault", models.CharField(blank=True, default="", max_length=500)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("before_until__isnull", True), ("sealed_before", "")),
                            models.Q(models.Q(("sealed_before", ""), _negated=True), ("before_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="endpoint_old_secret_ends",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HookCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120)),
                ("call_id", models.CharField(max_length=40, unique=True)),
                ("event", models.CharField(max_length=40)),
                ("body", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("taken", "taken"), ("given_up", "given_up")],
                        default=rapport.domains.notices.types.CallState["WAITING"],
                        max_length=8,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                ("next_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=500)),
                ("fault", models.CharField(blank=True, default="", max_length=500)),
                (
                    "endpoint",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="notices.endpoint",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["endpoint", "-made_at", "-id"], name="hook_call_endpoint_made"),
                    models.Index(fields=["made_at"], name="hook_call_made"),
                ],
                "constraints": [models.UniqueConstraint(fields=("endpoint", "key"), name="hook_call_once")],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kinds", models.JSONField()),
                ("ref_kind", models.CharField(max_length=24)),
                ("ref_id", models.BigIntegerField()),
                ("count", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at__isnull", True)), fields=["due_at", "id"], name="notice_due"
                    ),
                    models.Index(fields=["person", "-at", "-id"], name="notice_person_at"),
                    models.Index(fields=["person", "ref_kind", "ref_id", "told_at"], name="notice_matter"),
                    models.Index(fields=["told_at"], name="notice_told"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("told_at__isnull", True)),
                        fields=("person", "ref_kind", "ref_id"),
                        name="notice_one_waits",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assigned", "assigned"),
                            ("reply", "reply"),
                            ("at_risk", "at_risk"),
                            ("new_ticket", "new_ticket"),
                            ("stopped", "stopped"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("at_once", "at_once"), ("daily", "daily"), ("weekly", "weekly"), ("none", "none")],
                        max_length=8,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "kind"), name="notice_choice_once")],
            },
        ),
        migrations.CreateModel(
            name="NoticeHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quiet_from", models.TimeField(blank=True, null=True)),
                ("quiet_until", models.TimeField(blank=True, null=True)),
                ("digest_at", models.TimeField(default=datetime.time(8, 0))),
                ("weekday", models.PositiveSmallIntegerField(default=0)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quiet_from__isnull", True), ("quiet_until__isnull", True)),
                            models.Q(("quiet_from__isnull", False), ("quiet_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="notice_quiet_hours_whole",
                    ),
                    models.CheckConstraint(condition=models.Q(("weekday__lte", 6)), name="notice_weekday_known"),
                ],
            },
        ),
    ]
