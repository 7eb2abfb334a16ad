"""Recoveries in lists: whose turn it is today, all that stand or ended, and whether one is open for a person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from rapport.domains.recovery.models import Recovery, Said
from rapport.domains.recovery.types import RecoverySeen, Show
from rapport.foundation.actors import Actor
from rapport.foundation.paging import Page, page_of
from rapport.foundation.prepared import Prepared

SHOWN = 25
TODAY = 50

COLUMNS = (
    *("id", "person_id", "person__name", "person__site__name", "organisation__name", "service__name", "facts"),
    *("opened_at", "due_at", "contacted_at", "ended_at", "outcome", "holder_id", "holder__name", "turn"),
    *("owner_id", "deputy_id", "service_owner_id"),
)
_LATEST = Prepared(
    lambda _viewer, *, ids: (
        Said.objects.filter(recovery_id__in=ids)
        .order_by("recovery_id", "said_at", "pk")
        .values_list("recovery_id", "score", "words", "mood", "kind")
    ),
    "ids",
)
_HELD = Prepared(
    lambda _viewer, *, own: (
        Recovery.objects.standing()
        .filter(holder_id__in=own)
        .order_by("due_at", "pk")
        .values_list(*COLUMNS, named=True)[:TODAY]
    ),
    "own",
)
_OWNED = Prepared(
    lambda _viewer, *, person, own: (
        Recovery.objects.standing().filter(person_id__in=person, holder_id__in=own).values_list("pk")
    ),
    *("person", "own"),
)


def due_now(viewer: Actor, *, at: datetime) -> list[RecoverySeen]:
    """Those that are the viewer's to do: nobody called yet first, the earliest due first; at most fifty."""
    if not viewer.staff or not viewer.reach.person_ids:
        return []
    rows = _seen(viewer, _HELD(viewer, own=viewer.reach.person_ids), at)
    return sorted(rows, key=lambda row: (row.contacted_at is not None, row.due_at))


def open_recovery_of(viewer: Actor, person_id: int) -> int | None:
    """The recovery that is open for a person, told to the one who has it and to nobody else."""
    if not viewer.staff or not viewer.reach.person_ids:
        return None
    found = _OWNED(viewer, person=[person_id], own=viewer.reach.person_ids)
    return found[0][0] if found else None


def recoveries(
    viewer: Actor,
    *,
    at: datetime,
    show: str = Show.ALL,
    ended: bool = False,
    spoken: bool | None = None,
    facts: str = "",
    service_id: int | None = None,
    outcome: str = "",
    after: str | None = None,
    size: int = SHOWN,
) -> Page[RecoverySeen]:
    """One page of recoveries within reach: those that stand, the next due first; with `ended` the latest first.

    `spoken` narrows to those somebody has spoken with, or nobody yet.
    """
    rows = Recovery.objects.in_reach_of(viewer).filter(person__isnull=False)
    if facts:
        rows = rows.filter(facts=facts)
    if service_id is not None:
        rows = rows.filter(service_id=service_id)
    if show == Show.MINE:
        rows = rows.filter(holder_id__in=viewer.reach.person_ids)
    if ended:
        rows = rows.filter(ended_at__isnull=False, **({"outcome": outcome} if outcome else {}))
        page = page_of(_for_lists(rows), by=("-ended_at", "-id"), after=after, size=size)
    else:
        rows = rows.standing() if spoken is None else rows.standing().filter(contacted_at__isnull=not spoken)
        rows = rows.filter(due_at__lt=at, contacted_at__isnull=True) if show == Show.OVERDUE else rows
        page = page_of(_for_lists(rows), by=("due_at", "id"), after=after, size=size)
    return Page(_seen(viewer, page.rows, at), page.next)


def _for_lists(rows: QuerySet[Recovery]) -> QuerySet[Any, Any]:
    return rows.values_list(*COLUMNS, named=True)


def _seen(viewer: Actor, rows: Collection[Any], at: datetime) -> list[RecoverySeen]:
    readable = [row.id for row in rows if answers_for(viewer, row)]
    latest = {pk: tuple(said) for pk, *said in _LATEST(viewer, ids=readable)} if readable else {}
    return [seen(viewer, row, latest.get(row.id), at) for row in rows]


def answers_for(viewer: Actor, row: Any) -> bool:
    """Whether the viewer is the owner, deputy or service owner of a recovery, who read the answer."""
    return viewer.reach.whole or bool({row.owner_id, row.deputy_id, row.service_owner_id} & viewer.reach.person_ids)


def seen(viewer: Actor, row: Any, said: tuple[int, str, str, str] | None, at: datetime) -> RecoverySeen:
    """One row of a list; without the answer for who may not read it."""
    return RecoverySeen(
        id=row.id,
        person_id=row.person_id,
        name=row.person__name or "",
        place=row.person__site__name or row.organisation__name,
        service=row.service__name or "",
        facts=row.facts,
        opened_at=row.opened_at,
        due_at=row.due_at,
        contacted_at=row.contacted_at,
        ended_at=row.ended_at,
        outcome=row.outcome,
        holder_id=row.holder_id,
        holder=row.holder__name or "",
        turn=row.turn,
        score=said[0] if said else None,
        words=said[1] if said else "",
        mood=said[2] if said else "",
        kind=said[3] if said else "",
        overdue=row.contacted_at is None and row.ended_at is None and row.due_at < at,
        mine=row.holder_id in viewer.reach.person_ids,
    )
