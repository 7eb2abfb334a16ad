"""Thanks given before they were acts become acts: a job reads them, so that the migration itself is short."""

from django.db import migrations
from django.utils import timezone


def ask(apps, schema_editor):
    if apps.get_model("outreach", "Thanks").objects.exists():
        jobs = apps.get_model("foundation", "Job").objects
        jobs.create(name="outreach.earlier_thanks", queue="default", args={"after_id": 0}, enqueued_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0100_all_until_november_2026"),
        ("ledger", "0104_thanks_and_ideas_are_acts"),
        ("foundation", "0100_all_until_november_2026"),
    ]
    operations = [migrations.RunPython(ask, migrations.RunPython.noop)]
