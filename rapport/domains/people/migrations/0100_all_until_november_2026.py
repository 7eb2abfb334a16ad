"""All tables as they stood in November 2026, made at once; the files before are for whoever has some of them."""

import django.db.models.deletion
import django.db.models.functions.text
import rapport.domains.people.models.organisations
import rapport.domains.people.models.persons
import rapport.domains.people.types
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_departures"),
        ("people", "0003_two_people"),
        ("people", "0004_profiles_and_cards"),
        ("people", "0005_uses_that_ended"),
        ("people", "0006_site_details"),
        ("people", "0007_service_key"),
        ("people", "0008_service_keys_drawn"),
        ("people", "0009_service_key_once"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("password", models.CharField(blank=True, default="", max_length=128)),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("created_at", models.DateTimeField()),
                ("session_generation", models.PositiveIntegerField(default=1)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="account_email_lower",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("client", "client"), ("provider", "provider"), ("public", "public")], max_length=16
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("zone", models.CharField(default="Europe/Berlin", max_length=64)),
                ("language", models.CharField(default="en", max_length=16)),
                ("built_in", models.BooleanField(default=False)),
                ("next_ticket_number", models.PositiveBigIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "name"], name="organisation_kind_name")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "provider")), fields=("kind",), name="organisation_one_provider"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("built_in", True)), fields=("built_in",), name="organisation_one_built_in"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["client", "provider", "public"])),
                        name="organisation_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=rapport.domains.people.models.persons.new_key, editable=False, max_length=32
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("language", models.CharField(blank=True, default="", max_length=16)),
                ("known_since", models.DateField(blank=True, null=True)),
                ("unproven", models.BooleanField(default=False)),
                ("unnamed", models.BooleanField(default=False)),
                ("source_key", models.CharField(blank=True, max_length=120, null=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("opted_out_at", models.DateTimeField(blank=True, null=True)),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mail", "mail"),
                            ("portal", "portal"),
                            ("phone", "phone"),
                            ("chat", "chat"),
                            ("in_person", "in_person"),
                        ],
                        default=rapport.domains.people.types.Channel["MAIL"],
                        max_length=16,
                    ),
                ),
                ("hours", models.CharField(blank=True, default="", max_length=120)),
                (
                    "detail",
                    models.CharField(
                        blank=True,
                        choices=[("short", "short"), ("steps", "steps"), ("background", "background")],
                        default=rapport.domains.people.types.Detail["SHORT"],
                        max_length=16,
                    ),
                ),
                ("support_note", models.TextField(blank=True, default="")),
                ("occupation", models.CharField(blank=True, default="", max_length=200)),
                ("critical_note", models.CharField(blank=True, default="", max_length=500)),
                ("created_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="persons",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merged",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="persons", to="people.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "name", "id"], name="person_organisation_name"),
                    models.Index(fields=["key"], name="person_key"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="person_not_merged_into_itself",
                    ),
                    models.UniqueConstraint(fields=("organisation", "source_key"), name="person_source_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgentCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("does", models.CharField(blank=True, default="", max_length=300)),
                ("languages", models.CharField(blank=True, default="", max_length=120)),
                ("hours", models.CharField(blank=True, default="", max_length=120)),
                ("reach", models.CharField(blank=True, default="", max_length=200)),
                ("changed_at", models.DateTimeField()),
                ("shown_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AddressClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=254)),
                ("claimed_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("office", "office"),
                            ("temporary", "temporary"),
                            ("shop", "shop"),
                            ("plant", "plant"),
                            ("home", "home"),
                            ("other", "other"),
                        ],
                        default=rapport.domains.people.types.SiteKind["OFFICE"],
                        max_length=16,
                    ),
                ),
                ("opens_on", models.DateField(blank=True, null=True)),
                ("closes_on", models.DateField(blank=True, null=True)),
                ("zone", models.CharField(blank=True, default="", max_length=64)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sites", to="people.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "name"), name="site_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_on__isnull", True),
                            ("closes_on__isnull", True),
                            ("closes_on__gte", models.F("opens_on")),
                            _connector="OR",
                        ),
                        name="site_closes_after_opening",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="person",
            name="site",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="persons",
                to="people.site",
            ),
        ),
        migrations.CreateModel(
            name="Installed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=120)),
                ("serial", models.CharField(blank=True, default="", max_length=120)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="installed", to="people.site"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="installed_until_after_since",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="teams", to="people.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation", "name"), name="team_name_once")],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=rapport.domains.people.models.organisations.new_service_key,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True, default="")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="services", to="people.organisation"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="services_owned",
                        to="people.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="services", to="people.team"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation", "name"), name="service_name_once")],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("customer", "customer"),
                            ("client_contact", "client_contact"),
                            ("agent", "agent"),
                            ("team_lead", "team_lead"),
                            ("service_owner", "service_owner"),
                            ("administrator", "administrator"),
                        ],
                        max_length=24,
                    ),
                ),
                ("granted_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roles", to="people.person"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="people.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("team__isnull", False)),
                        fields=("person", "role", "team"),
                        name="role_once_in_team",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organisation__isnull", False)),
                        fields=("person", "role", "organisation"),
                        name="role_once_for_organisation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organisation__isnull", True), ("team__isnull", True)),
                        fields=("person", "role"),
                        name="role_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role__in", ["agent", "team_lead"]), _negated=True),
                            ("team__isnull", False),
                            _connector="OR",
                        ),
                        name="role_has_its_team",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "client_contact"), _negated=True),
                            ("organisation__isnull", False),
                            _connector="OR",
                        ),
                        name="role_has_its_organisation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TwoPeople",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("decided_at", models.DateTimeField()),
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
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="two_people_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="two_people_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Use",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="people.person",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="people.service"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="people.site",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("until__isnull", False)), fields=["until"], name="use_ended")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person__isnull", False), ("site__isnull", True)),
                            models.Q(("person__isnull", True), ("site__isnull", False)),
                            _connector="OR",
                        ),
                        name="use_of_person_or_site",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="use_ends_after_it_began",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), ("until__isnull", True)),
                        fields=("person", "service"),
                        name="use_once_per_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("site__isnull", False), ("until__isnull", True)),
                        fields=("site", "service"),
                        name="use_once_per_site",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailDomain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.CharField(max_length=253)),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_domains",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["domain"], name="mail_domain_domain")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "domain"), name="mail_domain_once"),
                    models.CheckConstraint(
                        condition=models.Q(("domain", django.db.models.functions.text.Lower("domain"))),
                        name="mail_domain_lower",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("whole", models.BooleanField(default=False)),
                (
                    "key",
                    models.CharField(
                        default=rapport.domains.people.models.persons.new_key, editable=False, max_length=32
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("stage", models.CharField(blank=True, default="", max_length=120)),
                ("after", models.BigIntegerField(default=0)),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("size", models.BigIntegerField(default=0)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
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
                "indexes": [models.Index(fields=["person", "asked_at"], name="export_person_asked")],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("declined", "declined"),
                            ("running", "running"),
                            ("done", "done"),
                        ],
                        default=rapport.domains.people.types.Departure["ASKED"],
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("stage", models.CharField(blank=True, default="", max_length=120)),
                ("after", models.BigIntegerField(default=0)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "asked_at"], name="erasure_state_asked")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "running"])),
                        fields=("person",),
                        name="erasure_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True), ("done_at__isnull", False), _connector="OR"
                        ),
                        name="erasure_done_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CriticalDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("words", models.CharField(blank=True, default="", max_length=120)),
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
                "constraints": [models.UniqueConstraint(fields=("person", "on"), name="critical_day_once")],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=64)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("person", "kind"),
                        name="consent_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "revoked_at"], name="token_person")],
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=254)),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="addresses", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["address", "organisation"], name="address_address")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "address"), name="address_once_in_organisation"),
                    models.CheckConstraint(
                        condition=models.Q(("address", django.db.models.functions.text.Lower("address"))),
                        name="address_lower",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("value", models.CharField(max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="preferences", to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "key"), name="preference_once")],
            },
        ),
        migrations.CreateModel(
            name="SiteDetails",
            fields=[
                (
                    "site",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="details",
                        serialize=False,
                        to="people.site",
                    ),
                ),
                ("closing", models.CharField(blank=True, default="", max_length=500)),
                ("line_kind", models.CharField(blank=True, default="", max_length=60)),
                ("line_speed", models.CharField(blank=True, default="", max_length=60)),
                ("line_provider", models.CharField(blank=True, default="", max_length=120)),
                ("line_call", models.CharField(blank=True, default="", max_length=200)),
                ("line_words", models.CharField(blank=True, default="", max_length=500)),
                ("changed_at", models.DateTimeField()),
                (
                    "decides",
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
    ]
