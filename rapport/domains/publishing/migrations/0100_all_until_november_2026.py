"""All tables as they stood in November 2026, made at once; the files before are for whoever has some of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("publishing", "0001_initial"),
    ]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Deed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("said", models.CharField(max_length=400)),
                ("did", models.TextField()),
                ("asked_by", models.CharField(blank=True, default="", max_length=160)),
                ("published_on", models.DateField()),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["-published_on", "-id"], name="deed_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("said", ""), _negated=True), models.Q(("did", ""), _negated=True)),
                        name="deed_says_both",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=160)),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("recommend", "recommend"),
                            ("promises_kept", "promises_kept"),
                            ("estimates_kept", "estimates_kept"),
                            ("response_rate", "response_rate"),
                        ],
                        max_length=20,
                    ),
                ),
                ("goal", models.FloatField()),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("place", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("measure",), name="target_one_of_a_measure"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="target_ends_later",
                    ),
                ],
            },
        ),
    ]
