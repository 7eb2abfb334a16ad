"""Counting targets met and missed: a quarter at a time, in the database, always from the clocks themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from rapport.domains.people import queries as people
from rapport.domains.promises.models import Clock, Estimate, TargetSum
from rapport.domains.promises.rules import quarter_after
from rapport.domains.promises.types import TargetView
from rapport.foundation.actors import Actor

BATCH = 500
KEYS: Mapping[TargetView, tuple[str, str | None]] = {
    TargetView.SERVICE: ("service_id", None),
    TargetView.SITE: ("at_site", None),
    TargetView.TEAM: ("team_id", None),
    TargetView.ORGANISATION: ("organisation_id", "service_id"),
}
MET = Q(met_at__lte=F("due_at"))
STILL = Q(met_at__isnull=True, paused_since__isnull=True)


def count_targets(*, quarter: date, actor: Actor, at: datetime) -> int:
    """Count a quarter anew from its clocks; how many sums there are now. Counted twice it is the same.

    A clock belongs to the quarter in which it began. It is met or missed when it stopped, and missed as soon as its
    time has passed while it runs; what is neither yet is left out.
    """
    actor.require("settings.write")
    any_of_it = _clocks(quarter, at).order_by().values_list("pk", flat=True)[:1]
    sums = [row for view in TargetView for row in _counted(view, quarter, at)] if any_of_it else []
    with transaction.atomic():  # counted before it: on SQLite nobody could write meanwhile
        stands = TargetSum.objects.filter(quarter=quarter)
        list(stands.select_for_update().order_by("pk").values_list("pk", flat=True)[:1])
        stands.delete()
        TargetSum.objects.bulk_create(sums, batch_size=BATCH)
    return len(sums)


def _counted(view: TargetView, quarter: date, at: datetime) -> Iterator[TargetSum]:
    key, second = KEYS[view]
    rows = _clocks(quarter, at)
    if view is TargetView.SITE:
        rows = rows.annotate(at_site=Subquery(_site_of()))
    apart = Coalesce(F(second), Value(0)) if second else Value(0)
    known = rows.annotate(group=F(key), apart=apart).exclude(group=None)
    found = known.values_list("group", "apart", "kind").order_by()
    missed = Q(met_at__gt=F("due_at")) | (STILL & Q(due_at__lt=at))
    for group, apart, kind, n_met, n_missed in found.annotate(
        met_n=Count("id", filter=MET), missed_n=Count("id", filter=missed)
    ):
        if n_met or n_missed:
            same = {"view": view, "quarter": quarter, "group_id": group, "service_id": apart}
            yield TargetSum(**same, kind=kind, met=n_met, missed=n_missed)


def _clocks(quarter: date, at: datetime) -> QuerySet[Clock]:
    """Clocks with a target that began in the quarter and are judged by now."""
    provider = people.provider()
    zone = ZoneInfo(provider.zone if provider else "UTC")
    since, until = (datetime.combine(day, time(), zone) for day in (quarter, quarter_after(quarter)))
    judged = Q(met_at__isnull=False) | (STILL & Q(due_at__lt=at))
    kinds = [value for value, _ in Clock._meta.get_field("kind").choices or ()]
    begun = Clock.objects.filter(kind__in=kinds, started_at__gte=since, started_at__lt=until)
    return begun.filter(judged, due_at__isnull=False)


def _site_of() -> QuerySet[Estimate, Any]:
    """Where the person is who waited, as told by what they were told to expect."""
    told = Estimate.objects.filter(ref_kind=OuterRef("ref_kind"), ref_id=OuterRef("ref_id"))
    return told.order_by("-made_at").values("person__site_id")[:1]
