"""The queue of those who serve: who waits, for what, since when; and how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from rapport.domains.desk.models import HeldMessage, Ticket
from rapport.domains.desk.models.tickets import teams_read_by
from rapport.domains.desk.types import OUR_TURN, REF, QueueCounts, QueueRow, Side, TicketState, View
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import Ref, RefStanding
from rapport.foundation.actors import Actor
from rapport.foundation.bounded import CountOf
from rapport.foundation.paging import Page, cut, page_of
from rapport.foundation.prepared import Prepared

BOUND = 100
LONGEST_WAIT_FIRST = ("waits_since", "id")
NEWEST_FIRST = ("-last_message_at", "-id")
ORDERS = {View.WAITING: ("last_message_at", "id"), View.SOLVED: NEWEST_FIRST, View.ALL: NEWEST_FIRST}
SHOWN = (
    "id",
    "key",
    "subject",
    "kind",
    "state",
    "priority",
    "requester_id",
    "requester__name",
    "organisation_id",
    "organisation__name",
    "site__name",
    "service__name",
    "team_id",
    "assignee_id",
    "assignee__name",
    "last_side",
    "last_message_at",
    "waits_since",
    "opened_at",
    "answered_at",
    "next_word_at",
)


def queue(viewer: Actor, *, view: str = View.MINE, after: str | None = None, size: int = 25) -> Page[QueueRow]:
    """One page of a view: open work with the longest wait first, finished work with the newest first.

    Four statements.
    """
    viewer.require("tickets.read")
    chosen = View(view)
    by = ORDERS.get(chosen, LONGEST_WAIT_FIRST)
    if after:
        page = page_of(_plain(_in_view(viewer, chosen)), by=by, after=after, size=size)
    else:
        page = cut(_BEGINNING(viewer, view=chosen, by=by, size=size), by=by, size=size)
    return Page(rows_of(viewer, page.rows), page.next)


def beginning(viewer: Actor, view: View, *, size: int) -> list[Any]:
    """The first plain rows of a view, for `rows_of`; one statement."""
    return _BEGINNING(viewer, view=view, by=ORDERS.get(view, LONGEST_WAIT_FIRST), size=size)[:size]


def rows_of(viewer: Actor, found: Sequence[Any], standing: Mapping[Ref, RefStanding] | None = None) -> list[QueueRow]:
    """Lines of the queue from plain rows of tickets that the viewer serves; `standing` where it was read already."""
    if standing is None:
        standing = _standing(viewer, found)
    return [_row(ticket, standing.get((REF, ticket.id))) for ticket in found]


def counts(viewer: Actor) -> QueueCounts:
    """How many wait in each view; counting stops at a hundred, so the cost does not grow with the desk.

    Two statements.
    """
    viewer.require("tickets.read")
    [(mine, team, unassigned, waiting)] = _COUNTS(viewer) or [(0, 0, 0, 0)]
    held = len(_HELD(viewer))
    return QueueCounts(mine=mine, team=team, unassigned=unassigned, waiting=waiting, held=held)


def arrived(viewer: Actor, *, view: str = View.MINE, since: datetime) -> int:
    """In how many tickets of a view somebody wrote to us after a moment, a hundred at most."""
    viewer.require("tickets.read")
    return len(_ARRIVED(viewer, view=View(view), since=since))


def _in_view(viewer: Actor, view: View) -> QuerySet[Ticket]:
    """The tickets of a view, in such words that both databases walk an index in the order of the page."""
    rows = _served(viewer).alias(stands=_filtering("state", ""), led_to=_filtering("merged_into_id", 0))
    by_itself = Q(led_to=0) if connection.vendor == "sqlite" else Q(merged_into__isnull=True)
    waits_for_us = Q(waits_since__isnull=False)
    limits = {
        View.MINE: waits_for_us & Q(assignee_id__in=viewer.reach.person_ids),
        View.TEAM: waits_for_us,
        View.UNASSIGNED: waits_for_us & Q(assignee__isnull=True),
        View.WAITING: Q(solved_at__isnull=True, stands=TicketState.WAITING),
        View.SOLVED: by_itself & Q(stands__in=(TicketState.SOLVED, TicketState.CLOSED)),
        View.ALL: by_itself,
    }
    return rows.filter(limits[view])


def _served(viewer: Actor) -> QuerySet[Ticket]:
    teams = teams_read_by(viewer)
    if viewer.reach.whole or len(teams) == 1:
        return Ticket.objects.served_by(viewer)
    return Ticket.objects.alias(served=_filtering("team_id", 0)).filter(served__in=teams)


def _filtering(column: str, empty: str | int) -> F | Coalesce:
    """A column that only filters: with several values SQLite, which has no statistics, would rather read all and sort.

    PostgreSQL decides well by itself, and badly where COALESCE hides what it knows of the column.
    """
    return Coalesce(column, Value(empty)) if connection.vendor == "sqlite" else F(column)


def _plain(rows: QuerySet[Ticket]) -> QuerySet[Any, Any]:
    """Plain rows: a page of tickets with five relations each would make 150 objects."""
    return rows.values_list(*SHOWN, named=True)


def _beginning(viewer: Actor, *, view: View, by: Sequence[str], size: int) -> QuerySet[Any, Any]:
    return _plain(_in_view(viewer, view)).order_by(*by)[: size + 1]


def _counts(viewer: Actor) -> QuerySet[Any, Any]:
    """One row with up to a hundred of each view, told by what the index holds; it hangs on any ticket there is."""
    views = (View.MINE, View.TEAM, View.UNASSIGNED, View.WAITING)
    found = [CountOf(_in_view(viewer, view).order_by().values("team_id")[:BOUND]) for view in views]
    return Ticket.objects.order_by().values_list(*found)[:1]


def _held(viewer: Actor) -> QuerySet[Any, Any]:
    """Up to a hundred of the mail that waits for a decision."""
    return HeldMessage.objects.in_reach_of(viewer).undecided().order_by().values_list("pk", flat=True)[:BOUND]


def _arrived(viewer: Actor, *, view: View, since: datetime) -> QuerySet[Any, Any]:
    """Those after a moment in the order of the page, whose index begins with it; our own words are no news."""
    by = ORDERS.get(view, LONGEST_WAIT_FIRST)[0].removeprefix("-")
    rows = _in_view(viewer, view).filter(**{f"{by}__gt": since}, last_side=Side.THEIRS)
    return rows.order_by(f"-{by}").values_list("pk", flat=True)[:BOUND]


_ARRIVED = Prepared(_arrived)
_BEGINNING, _COUNTS, _HELD = Prepared(_beginning), Prepared(_counts), Prepared(_held)


def _standing(viewer: Actor, rows: Sequence[Any]) -> dict[tuple[str, int], RefStanding]:
    return promises.standing_of(viewer, [(REF, t.id) for t in rows]) if rows else {}


def _row(ticket: Any, standing: RefStanding | None) -> QueueRow:
    runs = ticket.state in OUR_TURN
    day, what = standing.kept_to(runs=runs, answered_at=ticket.answered_at) if standing is not None else (None, "")
    return QueueRow(
        ticket_id=ticket.id,
        key=ticket.key,
        subject=ticket.subject,
        kind=ticket.kind,
        state=ticket.state,
        priority=ticket.priority,
        requester_id=ticket.requester_id,
        requester=ticket.requester__name,
        organisation_id=ticket.organisation_id,
        organisation=ticket.organisation__name,
        site=ticket.site__name or "",
        service=ticket.service__name or "",
        team_id=ticket.team_id,
        assignee_id=ticket.assignee_id,
        assignee=ticket.assignee__name or "",
        last_side=ticket.last_side,
        last_message_at=ticket.last_message_at,
        opened_at=ticket.opened_at,
        next_word_at=standing.next_word_at if standing and standing.next_word_at else ticket.next_word_at,
        due_at=standing.due_at if standing else None,
        day_at=day,
        day_is=what,
        promise=standing.promise.text if standing and standing.promise else "",
    )
