"""Places and uses that come to an end, and which teams there are; for the system's jobs, so that none looks twice."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapport.domains.people.models import Role, Site, Team, Use
from rapport.domains.people.types import STAFF_ROLES, ServiceUsed
from rapport.foundation.actors import Actor, NotFound

MOST = 500


@dataclass(frozen=True)
class ClosingSite:
    """A site and the day it closes."""

    site_id: int
    name: str
    closes_on: date


@dataclass(frozen=True)
class EndedUse:
    """Somebody stopped using a service: its name, the team behind it, and when."""

    use_id: int
    person_id: int
    organisation_id: int
    service: str
    team_id: int
    until: date


def team_ids(viewer: Actor) -> list[int]:
    """Every team, so that a set is read by the index that begins with it."""
    _refuse_all_but_the_system(viewer)
    return list(Team.objects.order_by("id").values_list("id", flat=True))


def closing_sites(viewer: Actor, *, since: date, until: date) -> list[ClosingSite]:
    """Sites that close between two days."""
    _refuse_all_but_the_system(viewer)
    rows = Site.objects.filter(closes_on__gte=since, closes_on__lte=until).order_by("closes_on", "id")
    found: Any = rows.values_list("id", "name", "closes_on")[:MOST]
    return [ClosingSite(*row) for row in found]


def ended_uses(viewer: Actor, *, since: date, until: date) -> list[EndedUse]:
    """Uses of persons that ended between two days and were not begun again."""
    _refuse_all_but_the_system(viewer)
    rows = Use.objects.filter(until__gte=since, until__lte=until, person__isnull=False, person__left_at=None)
    found: Any = rows.order_by("-until", "id").values_list(
        "id", "person_id", "person__organisation_id", "service__name", "service__team_id", "until", "service_id"
    )[:MOST]
    again = Use.objects.filter(person__in={row[1] for row in found}, until__isnull=True)
    open_ones = set(again.values_list("person_id", "service_id"))
    return [EndedUse(*row[:6]) for row in found if (row[1], row[6]) not in open_ones]


def new_uses(viewer: Actor, person_ids: Collection[int], *, since: date) -> list[tuple[int, ServiceUsed]]:
    """Services that these persons began to use since a day, the newest first; for staff who may read people."""
    if not (viewer.reach.whole or (viewer.staff and viewer.reach.may("people.read"))):
        return []
    rows = Use.objects.filter(person_id__in=list(person_ids), since__gte=since, until__isnull=True)
    found: Any = rows.order_by("-since", "id").values_list(
        "person_id", "service_id", "service__name", "service__team_id", "since"
    )
    return [(person_id, ServiceUsed(*told)) for person_id, *told in found[:MOST]]


def serve_in_team(viewer: Actor, team_id: int) -> list[int]:
    """Ids of those who serve in one team, for what is passed on to all of them; for the system."""
    _refuse_all_but_the_system(viewer)
    rows = Role.objects.filter(team_id=team_id, role__in=STAFF_ROLES, person__merged_into__isnull=True)
    return sorted(set(rows.values_list("person_id", flat=True)))


def still_serving(viewer: Actor, person_ids: Collection[int]) -> set[int]:
    """Which of these hold a role of staff; for the system."""
    _refuse_all_but_the_system(viewer)
    rows = Role.objects.filter(person_id__in=list(person_ids), role__in=STAFF_ROLES)
    return set(rows.values_list("person_id", flat=True))


def _refuse_all_but_the_system(viewer: Actor) -> None:
    if not viewer.reach.whole:
        raise NotFound
