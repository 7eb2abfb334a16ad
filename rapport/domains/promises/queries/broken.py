"""Promises that decide whom to call: broken again and again, or due in the next days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, F, Max, Q

from rapport.domains.people import queries as people
from rapport.domains.promises.models import Promise
from rapport.domains.promises.queries.standings import _seen
from rapport.domains.promises.types import BrokenTwice, PromiseSeen
from rapport.foundation.actors import Actor, NotFound

MOST = 500


def broken_twice(viewer: Actor, *, since: datetime, at: datetime) -> list[BrokenTwice]:
    """Persons to whom one team broke two or more promises that were due since a moment, the latest first."""
    if not viewer.reach.whole:
        raise NotFound
    late = Q(kept_at__gt=F("due_at")) | Q(kept_at__isnull=True)
    owed = Promise.objects.filter(
        late, due_at__gte=since, due_at__lt=at, withdrawn_at__isnull=True, person__left_at=None
    )
    # By organisation, because that is what the index of due dates begins with.
    owed = owed.filter(organisation_id__in=[row.pk for row in people.organisations(viewer)])
    found = owed.order_by("person_id", "team_id").values_list("person_id", "organisation_id", "team_id")
    rows = found.annotate(n=Count("id"), last=Max("due_at")).filter(n__gte=2).order_by("-last", "person_id")
    return [BrokenTwice(*row) for row in rows[:MOST]]


def promised_until(viewer: Actor, person_ids: Collection[int], *, until: datetime) -> list[PromiseSeen]:
    """Promises to these persons that are still to be kept and due by a moment, within reach; the next due first."""
    rows = Promise.objects.in_reach_of(viewer).unkept().filter(person_id__in=list(person_ids), due_at__lte=until)
    return [_seen(row, None) for row in rows.order_by("due_at", "pk")[:MOST]]
