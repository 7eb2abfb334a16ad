"""Ideas people gave, and what became of them: both stand as evidenced acts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from rapport.domains.ledger.models import Evidence
from rapport.domains.ledger.queries.stages import newest_evidence
from rapport.domains.ledger.types import IdeaSeen
from rapport.domains.people import queries as people
from rapport.foundation.actors import NOBODY, Actor, NotFound
from rapport.foundation.prepared import Prepared
from rapport.measures.stages import Kind

IDEA = "idea"
IDEAS = (Kind.IDEA.value, Kind.IDEA_DELIVERED.value)


def ideas_of(viewer: Actor, person_id: int) -> list[IdeaSeen]:
    """The ideas of one person, the newest first: for themself, and for staff who may read people."""
    granted = viewer.reach.whole or (viewer.staff and viewer.reach.may("people.read"))
    if not granted and person_id not in viewer.reach.person_ids:
        raise NotFound("person")
    return _told(newest_evidence(viewer, people.same_human(viewer, person_id)))


def _told(rows: Iterable[Any]) -> list[IdeaSeen]:
    """An idea with its delivery; one whose giving nobody wrote down stands by its delivery alone."""
    ideas = [row for row in rows if row.kind in IDEAS]
    given = {row.pk for row in ideas if row.kind == Kind.IDEA}
    delivered = {row.ref_id: row for row in ideas if row.kind == Kind.IDEA_DELIVERED and row.ref_kind == IDEA}
    return [
        IdeaSeen(row.pk, row.person_id, row.words, *_moments(row, delivered))
        for row in ideas
        if row.kind == Kind.IDEA or row.ref_kind != IDEA or row.ref_id not in given
    ]


def _moments(row: Any, delivered: dict[Any, Any]) -> tuple[datetime | None, datetime | None]:
    if row.kind != Kind.IDEA:
        return None, row.at
    return row.at, delivered[row.pk].at if row.pk in delivered else None


def ideas_among(viewer: Actor, *, organisation_id: int, since: datetime, site_id: int | None = None) -> tuple[int, int]:
    """How many ideas of people of one organisation or site were delivered since a moment, of how many there were.

    For staff who may read people.
    """
    if not viewer.reach.whole and not (viewer.staff and viewer.reach.may("people.read")):
        return 0, 0
    rows = _AMONG(NOBODY, organisation=organisation_id, site_id=site_id, since=since)
    found = _told(rows)
    return sum(one.delivered_at is not None for one in found), len(found)


def ideas_delivered(viewer: Actor, *, organisation_id: int, since: datetime, until: datetime) -> int:
    """How many ideas of one organisation's people were delivered in a period.

    For staff who may read people and the contact of this organisation.
    """
    contact = viewer.reach.may("relationships.organisation") and organisation_id in viewer.reach.organisation_ids
    if not viewer.reach.whole and not contact and not (viewer.staff and viewer.reach.may("people.read")):
        raise NotFound("organisation")
    found = Evidence.objects.filter(person__organisation_id=organisation_id, at__gte=since, at__lt=until)
    return found.filter(kind=Kind.IDEA_DELIVERED.value).count()


def _among(_viewer: Actor, *, organisation: Any, site_id: int | None, since: datetime) -> Any:
    rows = Evidence.objects.filter(kind__in=IDEAS, at__gte=since, person__organisation_id__in=organisation)
    rows = rows if site_id is None else rows.filter(person__site_id=site_id)
    return rows.order_by("at", "id")


_AMONG = Prepared(_among, "organisation", planned_anew=True)
