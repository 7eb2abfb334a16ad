"""What people told us they would do, and how much of it came true."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from rapport.domains.people import queries as people
from rapport.domains.promises.models import TheirPromise
from rapport.domains.promises.models.theirs import TheirPromiseQuerySet
from rapport.domains.promises.rules import kept_share
from rapport.domains.promises.types import KeptRate, Said, TheirPromiseSeen
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.prepared import Prepared

SETTLED = (Said.KEPT, Said.BROKEN)


def promises_of(viewer: Actor, person_id: int, *, at: datetime, size: int = 50) -> list[TheirPromiseSeen]:
    """What one person told us they would do, within reach, the latest day first; never what was taken away."""
    today = timezone.localtime(at).date()
    rows = _OF_PERSON(viewer, person=people.same_human(viewer, person_id), size=size)
    return [_seen(row, today) for row in rows]


def promises_of_group(
    viewer: Actor,
    organisation_id: int,
    *,
    team_id: int | None = None,
    site_id: int | None = None,
    at: datetime,
    size: int = 20,
) -> list[TheirPromiseSeen]:
    """What people of an organisation or site told us and nobody has settled yet, within reach, the next day first."""
    today = timezone.localtime(at).date()
    rows = _OF_GROUP(viewer, organisation=organisation_id, team_id=team_id, site_id=site_id, size=size)
    return [_seen(row, today) for row in rows]


def their_promise(viewer: Actor, promise_id: int, *, at: datetime) -> TheirPromiseSeen:
    """One of them within reach; NotFound for anybody else's."""
    row = TheirPromise.objects.in_reach_of(viewer).filter(pk=promise_id).first()
    if row is None:
        raise NotFound("promise")
    return _seen(row, timezone.localtime(at).date())


def their_kept_rate(
    viewer: Actor,
    *,
    organisation_id: int,
    since: date,
    until: date,
    team_id: int | None = None,
    site_id: int | None = None,
) -> KeptRate:
    """Of what people of one organisation or site told us for a period, and was settled, how much was kept."""
    named = {"team_id": team_id, "site_id": site_id}
    found = _KEPT(viewer, organisation=organisation_id, since=since, until=until, **named)
    return kept_share(sum(kept for kept, _ in found), sum(n for _, n in found))


def _seen(row: TheirPromise, today: date) -> TheirPromiseSeen:
    return TheirPromiseSeen(
        id=row.pk,
        person_id=row.person_id,
        team_id=row.team_id,
        ref=(row.ref_kind, row.ref_id) if row.ref_id is not None else None,
        text=row.text,
        made_at=row.made_at,
        due_on=row.due_on,
        said=row.said,
        said_at=row.said_at,
        said_by_them=row.said_by_them,
        passed=row.said == Said.OPEN and row.due_on < today,
        noted_by_them=row.noted_by_id == row.person_id,
    )


def _settled(viewer: Actor, since: date, until: date) -> TheirPromiseQuerySet:
    rows = TheirPromise.objects.in_reach_of(viewer)
    return rows.filter(due_on__gte=since, due_on__lte=until, said__in=SETTLED)


def _of_group(rows: TheirPromiseQuerySet, team_id: int | None, site_id: int | None) -> TheirPromiseQuerySet:
    named = {"team_id": team_id, "person__site_id": site_id}
    return rows.filter(**{field: value for field, value in named.items() if value is not None})


_OF_PERSON = Prepared(
    lambda viewer, *, person, size: (
        TheirPromise.objects.in_reach_of(viewer)
        .filter(person_id__in=person)
        .exclude(said=Said.WITHDRAWN)
        .order_by("-due_on", "-pk")[:size]
    ),
    "person",
)
_OF_GROUP = Prepared(
    lambda viewer, *, organisation, team_id, site_id, size: (
        _of_group(TheirPromise.objects.in_reach_of(viewer).filter(said=Said.OPEN), team_id, site_id)
        .filter(organisation_id__in=organisation)
        .order_by("due_on", "pk")[:size]
    ),
    "organisation",
)
_KEPT = Prepared(
    lambda viewer, *, organisation, team_id, site_id, since, until: (
        _of_group(_settled(viewer, since, until), team_id, site_id)
        .filter(organisation_id__in=organisation)
        .order_by("organisation_id")
        .values("organisation_id")
        .annotate(n=Count("id"), kept=Count("id", filter=Q(said=Said.KEPT)))
        .values_list("kept", "n")
    ),
    "organisation",
)
