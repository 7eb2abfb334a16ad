"""Promises that are still to be kept, and clocks that run, belong to the team that has the ticket now."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def follow(apps, schema_editor):
    ticket, promise = apps.get_model("desk", "Ticket"), apps.get_model("promises", "Promise")
    clock = apps.get_model("promises", "Clock")
    team = Subquery(ticket.objects.filter(pk=OuterRef("ref_id")).values("team_id")[:1])
    open_promises = promise.objects.filter(ref_kind="ticket", kept_at=None, withdrawn_at=None)
    for rows in (open_promises, clock.objects.filter(ref_kind="ticket", met_at=None)):
        moved = rows.annotate(now_with=team).exclude(now_with=None)
        for pk, now_with, before in moved.values_list("pk", "now_with", "team_id").iterator():
            if now_with != before:
                rows.model.objects.filter(pk=pk).update(team_id=now_with)


class Migration(migrations.Migration):

    dependencies = [
        ("desk", "0105_languages_and_what_goes_along"),
        ("promises", "0101_promise_kind"),
    ]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop)]
