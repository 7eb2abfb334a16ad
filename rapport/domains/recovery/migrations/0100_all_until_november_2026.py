"""All tables as they stood in November 2026, made at once; the files before are for whoever has some of them."""

import django.db.models.deletion
import rapport.domains.recovery.types
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("recovery", "0001_initial"),
    ]

    dependencies = [
        ("people", "0100_all_until_november_2026"),
    ]

    operations = [
        migrations.CreateModel(
            name="QuarterFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.DateField(unique=True)),
                ("recoveries", models.PositiveIntegerField()),
                ("contacted", models.PositiveIntegerField()),
                ("within_48", models.PositiveIntegerField()),
                ("median_hours", models.FloatField(null=True)),
                ("again", models.PositiveIntegerField()),
                ("recovered", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="MoveCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.DateField()),
                ("survey_id", models.BigIntegerField()),
                ("before", models.CharField(max_length=8)),
                ("after", models.CharField(max_length=8)),
                ("n", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("quarter", "survey_id", "before", "after"), name="move_count_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "turn",
                    models.CharField(
                        choices=[("owner", "owner"), ("deputy", "deputy"), ("service owner", "service owner")],
                        default=rapport.domains.recovery.types.Turn["OWNER"],
                        max_length=16,
                    ),
                ),
                (
                    "facts",
                    models.CharField(
                        choices=[("kept", "kept"), ("broken", "broken"), ("none", "none")],
                        default=rapport.domains.recovery.types.Facts["NONE"],
                        max_length=8,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("deputy_at", models.DateTimeField()),
                ("service_owner_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("next_turn_at", models.DateTimeField(blank=True, null=True)),
                ("contacted_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("thanked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cause_kind",
                    models.CharField(
                        blank=True,
                        choices=[("ticket", "ticket"), ("service", "service"), ("term", "term"), ("change", "change")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("cause_id", models.BigIntegerField(blank=True, null=True)),
                ("cause_words", models.CharField(blank=True, default="", max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("put right", "put right"),
                            ("explained", "explained"),
                            ("cannot be changed and said so", "cannot be changed and said so"),
                            ("no contact wanted", "no contact wanted"),
                            ("not reached three times", "not reached three times"),
                            ("the answer was changed", "the answer was changed"),
                            ("they left", "they left"),
                        ],
                        default="",
                        max_length=40,
                    ),
                ),
                ("outcome_words", models.TextField(blank=True, default="")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ask_again_on", models.DateField(blank=True, null=True)),
                ("again_on", models.DateField(blank=True, null=True)),
                ("mood_after", models.CharField(blank=True, default="", max_length=8)),
                (
                    "deputy",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.service",
                    ),
                ),
                (
                    "service_owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)), fields=["due_at", "id"], name="recovery_open"
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["holder", "due_at"],
                        name="recovery_held",
                    ),
                    models.Index(
                        condition=models.Q(("next_turn_at__isnull", False)),
                        fields=["next_turn_at"],
                        name="recovery_turn",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", False)),
                        fields=["-ended_at", "-id"],
                        name="recovery_ended",
                    ),
                    models.Index(fields=["opened_at"], name="recovery_opened"),
                    models.Index(
                        condition=models.Q(("again_on__isnull", False)), fields=["again_on"], name="recovery_again"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("person__isnull", False)),
                        fields=("person",),
                        name="recovery_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("outcome", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="recovery_ends_with_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_at__gt", models.F("opened_at")), ("service_owner_at__gte", models.F("deputy_at"))
                        ),
                        name="recovery_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("turn", models.CharField(max_length=16)),
                ("at", models.DateTimeField()),
                (
                    "to",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
                    ),
                ),
                (
                    "recovery",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="recovery.recovery",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("recovery", "turn"), name="recovery_notice_once")],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("channel", models.CharField(max_length=8)),
                ("reached", models.BooleanField()),
                ("words", models.TextField(blank=True, default="")),
                ("source_key", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
                    ),
                ),
                (
                    "recovery",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="recovery.recovery",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("recovery", "source_key"), name="recovery_contact_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Said",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answer_id", models.BigIntegerField(unique=True)),
                ("survey_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=16)),
                (
                    "mood",
                    models.CharField(
                        choices=[("unhappy", "unhappy"), ("passive", "passive"), ("happy", "happy")], max_length=8
                    ),
                ),
                ("score", models.SmallIntegerField()),
                ("reasons", models.JSONField(default=list)),
                ("words", models.TextField(blank=True, default="")),
                ("said_at", models.DateTimeField()),
                ("quarter", models.DateField()),
                ("drawn", models.BooleanField(default=True)),
                ("changes", models.IntegerField(default=-1)),
                ("put_away_at", models.DateTimeField(blank=True, null=True)),
                ("thanked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "card_of",
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
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "recovery",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="said",
                        to="recovery.recovery",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["survey_id", "quarter", "person"], name="said_quarter"),
                    models.Index(fields=["person", "said_at"], name="said_person"),
                    models.Index(
                        condition=models.Q(("card_of__isnull", False), ("put_away_at__isnull", True)),
                        fields=["card_of", "-said_at"],
                        name="said_card",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Testimonial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                ("places", models.JSONField(default=list)),
                ("with_name", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("agreed_at__isnull", False), ("withdrawn_at__isnull", True)),
                        fields=["-agreed_at"],
                        name="testimonial_shown",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_at__isnull", True), models.Q(("words", ""), _negated=True), _connector="OR"
                        ),
                        name="testimonial_shown_with_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CallRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("reach", models.CharField(max_length=200)),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                ("asked_on", models.DateField()),
                ("called_on", models.DateField(blank=True, null=True)),
                (
                    "called_by",
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
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("called_on__isnull", True)),
                        fields=["owner", "asked_on"],
                        name="call_request_open",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("reach", "asked_on"), name="call_request_once_a_day")],
            },
        ),
    ]
