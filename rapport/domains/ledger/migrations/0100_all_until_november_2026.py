"""All tables as they stood in November 2026, made at once; the files before are for whoever has some of them."""

import django.db.models.deletion
import rapport.domains.ledger.models.looking_back
import rapport.domains.ledger.types.words
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("ledger", "0001_initial"),
        ("ledger", "0002_corrections"),
        ("ledger", "0003_segments"),
        ("ledger", "0004_stages"),
        ("ledger", "0005_feeds"),
        ("ledger", "0006_look_backs"),
        ("ledger", "0007_pages_of_older_sequences"),
        ("ledger", "0008_reflection_figures"),
        ("ledger", "0009_readings"),
        ("ledger", "0010_contact_counters"),
        ("ledger", "0011_mark_what_is_there"),
        ("ledger", "0012_walk_in"),
    ]

    dependencies = [
        ("people", "0100_all_until_november_2026"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedEpisode",
            fields=[
                ("episode_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("parts", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="GapReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                            ("answer", "answer"),
                            ("import", "import"),
                        ],
                        max_length=8,
                        unique=True,
                    ),
                ),
                ("seconds", models.PositiveBigIntegerField()),
                ("method", models.CharField(max_length=12)),
                ("n", models.PositiveIntegerField()),
                ("bins", models.JSONField(default=list)),
                ("read_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="StageRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(unique=True)),
                ("began_at", models.DateTimeField()),
                ("after", models.BigIntegerField(default=0)),
                ("persons", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ContactSum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cell", models.CharField(max_length=120, unique=True)),
                ("view", models.CharField(choices=[("organisation", "organisation"), ("site", "site")], max_length=12)),
                ("organisation_id", models.BigIntegerField()),
                ("site_id", models.BigIntegerField(null=True)),
                ("team_id", models.BigIntegerField(null=True)),
                ("service_id", models.BigIntegerField(null=True)),
                ("month", models.DateField()),
                ("channel", models.CharField(max_length=8)),
                ("direction", models.CharField(max_length=6)),
                ("planned", models.BooleanField()),
                ("acts", models.BigIntegerField(default=0)),
                ("begun", models.BigIntegerField(default=0)),
                ("repeats", models.BigIntegerField(default=0)),
                ("hand_offs", models.BigIntegerField(default=0)),
                ("turns", models.BigIntegerField(default=0)),
                ("waits", models.BigIntegerField(default=0)),
                ("waited", models.BigIntegerField(default=0)),
                ("worked", models.BigIntegerField(default=0)),
                ("n_worked", models.BigIntegerField(default=0)),
                ("stated", models.BigIntegerField(default=0)),
                ("n_stated", models.BigIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["view", "organisation_id", "month"], name="contact_sum_organisation"),
                    models.Index(
                        condition=models.Q(("site_id__isnull", False)),
                        fields=["site_id", "month"],
                        name="contact_sum_site",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("move", "move"), ("split", "split"), ("join", "join"), ("name", "name")], max_length=8
                    ),
                ),
                ("made_at", models.DateTimeField()),
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
            ],
            options={
                "indexes": [models.Index(fields=["person", "made_at"], name="decision_person_made")],
            },
        ),
        migrations.CreateModel(
            name="DirectLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.BooleanField(default=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "team",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.team"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Episode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref_kind", models.CharField(blank=True, default="", max_length=24)),
                ("ref_id", models.BigIntegerField(blank=True, null=True)),
                ("title", models.CharField(blank=True, default="", max_length=200)),
                ("started_at", models.DateTimeField()),
                ("last_act_at", models.DateTimeField()),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
                ("ambiguous", models.BooleanField(default=False)),
                ("theirs", models.PositiveIntegerField(default=0)),
                ("ours", models.PositiveIntegerField(default=0)),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ledger.episode",
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
                    "site",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.site",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["ref_kind", "ref_id", "-started_at"], name="episode_ref_started"),
                    models.Index(fields=["person", "started_at"], name="episode_person_started"),
                    models.Index(
                        condition=models.Q(("completed_at__isnull", True)),
                        fields=["person", "last_act_at"],
                        name="episode_person_open",
                    ),
                    models.Index(fields=["organisation", "started_at"], name="episode_organisation_started"),
                    models.Index(fields=["team", "started_at"], name="episode_team_started"),
                    models.Index(fields=["person", "completed_at"], name="episode_person_completed"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_act_at__gte", models.F("started_at"))),
                        name="episode_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ref_id__isnull", True), ("ref_kind", "")),
                            models.Q(models.Q(("ref_kind", ""), _negated=True), ("ref_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="episode_ref_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
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
                            ("answer", "answer"),
                            ("import", "import"),
                        ],
                        max_length=8,
                    ),
                ),
                ("direction", models.CharField(choices=[("theirs", "theirs"), ("ours", "ours")], max_length=6)),
                ("planned", models.BooleanField(default=False)),
                (
                    "exchange",
                    models.CharField(
                        choices=[
                            ("service", "service"),
                            ("information", "information"),
                            ("finance", "finance"),
                            ("social", "social"),
                        ],
                        default=rapport.domains.ledger.types.words.Exchange["SERVICE"],
                        max_length=12,
                    ),
                ),
                ("kind", models.CharField(max_length=24)),
                ("ref_kind", models.CharField(blank=True, default="", max_length=24)),
                ("ref_id", models.BigIntegerField(blank=True, null=True)),
                ("source_key", models.CharField(max_length=120)),
                ("completes", models.BooleanField(default=False)),
                ("corrects", models.BigIntegerField(blank=True, null=True)),
                ("title", models.CharField(blank=True, default="", max_length=200)),
                ("minutes", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "audience",
                    models.CharField(
                        choices=[("both", "both"), ("staff", "staff"), ("named", "named")],
                        default=rapport.domains.ledger.types.words.Audience["BOTH"],
                        max_length=6,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
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
                    "site",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.site",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.team",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ledger.episode",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "at"], name="act_person_at"),
                    models.Index(fields=["organisation", "at"], name="act_organisation_at"),
                    models.Index(fields=["team", "at"], name="act_team_at"),
                    models.Index(fields=["episode"], name="act_episode"),
                    models.Index(
                        condition=models.Q(("author__isnull", False)), fields=["author", "at"], name="act_author_at"
                    ),
                    models.Index(
                        condition=models.Q(("site__isnull", False)), fields=["site", "at"], name="act_site_at"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "source_key"), name="act_source_once"),
                    models.CheckConstraint(
                        condition=models.Q(("source_key", ""), _negated=True), name="act_source_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["theirs", "ours"])), name="act_direction_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["mail", "portal", "phone", "visit", "walk-in", "chat", "answer", "import"])
                        ),
                        name="act_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audience__in", ["both", "staff", "named"])), name="act_audience_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ref_id__isnull", True), ("ref_kind", "")),
                            models.Q(models.Q(("ref_kind", ""), _negated=True), ("ref_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="act_ref_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("use", "use"),
                            ("episode", "episode"),
                            ("used", "used"),
                            ("request", "request"),
                            ("question", "question"),
                            ("praise", "praise"),
                            ("idea", "idea"),
                            ("answer", "answer"),
                            ("planned talk", "planned talk"),
                            ("helped a peer", "helped a peer"),
                            ("referral", "referral"),
                            ("testimonial", "testimonial"),
                            ("requirement", "requirement"),
                            ("pilot", "pilot"),
                            ("design group", "design group"),
                            ("idea delivered", "idea delivered"),
                            ("contact", "contact"),
                            ("incident", "incident"),
                            ("complaint", "complaint"),
                            ("reopening", "reopening"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("words", models.CharField(blank=True, default="", max_length=200)),
                ("ref_kind", models.CharField(blank=True, default="", max_length=24)),
                ("ref_id", models.BigIntegerField(blank=True, null=True)),
                ("source_key", models.CharField(max_length=120)),
                ("recorded_at", models.DateTimeField()),
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
                    "recorded_by",
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
                "indexes": [models.Index(fields=["person", "at"], name="evidence_person_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "source_key"), name="evidence_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ref_id__isnull", True), ("ref_kind", "")),
                            models.Q(models.Q(("ref_kind", ""), _negated=True), ("ref_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="evidence_ref_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("source", models.CharField(max_length=24, unique=True)),
                ("sealed", models.TextField()),
                ("sealed_before", models.TextField(blank=True, default="")),
                ("before_until", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("last_at", models.DateTimeField(blank=True, null=True)),
                ("accepted", models.PositiveBigIntegerField(default=0)),
                ("duplicate", models.PositiveBigIntegerField(default=0)),
                ("refused", models.PositiveBigIntegerField(default=0)),
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
                    "team",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.team"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("before_until__isnull", True), ("sealed_before", "")),
                            models.Q(models.Q(("sealed_before", ""), _negated=True), ("before_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="feed_old_secret_ends",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("call_id", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("answers", models.JSONField()),
                (
                    "feed",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ledger.feed"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="feed_delivery_at")],
                "constraints": [models.UniqueConstraint(fields=("feed", "call_id"), name="feed_delivery_once")],
            },
        ),
        migrations.CreateModel(
            name="FeedMatter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=80)),
                (
                    "feed",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ledger.feed"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("feed", "reference"), name="feed_matter_once")],
            },
        ),
        migrations.CreateModel(
            name="FeedRefusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_key", models.CharField(max_length=90)),
                ("reason", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "feed",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ledger.feed"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["feed", "-at", "-id"], name="feed_refusal_feed_at")],
            },
        ),
        migrations.CreateModel(
            name="GapSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                            ("answer", "answer"),
                            ("import", "import"),
                            ("reopen", "reopen"),
                        ],
                        max_length=8,
                        unique=True,
                    ),
                ),
                ("hours", models.PositiveIntegerField()),
                ("n", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("hours__gt", 0)), name="gap_is_some_time")],
            },
        ),
        migrations.CreateModel(
            name="GroupRelationship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("next_step", models.CharField(blank=True, default="", max_length=200)),
                ("next_step_on", models.DateField(blank=True, null=True)),
                ("since", models.DateTimeField(blank=True, null=True)),
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
                    "team",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.team"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["team", "next_step_on"], name="group_relationship_next")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "team"), name="group_relationship_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LookBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=rapport.domains.ledger.models.looking_back.new_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("put_away_at", models.DateTimeField(blank=True, null=True)),
                ("agreed", models.TextField(blank=True, default="")),
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
                        condition=models.Q(("ready_at__isnull", True)), fields=["ends_on"], name="look_back_ends_on"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LookBackWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("theirs", "theirs"), ("ours", "ours")], max_length=6)),
                ("keep", models.TextField(blank=True, default="")),
                ("change", models.TextField(blank=True, default="")),
                ("shown", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "look_back",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="ledger.lookback",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("look_back", "person"), name="look_back_words_once")],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                (
                    "episode",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="ledger.episode",
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
                "indexes": [models.Index(fields=["person", "at"], name="part_person_at")],
                "constraints": [models.UniqueConstraint(fields=("episode", "person", "role"), name="part_once")],
            },
        ),
        migrations.CreateModel(
            name="ReadingSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="reading_setting_is_one")],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "by",
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
        ),
        migrations.CreateModel(
            name="Reflection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("theirs", "theirs"), ("ours", "ours")], max_length=6)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("skipped_at", models.DateTimeField(blank=True, null=True)),
                ("know_each_other", models.BooleanField(blank=True, null=True)),
                ("they_know_us", models.BooleanField(blank=True, null=True)),
                ("understood", models.BooleanField(blank=True, null=True)),
                (
                    "episode",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="ledger.episode",
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
                "indexes": [models.Index(fields=["person", "asked_at"], name="reflection_person_asked")],
                "constraints": [
                    models.UniqueConstraint(fields=("episode", "side", "person"), name="reflection_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True), ("skipped_at__isnull", True), _connector="OR"
                        ),
                        name="reflection_answered_or_skipped",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", False),
                            models.Q(
                                ("know_each_other__isnull", True),
                                ("they_know_us__isnull", True),
                                ("understood__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reflection_words_need_an_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReflectionFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("told", models.JSONField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("team__isnull", False)),
                        fields=("quarter", "organisation", "team"),
                        name="reflection_figure_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("team__isnull", True)),
                        fields=("quarter", "organisation"),
                        name="reflection_figure_of_all_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Relationship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("next_step", models.CharField(blank=True, default="", max_length=200)),
                ("next_step_on", models.DateField(blank=True, null=True)),
                ("since", models.DateTimeField()),
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
            ],
            options={
                "indexes": [models.Index(fields=["team", "next_step_on"], name="relationship_team_next")],
                "constraints": [models.UniqueConstraint(fields=("person", "team"), name="relationship_once")],
            },
        ),
        migrations.CreateModel(
            name="Resegmentation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("after_id", models.BigIntegerField(default=0)),
                ("last_id", models.BigIntegerField()),
                ("persons", models.PositiveIntegerField(default=0)),
                ("moved", models.PositiveIntegerField(default=0)),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("ended_at__isnull", True)),
                        name="resegmentation_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sequence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("project", "project"),
                            ("campaign", "campaign"),
                            ("change", "change"),
                            ("contract", "contract"),
                            ("quarter", "quarter"),
                            ("service", "service"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("started_at", models.DateTimeField()),
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
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
                "indexes": [
                    models.Index(fields=["organisation", "started_at"], name="sequence_organisation_started"),
                    models.Index(fields=["person", "started_at"], name="sequence_person_started"),
                    models.Index(
                        condition=models.Q(("kind", "service"), _negated=True),
                        fields=["-started_at", "-id"],
                        name="sequence_begun",
                    ),
                    models.Index(
                        condition=models.Q(("person__isnull", True)),
                        fields=["organisation", "-started_at"],
                        name="sequence_of_many",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="lookback",
            name="following",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="ledger.sequence",
            ),
        ),
        migrations.AddField(
            model_name="lookback",
            name="sequence",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="look_back", to="ledger.sequence"
            ),
        ),
        migrations.CreateModel(
            name="SequenceEpisode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ledger.episode"
                    ),
                ),
                (
                    "sequence",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="ledger.sequence",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("sequence", "episode"), name="sequence_episode_once")],
            },
        ),
        migrations.CreateModel(
            name="StageHeld",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "visitor"),
                            (1, "user"),
                            (2, "follower"),
                            (3, "supporter"),
                            (4, "advocate"),
                            (5, "partner"),
                        ]
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                (
                    "attitude",
                    models.CharField(
                        choices=[
                            ("unknown", "unknown"),
                            ("unfavourable", "unfavourable"),
                            ("mixed", "mixed"),
                            ("favourable", "favourable"),
                        ],
                        max_length=12,
                    ),
                ),
                ("answers", models.JSONField(default=list)),
                ("n_answers", models.PositiveIntegerField(default=0)),
                ("active", models.PositiveSmallIntegerField(default=0)),
                ("advocacy", models.PositiveIntegerField(default=0)),
                ("co_produced", models.PositiveIntegerField(default=0)),
                ("quiet_since", models.DateField(blank=True, null=True)),
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
                        condition=models.Q(("quiet_since__isnull", False)),
                        fields=["quiet_since", "person"],
                        name="stage_quiet",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StageMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                (
                    "before",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "visitor"),
                            (1, "user"),
                            (2, "follower"),
                            (3, "supporter"),
                            (4, "advocate"),
                            (5, "partner"),
                        ]
                    ),
                ),
                (
                    "after",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "visitor"),
                            (1, "user"),
                            (2, "follower"),
                            (3, "supporter"),
                            (4, "advocate"),
                            (5, "partner"),
                        ]
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
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
                "constraints": [
                    models.UniqueConstraint(fields=("person", "month"), name="stage_move_once"),
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True), name="stage_move_moves"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StageCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.DateField()),
                (
                    "before",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "visitor"),
                            (1, "user"),
                            (2, "follower"),
                            (3, "supporter"),
                            (4, "advocate"),
                            (5, "partner"),
                        ]
                    ),
                ),
                (
                    "after",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "visitor"),
                            (1, "user"),
                            (2, "follower"),
                            (3, "supporter"),
                            (4, "advocate"),
                            (5, "partner"),
                        ]
                    ),
                ),
                ("n", models.PositiveIntegerField(default=0)),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="ledger.stagerun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "quarter", "before", "after"), name="stage_count_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Trace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=24)),
                ("ref_kind", models.CharField(blank=True, default="", max_length=24)),
                ("ref_id", models.BigIntegerField(blank=True, null=True)),
                ("at", models.DateTimeField()),
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
                    models.Index(fields=["person", "at"], name="trace_person_at"),
                    models.Index(fields=["ref_kind", "ref_id", "at"], name="trace_ref_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Uncounted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("episode_id", models.BigIntegerField()),
                ("act_id", models.BigIntegerField(null=True)),
                ("organisation_id", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["act_id"], name="uncounted_act")],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("together", "together"), ("apart", "apart"), ("name", "name")], max_length=8
                    ),
                ),
                ("one", models.BigIntegerField()),
                ("other", models.BigIntegerField(blank=True, null=True)),
                ("words", models.CharField(blank=True, default="", max_length=200)),
                ("made_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="ledger.decision",
                    ),
                ),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("other__isnull", False)),
                        fields=("person", "one", "other"),
                        name="wish_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", rapport.domains.ledger.types.words.WishKind["NAME"])),
                        fields=("person", "one"),
                        name="wish_one_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", rapport.domains.ledger.types.words.WishKind["NAME"]),
                                ("other__isnull", True),
                                models.Q(("words", ""), _negated=True),
                            ),
                            models.Q(
                                (
                                    "kind__in",
                                    [
                                        rapport.domains.ledger.types.words.WishKind["TOGETHER"],
                                        rapport.domains.ledger.types.words.WishKind["APART"],
                                    ],
                                ),
                                ("one__lt", models.F("other")),
                                ("words", ""),
                            ),
                            _connector="OR",
                        ),
                        name="wish_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Worth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wording", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "sequence",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="ledger.sequence",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sequence", "person"), name="worth_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("score__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("score__gte", 1), ("score__lte", 7)),
                            _connector="OR",
                        ),
                        name="worth_between_one_and_seven",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acquaintances",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cell", models.CharField(max_length=120, unique=True)),
                ("organisation_id", models.BigIntegerField()),
                ("site_id", models.BigIntegerField(null=True)),
                ("team_id", models.BigIntegerField(null=True)),
                ("acts", models.BigIntegerField(default=0)),
                ("last_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("author__isnull", True), ("site_id__isnull", True)),
                        fields=["organisation_id", "-last_at"],
                        name="acquaintances_people",
                    ),
                    models.Index(
                        condition=models.Q(("author__isnull", False), ("site_id__isnull", True)),
                        fields=["organisation_id", "-acts"],
                        name="acquaintances_pairs",
                    ),
                    models.Index(
                        condition=models.Q(("author__isnull", True), ("site_id__isnull", False)),
                        fields=["site_id", "-last_at"],
                        name="acquaintances_site_people",
                    ),
                    models.Index(
                        condition=models.Q(("author__isnull", False), ("site_id__isnull", False)),
                        fields=["site_id", "-acts"],
                        name="acquaintances_site_pairs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(choices=[("act", "act"), ("episode", "episode")], max_length=8)),
                ("act_id", models.BigIntegerField()),
                ("words", models.CharField(max_length=1000)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("accepted", models.BooleanField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
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
                        db_index=False,
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.team",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "asked_at"], name="correction_person_asked")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("person", "about", "act_id"),
                        name="correction_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="correction_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted__isnull", True), ("decided_at__isnull", True)),
                            models.Q(("accepted__isnull", False), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="correction_decided_whole",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="lookback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("following__isnull", True),
                    models.Q(("following", models.F("sequence")), _negated=True),
                    _connector="OR",
                ),
                name="look_back_leads_on",
            ),
        ),
    ]
