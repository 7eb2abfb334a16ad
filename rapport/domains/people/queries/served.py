"""Everybody who is served and what is used on a day: plain rows for draws, two passes whatever their number."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from rapport.domains.people.models import Address, Person, Role, Use
from rapport.domains.people.types import STAFF_ROLES
from rapport.foundation.actors import Actor, NotFound


class ServedRow(NamedTuple):
    """One person as a draw needs them."""

    person_id: int
    organisation_id: int
    site_id: int | None
    known_since: date | None
    opted_out: bool
    reachable: bool
    serves: bool


class UseRow(NamedTuple):
    """One use by a person or by a site."""

    person_id: int | None
    site_id: int | None
    service_id: int
    since: date


def served(viewer: Actor, *, person_ids: Collection[int] | None = None) -> list[ServedRow]:
    """Every person with a name of their own, not merged into another one; for those who may send surveys only.

    With `person_ids` only these, so that asking a few does not read everybody.
    """
    _refuse(viewer)
    some = {} if person_ids is None else {"person_id__in": list(person_ids)}
    reachable = set(Address.objects.filter(**some).values_list("person_id", flat=True))
    serving = set(Role.objects.filter(role__in=STAFF_ROLES, **some).values_list("person_id", flat=True))
    named = Person.objects.filter(merged_into__isnull=True, unnamed=False)
    rows = (named if person_ids is None else named.filter(pk__in=list(person_ids))).values_list(
        "id", "organisation_id", "site_id", "known_since", "opted_out_at"
    )
    return [
        ServedRow(i, organisation, site, known, opted_out is not None, i in reachable, i in serving)
        for i, organisation, site, known, opted_out in rows.iterator(chunk_size=5000)
    ]


def uses_on(viewer: Actor, *, day: date) -> list[UseRow]:
    """Every use that holds on that day."""
    _refuse(viewer)
    holds = Use.objects.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))
    rows = holds.values_list("person_id", "site_id", "service_id", "since")
    return [UseRow(*row) for row in rows.iterator(chunk_size=5000)]


def _refuse(viewer: Actor) -> None:
    if not viewer.reach.may("surveys.send"):
        raise NotFound
