"""What an answer was before it was changed stands beside what it is."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recovery", "0100_all_until_november_2026")]

    operations = [
        migrations.AddField(model_name="said", name="before", field=models.JSONField(default=list)),
    ]
