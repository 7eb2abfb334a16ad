"""Everybody who is served, in the order of their ids, for jobs that go through all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from rapport.domains.people.models import Person, Role, Use
from rapport.domains.people.types import STAFF_ROLES, Served
from rapport.foundation.actors import Actor, NotFound

A_BATCH = 200


def everybody_served(viewer: Actor, *, after: int = 0, size: int = A_BATCH) -> list[Served]:
    """Those who are served, with all rows that are one human: no staff, nobody unnamed, nobody who left."""
    _refuse_all_but_the_system(viewer)
    rows = _served().filter(pk__gt=after).order_by("pk")
    found = list(rows.values_list("pk", "known_since", "created_at", "organisation__zone")[:size])
    merged: dict[int, list[int]] = defaultdict(list)
    pairs = Person.objects.filter(merged_into__in=[row[0] for row in found]).values_list("merged_into_id", "pk")
    for kept, other in pairs:
        merged[kept or 0].append(other)
    return [Served(pk, (pk, *merged[pk]), _since(known, made, zone), zone) for pk, known, made, zone in found]


def served_count(viewer: Actor) -> int:
    """How many there are; for jobs, since it looks through all of them."""
    _refuse_all_but_the_system(viewer)
    return _served().count()


def _served() -> QuerySet[Person]:
    serving = Role.objects.filter(person_id=OuterRef("pk"), role__in=STAFF_ROLES)
    rows = Person.objects.filter(merged_into__isnull=True, left_at=None, unnamed=False)
    return rows.filter(~Exists(serving))


def first_uses(viewer: Actor, persons: Sequence[Served]) -> dict[int, date]:
    """Since when each of these has used any service, themself or by their site; who never has is not in it."""
    _refuse_all_but_the_system(viewer)
    kept = {row: one for one in persons for row in one.rows}
    site_of = dict(Person.objects.filter(pk__in=kept, site__isnull=False).values_list("pk", "site_id"))
    uses = Use.objects.filter(Q(person__in=kept) | Q(site__in=set(site_of.values())))
    first: dict[tuple[str, int], date] = {}
    for person_id, site_id, since in uses.order_by("-since").values_list("person_id", "site_id", "since"):
        first["person" if person_id else "site", person_id or site_id or 0] = since
    found: dict[int, date] = {}
    for row, one in kept.items():
        at_site = first.get(("site", site_of.get(row) or 0))
        days = [first.get(("person", row)), max(at_site, one.since) if at_site else None]
        known = [day for day in (*days, found.get(one.person_id)) if day is not None]
        if known:
            found[one.person_id] = min(known)
    return found


def _since(known_since: date | None, made_at: datetime, zone: str) -> date:
    made = made_at.astimezone(ZoneInfo(zone)).date()
    return min(known_since, made) if known_since else made


def _refuse_all_but_the_system(viewer: Actor) -> None:
    if not viewer.reach.whole:
        raise NotFound
