"""All tables as they stood in November 2026, made at once; the files before are for whoever has some of them."""

import django.db.models.deletion
import rapport.domains.knowledge.models.terms
import rapport.domains.knowledge.types
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("knowledge", "0001_initial"),
        ("knowledge", "0002_articles_and_problems"),
    ]

    dependencies = [
        ("people", "0100_all_until_november_2026"),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=rapport.domains.knowledge.models.terms.new_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("text", models.TextField()),
                ("language", models.CharField(default="en", max_length=16)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("everybody", "everybody"),
                            ("organisations", "organisations"),
                            ("service", "service"),
                            ("staff", "staff"),
                        ],
                        max_length=16,
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True)),
                ("shown", models.BooleanField(default=True)),
                ("latest", models.PositiveIntegerField(default=1)),
                ("helped", models.PositiveIntegerField(default=0)),
                ("tapped", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("source_key", models.CharField(blank=True, max_length=200, null=True, unique=True)),
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
                "indexes": [
                    models.Index(fields=["-changed_at", "-id"], name="article_newest"),
                    models.Index(fields=["audience", "-changed_at", "-id"], name="article_audience"),
                    models.Index(fields=["service", "-changed_at", "-id"], name="article_service"),
                    models.Index(fields=["review_on", "id"], name="article_review"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="article_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("helped__lte", models.F("tapped"))), name="article_helped_of_tapped"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("audience", "service"), _negated=True),
                            ("service__isnull", False),
                            _connector="OR",
                        ),
                        name="article_for_a_service",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleTap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reader", models.CharField(max_length=64)),
                ("helped", models.BooleanField()),
                ("on", models.DateField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="knowledge.article"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("article", "reader"), name="article_tap_once")],
            },
        ),
        migrations.CreateModel(
            name="ArticleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=160)),
                ("text", models.TextField()),
                ("why", models.CharField(blank=True, default="", max_length=300)),
                ("written_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="knowledge.article"
                    ),
                ),
                (
                    "written_by",
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
                "constraints": [models.UniqueConstraint(fields=("article", "number"), name="article_version_once")],
            },
        ),
        migrations.CreateModel(
            name="Named",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("ref_id", models.BigIntegerField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "ref_id", "organisation"), name="audience_names_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=rapport.domains.knowledge.models.terms.new_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("advice", models.TextField(blank=True, default="", max_length=4000)),
                ("language", models.CharField(default="en", max_length=16)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("everybody", "everybody"),
                            ("organisations", "organisations"),
                            ("service", "service"),
                            ("staff", "staff"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("fixed", "fixed")],
                        default=rapport.domains.knowledge.types.ProblemState["OPEN"],
                        max_length=8,
                    ),
                ),
                ("shown", models.BooleanField(default=True)),
                ("opened_at", models.DateTimeField()),
                ("expected_at", models.DateTimeField(blank=True, null=True)),
                ("fixed_at", models.DateTimeField(blank=True, null=True)),
                ("fixed_words", models.CharField(blank=True, default="", max_length=300)),
                ("changed_at", models.DateTimeField()),
                ("reports", models.PositiveIntegerField(default=0)),
                ("followers", models.PositiveIntegerField(default=0)),
                ("source_key", models.CharField(blank=True, max_length=200, null=True, unique=True)),
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
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.team"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "-opened_at", "-id"], name="problem_state"),
                    models.Index(fields=["service", "state", "-opened_at", "-id"], name="problem_service"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="problem_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fixed_at__isnull", True), ("state", "open")),
                            models.Q(("fixed_at__isnull", False), ("state", "fixed")),
                            _connector="OR",
                        ),
                        name="problem_fixed_has_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("audience", "service"), _negated=True),
                            ("service__isnull", False),
                            _connector="OR",
                        ),
                        name="problem_for_a_service",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProblemFollower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="knowledge.problem"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("problem", "person"), name="problem_followed_once")],
            },
        ),
        migrations.CreateModel(
            name="ProblemReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref_kind", models.CharField(blank=True, default="", max_length=32)),
                ("ref_id", models.BigIntegerField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="knowledge.problem"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ref_id__isnull", False)),
                        fields=["ref_id", "ref_kind"],
                        name="problem_of_ref",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("problem", "person"), name="problem_reported_once")],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=rapport.domains.knowledge.models.terms.new_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("ref_kind", models.CharField(blank=True, default="", max_length=32)),
                ("ref_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed_by_us", "proposed_by_us"),
                            ("proposed_by_them", "proposed_by_them"),
                            ("agreed", "agreed"),
                            ("declined", "declined"),
                            ("retired", "retired"),
                        ],
                        max_length=20,
                    ),
                ),
                ("their_word", models.CharField(max_length=80)),
                ("our_word", models.CharField(max_length=80)),
                ("meaning", models.CharField(blank=True, default="", max_length=300)),
                ("example", models.CharField(blank=True, default="", max_length=300)),
                ("pair", models.CharField(max_length=64)),
                ("latest", models.PositiveIntegerField(default=1)),
                ("in_force_since", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "asked",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "proposed_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
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
                    models.Index(fields=["organisation", "-changed_at", "-id"], name="term_of_organisation"),
                    models.Index(fields=["service", "-changed_at", "-id"], name="term_of_service"),
                    models.Index(fields=["team", "state", "-changed_at", "-id"], name="term_of_team"),
                    models.Index(
                        condition=models.Q(("ref_id__isnull", False)), fields=["ref_id", "ref_kind"], name="term_of_ref"
                    ),
                    models.Index(fields=["state", "-changed_at", "-id"], name="term_by_state"),
                    models.Index(fields=["-changed_at", "-id"], name="term_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("in_force_since__isnull", False)),
                        fields=("organisation", "service", "pair"),
                        name="term_once_for_a_service",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("in_force_since__isnull", False), ("service__isnull", True)),
                        fields=("organisation", "pair"),
                        name="term_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("their_word", ""), _negated=True), models.Q(("our_word", ""), _negated=True)
                        ),
                        name="term_has_both_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "agreed"), _negated=True),
                            ("in_force_since__isnull", False),
                            _connector="OR",
                        ),
                        name="term_agreed_is_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("their_word", models.CharField(max_length=80)),
                ("our_word", models.CharField(max_length=80)),
                ("meaning", models.CharField(blank=True, default="", max_length=300)),
                ("example", models.CharField(blank=True, default="", max_length=300)),
                ("their_words", models.CharField(max_length=800)),
                ("our_words", models.CharField(max_length=800)),
                ("side", models.CharField(choices=[("ours", "ours"), ("theirs", "theirs")], max_length=8)),
                ("proposed_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("agreed", "agreed"),
                            ("declined", "declined"),
                            ("replaced", "replaced"),
                            ("retired", "retired"),
                        ],
                        default=rapport.domains.knowledge.types.Outcome["WAITING"],
                        max_length=12,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                ("in_force", models.BooleanField(default=False)),
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
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="knowledge.term"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("in_force", True)), fields=["their_words"], name="term_their_words"
                    ),
                    models.Index(condition=models.Q(("in_force", True)), fields=["our_words"], name="term_our_words"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("term", "number"), name="term_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("in_force", True)), fields=("term",), name="term_one_in_force"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("in_force", False), ("outcome", "agreed"), _connector="OR"),
                        name="term_in_force_was_agreed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="term_declined_says_why",
                    ),
                ],
            },
        ),
    ]
