"""All tables as they stood in November 2026, made at once; the files before are for whoever has some of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("outreach", "0001_initial"),
    ]

    dependencies = [
        ("ledger", "0100_all_until_november_2026"),
        ("people", "0100_all_until_november_2026"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActsRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_id", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="LevelSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[("user", "user"), ("lead", "lead"), ("executive", "executive")],
                        max_length=12,
                        unique=True,
                    ),
                ),
                ("ideal_days", models.PositiveSmallIntegerField()),
                ("longest_days", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ideal_days__gte", 1), ("longest_days__gte", models.F("ideal_days"))),
                        name="level_setting_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[("user", "user"), ("lead", "lead"), ("executive", "executive")], max_length=12
                    ),
                ),
                ("ideal_days", models.PositiveSmallIntegerField()),
                ("longest_days", models.PositiveSmallIntegerField()),
                ("why", models.CharField(blank=True, default="", max_length=200)),
                ("begun_at", models.DateTimeField()),
                ("last_at", models.DateTimeField(blank=True, null=True)),
                ("due_on", models.DateField()),
                ("late_on", models.DateField()),
                ("next_step", models.CharField(blank=True, default="", max_length=200)),
                ("next_step_on", models.DateField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.site",
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
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["team", "due_on"], name="plan_team_due"
                    ),
                    models.Index(condition=models.Q(("ended_at", None)), fields=["late_on"], name="plan_late"),
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["organisation", "team"],
                        name="plan_organisation",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person", None), ("site", None), _connector="OR"),
                        name="plan_of_person_or_site",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ideal_days__gte", 1), ("longest_days__gte", models.F("ideal_days"))),
                        name="plan_days",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("person__isnull", False)),
                        fields=("team", "person"),
                        name="plan_once_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("site__isnull", False)),
                        fields=("team", "site"),
                        name="plan_once_a_site",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("person", None), ("site", None)),
                        fields=("team", "organisation"),
                        name="plan_once_an_organisation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Moment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField()),
                ("whom", models.CharField(max_length=32)),
                ("source", models.CharField(max_length=48)),
                ("since", models.DateTimeField()),
                ("on", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("named", models.CharField(blank=True, default="", max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "person",
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
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.team"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="outreach.plan",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["team", "rank", "on"], name="moment_team_rank")],
                "constraints": [models.UniqueConstraint(fields=("team", "source"), name="moment_once")],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("talked", "talked"), ("reached", "reached"), ("not reached", "not reached")],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
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
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
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
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="outreach.plan",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "at"], name="call_person_at"),
                    models.Index(fields=["team", "at"], name="call_team_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PutOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=32)),
                ("until", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "put_off_by",
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
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.team"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("team", "key"), name="put_off_once")],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("planned", models.PositiveIntegerField()),
                ("n", models.PositiveIntegerField()),
                ("since", models.DateField()),
                ("until", models.DateField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.team"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("team", "organisation"), name="share_once"),
                    models.CheckConstraint(
                        condition=models.Q(("planned__lte", models.F("n"))), name="share_planned_of_n"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thanks",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(blank=True, default="", max_length=200)),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                ("given_at", models.DateTimeField()),
                ("given_on", models.DateField()),
                ("consent", models.BooleanField(default=False)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "episode",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ledger.episode",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "published_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.service",
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
                    models.Index(fields=["giver", "given_at"], name="thanks_giver_at"),
                    models.Index(
                        condition=models.Q(("published_at__isnull", False)),
                        fields=["published_at"],
                        name="thanks_published",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("episode__isnull", False)),
                        fields=("giver", "episode"),
                        name="thanks_once_an_episode",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("service__isnull", False)),
                        fields=("giver", "service", "given_on"),
                        name="thanks_once_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("published_at__isnull", True), ("consent", True), _connector="OR"),
                        name="thanks_published_with_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThanksTo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
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
                    "thanks",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="to",
                        to="outreach.thanks",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "-at"], name="thanks_to_person")],
                "constraints": [models.UniqueConstraint(fields=("thanks", "person"), name="thanks_to_once")],
            },
        ),
    ]
