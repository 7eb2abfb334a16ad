"""Thanks and answers that stand in an episode move its last day no more: a job puts the histories together again."""

from django.db import migrations
from django.utils import timezone


def ask(apps, schema_editor):
    if apps.get_model("ledger", "Act").objects.filter(channel__in=["answer", "thanks"]).exists():
        jobs = apps.get_model("foundation", "Job").objects
        jobs.create(name="ledger.together_again", queue="default", args={}, enqueued_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("ledger", "0105_earlier_ideas_become_acts")]
    operations = [migrations.RunPython(ask, migrations.RunPython.noop)]
