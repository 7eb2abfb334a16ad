"""All tables as they stood in November 2026, made at once; the files before are for whoever has some of them."""

import django.db.models.deletion
import rapport.domains.surveys.models.sealed
import rapport.domains.surveys.types
import rapport.domains.surveys.types.asking
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("surveys", "0001_initial"),
        ("surveys", "0002_every_kind_of_question"),
        ("surveys", "0003_anonymous_asks"),
        ("surveys", "0004_asking"),
        ("surveys", "0005_facets"),
        ("surveys", "0006_notes_and_words"),
        ("surveys", "0007_lean_frames"),
    ]

    dependencies = [
        ("people", "0100_all_until_november_2026"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("wave", models.CharField(blank=True, default="", max_length=24)),
                ("size", models.PositiveIntegerField()),
                ("rest_days", models.PositiveSmallIntegerField()),
                ("seed", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("frame_hash", models.CharField(max_length=64)),
                ("framed", models.PositiveIntegerField()),
                ("drawn", models.PositiveIntegerField()),
                ("skipped", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="sample_month_is_its_first_day"),
                    models.CheckConstraint(
                        condition=models.Q(("drawn__lte", models.F("framed"))), name="sample_within_frame"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("services", models.JSONField(default=list)),
                ("stratum", models.CharField(blank=True, default="", max_length=48)),
                ("facets", models.JSONField(blank=True, default=dict)),
                ("month", models.DateField()),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reasons", models.JSONField(default=list)),
                ("words", models.TextField(blank=True, default="")),
                ("may_print", models.BooleanField(default=False)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("drawn", "drawn"),
                            ("after_episode", "after_episode"),
                            ("volunteered", "volunteered"),
                            ("again", "again"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("named", "named"), ("confidential", "confidential"), ("anonymous", "anonymous")],
                        max_length=16,
                    ),
                ),
                ("wave", models.CharField(blank=True, default="", max_length=80)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_on", models.DateField()),
                ("source_key", models.CharField(blank=True, default="", max_length=64)),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
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
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
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
            ],
            options={
                "indexes": [models.Index(fields=["person", "answered_on"], name="answer_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 0), ("score__lte", 10)), name="answer_from_0_to_10"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mode", rapport.domains.surveys.types.Mode["NAMED"]),
                            models.Q(("answered_at__isnull", True), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="answer_without_name_names_nobody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mode", rapport.domains.surveys.types.Mode["ANONYMOUS"]), _negated=True),
                            ("facets", {}),
                            _connector="OR",
                        ),
                        name="answer_anonymous_has_no_facets",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("items", models.JSONField(default=dict)),
                ("words", models.TextField(blank=True, default="")),
                ("changed_on", models.DateField()),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="surveys.answer"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("services", models.JSONField(default=list)),
                ("stratum", models.CharField(blank=True, default="", max_length=48)),
                ("facets", models.JSONField(blank=True, default=dict)),
                ("month", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("drawn", "drawn"),
                            ("after_episode", "after_episode"),
                            ("volunteered", "volunteered"),
                            ("again", "again"),
                        ],
                        default=rapport.domains.surveys.types.How["DRAWN"],
                        max_length=16,
                    ),
                ),
                ("episode_id", models.BigIntegerField(blank=True, null=True)),
                ("send_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("remind_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.service"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.site"
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="surveys.sample",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("declined_at__isnull", True), ("sent_at__isnull", True)),
                        fields=["send_at"],
                        name="invitation_to_send",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("answered_on__isnull", True),
                            ("declined_at__isnull", True),
                            ("reminded_at__isnull", True),
                            ("sent_at__isnull", False),
                        ),
                        fields=["remind_at"],
                        name="invitation_to_remind",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("sample", "person"), name="invitation_once_a_sample"),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("send_at"))),
                        name="invitation_expires_after_sending",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="invitation",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="surveys.invitation",
            ),
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nps", "nps"),
                            ("csat", "csat"),
                            ("ces", "ces"),
                            ("trust", "trust"),
                            ("expectation", "expectation"),
                            ("single", "single"),
                            ("own", "own"),
                        ],
                        default=rapport.domains.surveys.types.SurveyKind["NPS"],
                        max_length=16,
                    ),
                ),
                (
                    "judged",
                    models.CharField(
                        choices=[("it", "it"), ("service", "service")],
                        default=rapport.domains.surveys.types.Judged["IT"],
                        max_length=16,
                    ),
                ),
                (
                    "default_mode",
                    models.CharField(
                        choices=[("named", "named"), ("confidential", "confidential"), ("anonymous", "anonymous")],
                        default=rapport.domains.surveys.types.Mode["NAMED"],
                        max_length=16,
                    ),
                ),
                ("sender_name", models.CharField(blank=True, default="", max_length=200)),
                ("sender_address", models.EmailField(max_length=254)),
                ("started_at", models.DateTimeField()),
                (
                    "asked",
                    models.CharField(
                        choices=[
                            ("user", "user"),
                            ("client_contact", "client_contact"),
                            ("front_line", "front_line"),
                            ("staff", "staff"),
                        ],
                        default=rapport.domains.surveys.types.Asked["USER"],
                        max_length=16,
                    ),
                ),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.survey",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.service",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "name"), name="survey_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("judged", rapport.domains.surveys.types.Judged["IT"]), ("service__isnull", True)),
                            models.Q(
                                ("judged", rapport.domains.surveys.types.Judged["SERVICE"]), ("service__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="survey_judges_what_it_says",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        default=rapport.domains.surveys.models.sealed.random_id, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.TextField()),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.survey"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SayPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=32, unique=True)),
                ("origins", models.JSONField(default=list)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="say_page", to="surveys.survey"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="sample",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="samples", to="surveys.survey"
            ),
        ),
        migrations.CreateModel(
            name="Openings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("n", models.PositiveIntegerField(default=0)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("survey", "month"), name="openings_once_a_month")],
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="surveys.survey"
            ),
        ),
        migrations.CreateModel(
            name="AskRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("after_episode", "after_episode"),
                            ("around_change", "around_change"),
                            ("on_schedule", "on_schedule"),
                        ],
                        max_length=16,
                    ),
                ),
                ("delay_minutes", models.PositiveIntegerField(default=0)),
                ("share", models.PositiveSmallIntegerField(default=100)),
                ("least_contacts", models.PositiveSmallIntegerField(default=2)),
                ("on", models.DateField(blank=True, null=True)),
                ("days_before", models.PositiveSmallIntegerField(default=0)),
                ("days_after", models.PositiveSmallIntegerField(default=0)),
                ("same_people", models.BooleanField(default=False)),
                ("size", models.PositiveIntegerField(default=0)),
                (
                    "every",
                    models.CharField(
                        blank=True, choices=[("month", "month"), ("quarter", "quarter")], default="", max_length=8
                    ),
                ),
                ("day", models.PositiveSmallIntegerField(default=1)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.service",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rules", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["kind"], name="ask_rule_active"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("share__gte", 1), ("share__lte", 100)), name="ask_rule_share"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("day__gte", 1), ("day__lte", 28)), name="ask_rule_day_of_every_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", rapport.domains.surveys.types.asking.AskKind["AROUND_CHANGE"]), _negated=True
                            ),
                            models.Q(("days_after__gt", 0), ("days_before__gt", 0), ("on__isnull", False)),
                            _connector="OR",
                        ),
                        name="ask_rule_change_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", rapport.domains.surveys.types.asking.AskKind["AFTER_EPISODE"]),
                            ("size__gt", 0),
                            _connector="OR",
                        ),
                        name="ask_rule_draws_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("started_at")), _connector="OR"
                        ),
                        name="ask_rule_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="surveys.survey"
            ),
        ),
        migrations.CreateModel(
            name="AnonymousInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("send_on", models.DateField()),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("remind_on", models.DateField()),
                ("reminded_on", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField()),
                ("answered", models.BooleanField(default=False)),
                ("declined", models.BooleanField(default=False)),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.sample"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("declined", False), ("sent_on__isnull", True)),
                        fields=["send_on"],
                        name="anonymous_to_send",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("answered", False),
                            ("declined", False),
                            ("reminded_on__isnull", True),
                            ("sent_on__isnull", False),
                        ),
                        fields=["remind_on"],
                        name="anonymous_to_remind",
                    ),
                    models.Index(fields=["survey", "answered"], name="anonymous_answered"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("sample", "person"), name="anonymous_invitation_once_a_sample")
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("wording", models.JSONField()),
                ("started_at", models.DateTimeField()),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("survey", "number"), name="survey_version_once")],
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.surveyversion"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.surveyversion"
            ),
        ),
        migrations.CreateModel(
            name="AnonymousAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kept", models.JSONField(default=dict)),
                (
                    "sample",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="anonymous", to="surveys.sample"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.surveyversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AnswerItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("choices", models.JSONField(default=list)),
                ("words", models.TextField(blank=True, default="")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="surveys.answer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "key"), name="answer_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__isnull", True), ("number__lte", 10080), _connector="OR"),
                        name="answer_item_within_a_week",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RestPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("relational", "relational"),
                            ("transactional", "transactional"),
                            ("any", "any"),
                            ("declined", "declined"),
                        ],
                        max_length=16,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "until"], name="rest_period_until")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "kind"), name="rest_period_once"),
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="rest_period_forward"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.CharField(max_length=12)),
                ("asked", models.PositiveIntegerField(default=0)),
                ("words", models.CharField(blank=True, default="", max_length=200)),
                ("ran_at", models.DateTimeField()),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="runs", to="surveys.askrule"
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.sample",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("rule", "period"), name="rule_run_once")],
            },
        ),
        migrations.CreateModel(
            name="FrameRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stratum", models.CharField(max_length=48)),
                ("services", models.JSONField(default=list)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("drawn", "drawn"), ("not_drawn", "not_drawn"), ("skipped", "skipped")], max_length=12
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=40)),
                ("probability", models.FloatField(default=0.0)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.service",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.site",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="frame",
                        to="surveys.sample",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["sample", "outcome", "id"], name="frame_row_outcome")],
                "constraints": [
                    models.UniqueConstraint(fields=("sample", "person"), name="frame_row_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", rapport.domains.surveys.types.Outcome["SKIPPED"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="frame_row_skipped_with_reason",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.UniqueConstraint(fields=("survey", "month", "wave"), name="sample_once_a_month"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("episode_id__isnull", False)),
                fields=("survey", "episode_id"),
                name="invitation_once_an_episode",
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["survey", "month"], name="answer_survey_month"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(
                condition=models.Q(("words", ""), _negated=True),
                fields=["survey", "-month", "-id"],
                name="answer_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mode", rapport.domains.surveys.types.Mode["ANONYMOUS"]), _negated=True),
                    ("invitation__isnull", True),
                    _connector="OR",
                ),
                name="answer_anonymous_has_no_invitation",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_key", ""), _negated=True),
                fields=("survey", "source_key"),
                name="answer_once_per_source",
            ),
        ),
    ]
