"""How often what we said came true, with its interval and n."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, Subquery

from rapport.domains.promises.models import Clock, Estimate, Promise
from rapport.domains.promises.models.expectations import PromiseQuerySet
from rapport.domains.promises.queries.standings import _seen as seen
from rapport.domains.promises.rules import kept_share
from rapport.domains.promises.types import Basis, ClockKind, KeptRate, PromiseSeen
from rapport.foundation.actors import Actor
from rapport.foundation.prepared import Prepared

MOST_READ = 5000
IN_TIME = Count("id", filter=Q(kept_at__lte=F("first_due_at")))


def kept_rate(
    viewer: Actor,
    *,
    since: datetime,
    until: datetime,
    organisation_id: int | None = None,
    team_id: int | None = None,
    site_id: int | None = None,
) -> KeptRate:
    """Promises within reach that first fell due in a period: how many were kept by the time first given.

    To everybody, or to the people of one organisation or site; by every team or by one.
    """
    if organisation_id is not None:
        named = {"team_id": team_id, "site_id": site_id}
        found = _KEPT(viewer, organisation=organisation_id, since=since, until=until, **named)
        return kept_share(sum(kept for _, kept in found), sum(n for n, _ in found))
    rows = _to_group(_ended(viewer, since, until), team_id, site_id)
    counts = rows.aggregate(n=Count("id"), kept=IN_TIME)
    return kept_share(counts["kept"], counts["n"])


def _ended(viewer: Actor, since: datetime, until: datetime) -> PromiseQuerySet:
    rows = Promise.objects.in_reach_of(viewer)
    return rows.filter(first_due_at__gte=since, first_due_at__lt=until, withdrawn_at__isnull=True)


def estimates_kept(viewer: Actor, *, since: datetime, until: datetime) -> KeptRate:
    """Estimates from history that fell due in a period, and how many of the newest 5,000 held.

    For staff. Alert: so few would hold by chance less than once in twenty, by the lowest share they were made for.
    """
    if not viewer.staff and not viewer.reach.whole:
        return kept_share(0, 0)
    met = Clock.objects.filter(ref_kind=OuterRef("ref_kind"), ref_id=OuterRef("ref_id"), kind=ClockKind.SOLVE)
    rows = (
        Estimate.objects.filter(basis=Basis.HISTORY, due_at__gte=since, due_at__lt=until)
        .annotate(met_at=Subquery(met.values("met_at")[:1]))
        .order_by("-made_at", "-id")
        .values_list("due_at", "met_at", "q")[:MOST_READ]
    )
    judged = [(met_at is not None and met_at <= due_at, q) for due_at, met_at, q in rows]
    lowest = min((q for _, q in judged if q), default=None)
    return kept_share(sum(held for held, _ in judged), len(judged), lowest)


def promises_to_group(
    viewer: Actor,
    organisation_id: int,
    *,
    team_id: int | None = None,
    site_id: int | None = None,
    at: datetime,
    size: int = 20,
) -> list[PromiseSeen]:
    """Promises still to be kept to the people of an organisation or site, within reach, the next due first."""
    rows = _OWED(viewer, organisation=organisation_id, team_id=team_id, site_id=site_id, size=size)
    return [seen(row, at) for row in rows]


_OWED = Prepared(
    lambda viewer, *, organisation, team_id, site_id, size: (
        _to_group(Promise.objects.in_reach_of(viewer).unkept(), team_id, site_id)
        .filter(organisation_id__in=organisation)
        .order_by("due_at", "pk")[:size]
    ),
    "organisation",
)


def _to_group(rows: PromiseQuerySet, team_id: int | None, site_id: int | None) -> PromiseQuerySet:
    named = {"team_id": team_id, "person__site_id": site_id}
    return rows.filter(**{field: value for field, value in named.items() if value is not None})


_KEPT = Prepared(
    lambda viewer, *, organisation, team_id, site_id, since, until: (
        _to_group(_ended(viewer, since, until), team_id, site_id)
        .filter(organisation_id__in=organisation)
        .order_by("organisation_id")
        .values("organisation_id")
        .annotate(n=Count("id"), kept=IN_TIME)
        .values_list("n", "kept")
    ),
    "organisation",
)
