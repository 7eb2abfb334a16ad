"""All tables as they stood in November 2026, made at once; the files before are for whoever has some of them."""

import django.db.models.deletion
import rapport.domains.promises.types
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("promises", "0001_initial"),
        ("promises", "0002_bases_of_estimates"),
        ("promises", "0003_lateness_of_aims"),
        ("promises", "0004_target_sums"),
    ]

    dependencies = [
        ("people", "0100_all_until_november_2026"),
    ]

    operations = [
        migrations.CreateModel(
            name="Calendar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("zone", models.CharField(max_length=64)),
                ("week", models.JSONField()),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("region", models.CharField(blank=True, default="", max_length=8)),
                ("default", models.BooleanField(default=False)),
                ("updated_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "name"), name="calendar_name_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("default", True)), fields=("organisation",), name="calendar_one_default"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref_kind", models.CharField(max_length=24)),
                ("ref_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(choices=[("first_answer", "first_answer"), ("solve", "solve")], max_length=12),
                ),
                ("priority", models.PositiveSmallIntegerField(default=3)),
                ("started_at", models.DateTimeField()),
                ("target_minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("paused_since", models.DateTimeField(blank=True, null=True)),
                ("paused_minutes", models.PositiveIntegerField(default=0)),
                ("met_at", models.DateTimeField(blank=True, null=True)),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.service",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.team"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "started_at"], name="clock_kind_started"),
                    models.Index(
                        condition=models.Q(("met_at__isnull", False)), fields=["kind", "met_at"], name="clock_kind_met"
                    ),
                    models.Index(
                        condition=models.Q(("met_at__isnull", True)), fields=["kind", "due_at"], name="clock_kind_due"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("ref_kind", "ref_id", "kind"), name="clock_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("met_at__isnull", True), ("minutes__isnull", True)),
                            models.Q(("met_at__isnull", False), ("minutes__isnull", False)),
                            _connector="OR",
                        ),
                        name="clock_met_has_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("met_at__isnull", True), ("met_at__gte", models.F("started_at")), _connector="OR"
                        ),
                        name="clock_met_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockBefore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField()),
                ("priority", models.PositiveSmallIntegerField()),
                ("met_at", models.DateTimeField(blank=True, null=True)),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="before", to="promises.clock"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.service",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("met_at__isnull", True), ("minutes__isnull", True)),
                            models.Q(("met_at__isnull", False), ("minutes__isnull", False)),
                            _connector="OR",
                        ),
                        name="clock_before_met_has_minutes",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Forecast",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("priority", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("q", models.FloatField()),
                ("n", models.PositiveIntegerField()),
                ("finished", models.PositiveIntegerField()),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("period_from", models.DateTimeField()),
                ("period_to", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                (
                    "method",
                    models.CharField(
                        choices=[("conformal", "conformal"), ("kaplan_meier", "kaplan_meier")], max_length=12
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.service",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["service", "priority"], name="forecast_service_priority")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("finished__lte", models.F("n"))), name="forecast_finished_of_n"
                    ),
                    models.CheckConstraint(condition=models.Q(("q__gt", 0), ("q__lt", 1)), name="forecast_q"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Estimate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref_kind", models.CharField(max_length=24)),
                ("ref_id", models.BigIntegerField()),
                (
                    "basis",
                    models.CharField(
                        choices=[("history", "history"), ("target", "target"), ("opening", "opening")], max_length=8
                    ),
                ),
                ("n", models.PositiveIntegerField(default=0)),
                ("q", models.FloatField(blank=True, null=True)),
                ("period_from", models.DateTimeField(blank=True, null=True)),
                ("period_to", models.DateTimeField(blank=True, null=True)),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("wording_kind", models.CharField(max_length=24)),
                (
                    "about",
                    models.CharField(
                        choices=[("first_answer", "first_answer"), ("solve", "solve")],
                        default=rapport.domains.promises.types.ClockKind["SOLVE"],
                        max_length=12,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[("conformal", "conformal"), ("kaplan_meier", "kaplan_meier")],
                        default="",
                        max_length=12,
                    ),
                ),
                ("pool_priority", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("finished", models.PositiveIntegerField(blank=True, null=True)),
                ("warned_at", models.DateTimeField(blank=True, null=True)),
                ("told_late_at", models.DateTimeField(blank=True, null=True)),
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
                    "pool_service",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.service",
                    ),
                ),
                (
                    "forecast",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="promises.forecast",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["ref_kind", "ref_id", "-made_at"], name="estimate_ref_made"),
                    models.Index(fields=["person", "made_at"], name="estimate_person_made"),
                    models.Index(
                        condition=models.Q(("basis", "target"), ("warned_at__isnull", True)),
                        fields=["due_at"],
                        name="estimate_target_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("name", models.CharField(max_length=120)),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="holidays", to="promises.calendar"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("calendar", "on"), name="holiday_once")],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="promises.clock"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="pause_ends_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("clock",), name="pause_one_open"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref_kind", models.CharField(max_length=24)),
                ("ref_id", models.BigIntegerField()),
                ("text", models.CharField(max_length=300)),
                ("made_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("first_due_at", models.DateTimeField()),
                ("kept_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("told_late_at", models.DateTimeField(blank=True, null=True)),
                ("warned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.team"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "due_at"], name="promise_person_due"),
                    models.Index(fields=["ref_kind", "ref_id", "due_at"], name="promise_ref_due"),
                    models.Index(
                        condition=models.Q(("kept_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=["team", "due_at"],
                        name="promise_team_open",
                    ),
                    models.Index(
                        condition=models.Q(("kept_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=["due_at"],
                        name="promise_open_due",
                    ),
                    models.Index(fields=["organisation", "due_at"], name="promise_organisation_due"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("made_at"))), name="promise_due_after_made"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"),
                        name="promise_kept_or_withdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceLevel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("priority", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("first_answer_minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("solve_minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("share", models.FloatField(default=0.9)),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.service",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("service", "priority"), name="service_level_once"),
                    models.CheckConstraint(
                        condition=models.Q(("share__gt", 0), ("share__lte", 1)), name="service_level_share"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_answer_minutes__gt", 0), ("solve_minutes__gt", 0), _connector="OR"),
                        name="service_level_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__isnull", True), ("priority__range", (1, 4)), _connector="OR"),
                        name="service_level_priority",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetSum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "view",
                    models.CharField(
                        choices=[
                            ("service", "service"),
                            ("site", "site"),
                            ("team", "team"),
                            ("organisation", "organisation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("quarter", models.DateField()),
                ("group_id", models.BigIntegerField()),
                ("service_id", models.BigIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(choices=[("first_answer", "first_answer"), ("solve", "solve")], max_length=12),
                ),
                ("met", models.PositiveIntegerField()),
                ("missed", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("view", "quarter", "group_id", "service_id", "kind"), name="target_sum_once"
                    )
                ],
            },
        ),
    ]
