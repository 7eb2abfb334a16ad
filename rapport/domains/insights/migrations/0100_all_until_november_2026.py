"""All tables as they stood in November 2026, made at once; the files before are for whoever has some of them."""

import django.db.models.deletion
import django.db.models.expressions
import rapport.domains.insights.models.releases
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("insights", "0001_initial"),
        ("insights", "0002_release_key"),
        ("insights", "0003_unnamed_of_a_cell"),
        ("insights", "0004_facets_and_items"),
        ("insights", "0005_notes_and_words"),
        ("insights", "0006_gaps_and_reviews"),
    ]

    dependencies = [
        ("people", "0100_all_until_november_2026"),
        ("surveys", "0100_all_until_november_2026"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("survey_id", models.BigIntegerField()),
                (
                    "view",
                    models.CharField(
                        choices=[("whole", "whole"), ("used", "used"), ("facet", "facet"), ("item", "item")],
                        max_length=8,
                    ),
                ),
                ("month", models.DateField()),
                ("how", models.CharField(max_length=16)),
                ("organisation_id", models.BigIntegerField(null=True)),
                ("site_id", models.BigIntegerField(null=True)),
                ("service_id", models.BigIntegerField(null=True)),
                ("stratum", models.CharField(blank=True, default="", max_length=48)),
                ("score", models.SmallIntegerField(null=True)),
                ("question", models.CharField(blank=True, default="", max_length=40)),
                ("part", models.CharField(blank=True, default="", max_length=80)),
                ("cell", models.CharField(max_length=64, unique=True)),
                ("answered", models.IntegerField(default=0)),
                ("asked", models.IntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["survey_id", "view", "month"], name="answer_count_survey")],
            },
        ),
        migrations.CreateModel(
            name="AnswerDelta",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("survey_id", models.BigIntegerField()),
                (
                    "view",
                    models.CharField(
                        choices=[("whole", "whole"), ("used", "used"), ("facet", "facet"), ("item", "item")],
                        max_length=8,
                    ),
                ),
                ("month", models.DateField()),
                ("how", models.CharField(max_length=16)),
                ("organisation_id", models.BigIntegerField(null=True)),
                ("site_id", models.BigIntegerField(null=True)),
                ("service_id", models.BigIntegerField(null=True)),
                ("stratum", models.CharField(blank=True, default="", max_length=48)),
                ("score", models.SmallIntegerField(null=True)),
                ("question", models.CharField(blank=True, default="", max_length=40)),
                ("part", models.CharField(blank=True, default="", max_length=80)),
                ("answered", models.IntegerField(default=0)),
                ("asked", models.IntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["survey_id", "view", "month"], name="answer_delta_survey")],
            },
        ),
        migrations.CreateModel(
            name="Benchmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("survey_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("value", models.FloatField()),
                ("source", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="benchmark_states_its_source",
                    ),
                    models.UniqueConstraint(fields=("survey_id", "name"), name="benchmark_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("service", "service"), ("site", "site"), ("team", "team")], max_length=8
                    ),
                ),
                ("group_id", models.BigIntegerField()),
                ("quarter", models.DateField()),
                ("next_step", models.CharField(blank=True, default="", max_length=200)),
                ("next_on", models.DateField(blank=True, null=True)),
                ("found", models.CharField(blank=True, default="", max_length=1000)),
                ("taken_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["owner", "next_on"], name="gap_owner_next"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("kind", "group_id"),
                        name="gap_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True), models.Q(("found", ""), _negated=True), _connector="OR"
                        ),
                        name="gap_closed_says_what_was_found",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GapStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "verb",
                    models.CharField(
                        choices=[("taken", "taken"), ("planned", "planned"), ("closed", "closed")], max_length=8
                    ),
                ),
                ("next_step", models.CharField(blank=True, default="", max_length=200)),
                ("next_on", models.DateField(blank=True, null=True)),
                ("words", models.CharField(blank=True, default="", max_length=1000)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "gap",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="insights.gap"
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
            ],
        ),
        migrations.CreateModel(
            name="GapTest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("survey_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("service", "service"), ("site", "site"), ("team", "team")], max_length=8
                    ),
                ),
                ("group_id", models.BigIntegerField()),
                ("quarter", models.DateField()),
                ("unhappy_met", models.PositiveIntegerField(default=0)),
                ("met", models.PositiveIntegerField(default=0)),
                ("unhappy_missed", models.PositiveIntegerField(default=0)),
                ("missed", models.PositiveIntegerField(default=0)),
                ("ticks", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("survey_id", "quarter", "kind", "group_id"), name="gap_test_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("met", 0), ("met__gte", 5), _connector="OR"),
                            models.Q(("missed", 0), ("missed__gte", 5), _connector="OR"),
                        ),
                        name="gap_test_shows_five",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unhappy_met__lte", models.F("met")), ("unhappy_missed__lte", models.F("missed"))
                        ),
                        name="gap_test_unhappy_of_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("survey_id", models.BigIntegerField()),
                ("signature", models.JSONField()),
                ("name", models.CharField(max_length=80)),
            ],
            options={
                "indexes": [models.Index(fields=["survey_id"], name="group_name_survey")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="group_name_filled")
                ],
            },
        ),
        migrations.CreateModel(
            name="HandTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tag", models.CharField(max_length=40)),
                ("given", models.BooleanField(default=True)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.answer"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("answer", "tag"), name="hand_tag_once")],
            },
        ),
        migrations.CreateModel(
            name="PerceptionTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("service_id", models.BigIntegerField(default=0, unique=True)),
                ("share", models.FloatField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("share__gt", 0), ("share__lte", 1)), name="perception_target_share"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("survey_id", models.BigIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("as_of", models.DateTimeField()),
                ("answers", models.PositiveIntegerField()),
                (
                    "key",
                    models.CharField(
                        default=rapport.domains.insights.models.releases.new_key, editable=False, max_length=24
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("survey_id", "number"), name="release_once")],
            },
        ),
        migrations.CreateModel(
            name="ReleaseCell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("margin", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=64)),
                ("label", models.CharField(max_length=260)),
                ("detractors", models.PositiveIntegerField(default=0)),
                ("passives", models.PositiveIntegerField(default=0)),
                ("promoters", models.PositiveIntegerField(default=0)),
                ("asked", models.PositiveIntegerField(default=0)),
                ("replied", models.PositiveIntegerField(default=0)),
                ("unscored", models.PositiveIntegerField(default=0)),
                ("scores", models.JSONField(default=list)),
                ("unnamed", models.JSONField(default=list)),
                ("hidden", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, default="", max_length=20)),
                ("weighted", models.FloatField(null=True)),
                ("weighted_low", models.FloatField(null=True)),
                ("weighted_high", models.FloatField(null=True)),
                ("place", models.PositiveIntegerField(default=0)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cells", to="insights.release"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("release", "margin", "key"), name="release_cell_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hidden", False),
                            models.Q(
                                ("asked", 0),
                                ("detractors", 0),
                                ("passives", 0),
                                ("promoters", 0),
                                ("replied", 0),
                                ("unscored", 0),
                            ),
                            _connector="OR",
                        ),
                        name="release_cell_hidden_is_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hidden", True),
                            (
                                "detractors__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.Value(5), "-", models.F("passives")
                                        ),
                                        "-",
                                        models.F("promoters"),
                                    ),
                                    "-",
                                    models.F("unscored"),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="release_cell_shown_holds_five",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.DateField()),
                ("next_step", models.CharField(blank=True, default="", max_length=200)),
                ("next_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation", "quarter"), name="review_once")],
            },
        ),
        migrations.CreateModel(
            name="ReviewAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300)),
                ("side", models.CharField(choices=[("ours", "ours"), ("theirs", "theirs")], max_length=8)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                ("left_out_at", models.DateTimeField(blank=True, null=True)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="actions", to="insights.review"
                    ),
                ),
                (
                    "who",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReviewSignature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("ours", "ours"), ("theirs", "theirs")], max_length=8)),
                ("of", models.PositiveIntegerField()),
                ("signed_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signatures", to="insights.review"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("review", "person", "of"), name="review_signed_once")],
            },
        ),
        migrations.CreateModel(
            name="TagRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tag", models.CharField(max_length=40)),
                ("words", models.CharField(max_length=400)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("tag",), name="tag_rule_once")],
            },
        ),
        migrations.CreateModel(
            name="WordGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("signature", models.JSONField(default=list)),
                ("detractors", models.PositiveIntegerField(default=0)),
                ("passives", models.PositiveIntegerField(default=0)),
                ("promoters", models.PositiveIntegerField(default=0)),
                ("unscored", models.PositiveIntegerField(default=0)),
                ("scores", models.JSONField(default=list)),
                ("typical", models.JSONField(default=list)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="insights.release"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("release", "place"), name="word_group_once")],
            },
        ),
        migrations.CreateModel(
            name="Saying",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("survey_id", models.BigIntegerField()),
                ("place", models.PositiveIntegerField()),
                ("open", models.BooleanField()),
                ("score", models.PositiveSmallIntegerField(null=True)),
                ("tags", models.JSONField(default=list)),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.answer"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="insights.wordgroup",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["survey_id", "place"], name="saying_survey_place")],
            },
        ),
        migrations.CreateModel(
            name="WordsRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said", models.PositiveIntegerField()),
                ("rest", models.PositiveIntegerField()),
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="insights.release"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Annotation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("survey_id", models.BigIntegerField(null=True)),
                ("on", models.DateField()),
                ("words", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[("change", "change"), ("outage", "outage"), ("other", "other")], max_length=12
                    ),
                ),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["on"], name="annotation_on")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="annotation_says_something"
                    )
                ],
            },
        ),
    ]
