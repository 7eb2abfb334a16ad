"""Lists of tickets limited by what somebody chose, and the views they keep with their kept counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from rapport.domains.desk.models import FieldValue, SavedView, Ticket, TicketTag
from rapport.domains.desk.queries.queues import BOUND, rows_of
from rapport.domains.desk.queries.queues import SHOWN as COLUMNS
from rapport.domains.desk.queries.stopped import tickets_with_stopped_letters
from rapport.domains.desk.rules.viewing import MOST_COUNTED, ViewFilters, filters_of
from rapport.domains.desk.types import DONE, REF, QueueRow, Side, TicketState
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.paging import Page, page_of
from rapport.foundation.prepared import Prepared

BY = {
    "longest": ("last_message_at", "id"),
    "newest": ("-last_message_at", "-id"),
}
AT_RISK_WITHIN = timedelta(hours=24)
SHOWN = ("pk", "name", "owner_id", "team_id", "team__name", "filters", "order", "count")


@dataclass(frozen=True)
class SavedViewCard:
    """A kept view, with what the last counting found; `shown` is "99+" from a hundred on."""

    id: int
    name: str
    owner_id: int | None
    team_id: int | None
    team: str
    filters: ViewFilters
    order: str
    count: int

    @property
    def shown(self) -> str:
        """The count as a page writes it."""
        return str(self.count) if self.count < MOST_COUNTED else f"{MOST_COUNTED - 1}+"


def saved_views(viewer: Actor) -> list[SavedViewCard]:
    """One's own views first, then those of one's teams, by name; nothing is counted."""
    viewer.require("tickets.read")
    return [_card(row) for row in _VIEWS(viewer)]


def saved_view(viewer: Actor, view_id: int) -> SavedViewCard:
    """One kept view within reach."""
    viewer.require("tickets.read")
    row = SavedView.objects.in_reach_of(viewer).filter(pk=view_id).values_list(*SHOWN).first()
    if row is None:
        raise NotFound
    return _card(row)


def filtered_queue(
    viewer: Actor,
    filters: ViewFilters,
    *,
    order: str = "longest",
    team_id: int | None = None,
    at: datetime,
    after: str | None = None,
    size: int = 25,
) -> Page[QueueRow]:
    """One page of the tickets within reach that fit; with `team_id` those of one team alone."""
    viewer.require("tickets.read")
    rows = _limited(viewer, _of_team(viewer, team_id), filters, at=at)
    page = page_of(_plain(rows), by=BY[order], after=after, size=size)
    return Page(rows_of(viewer, page.rows), page.next)


def arrived_among(
    viewer: Actor, filters: ViewFilters, *, team_id: int | None = None, since: datetime, at: datetime
) -> int:
    """In how many of the tickets that fit somebody wrote to us after a moment, a hundred at most."""
    viewer.require("tickets.read")
    rows = _limited(viewer, _of_team(viewer, team_id), filters, at=at)
    rows = rows.filter(last_message_at__gt=since, last_side=Side.THEIRS).order_by("-last_message_at")
    return len(rows.values_list("pk", flat=True)[:BOUND])


def counted(viewer: Actor, row: SavedView, *, at: datetime) -> int:
    """How many tickets are in a kept view, a hundred at most: for the job that counts, as its owner sees it."""
    owner = viewer if row.owner_id is None else people.actor_of(row.owner_id)
    limited = _limited(owner, _of_team(owner, row.team_id), filters_of(row.filters), at=at)
    return len(limited.order_by().values_list("pk", flat=True)[:MOST_COUNTED])


def _of_team(viewer: Actor, team_id: int | None) -> QuerySet[Ticket]:
    rows = Ticket.objects.served_by(viewer)
    return rows if team_id is None else rows.filter(team_id=team_id)


def _limited(viewer: Actor, rows: QuerySet[Ticket], filters: ViewFilters, *, at: datetime) -> QuerySet[Ticket]:
    rows = rows.filter(_standing(filters), _whose(filters, viewer.reach.person_ids), merged_into__isnull=True)
    for name in filters.tags:
        rows = rows.filter(Exists(TicketTag.objects.filter(ticket_id=OuterRef("pk"), tag__name=name)))
    if filters.field_id is not None:
        said = FieldValue.objects.filter(ticket_id=OuterRef("pk"), field_id=filters.field_id)
        rows = rows.filter(Exists(said.filter(value=filters.field_value) if filters.field_value else said))
    if filters.service_id is not None:
        rows = rows.filter(service_id=filters.service_id)
    if filters.organisation_id is not None:
        rows = rows.filter(organisation_id=filters.organisation_id)
    if filters.older_days is not None:
        rows = rows.filter(last_message_at__lte=at - timedelta(days=filters.older_days))
    if filters.at_risk:
        rows = rows.filter(pk__in=promises.refs_due(viewer, kind=REF, until=at + AT_RISK_WITHIN))
    if filters.stopped:
        rows = rows.filter(pk__in=tickets_with_stopped_letters(viewer, at=at))
    return rows


def _standing(filters: ViewFilters) -> Q:
    """A ticket is open work while it has no moment of solution; the index of the queue says so, too."""
    stands = {
        "open": Q(solved_at__isnull=True),
        "new": Q(solved_at__isnull=True, state=TicketState.NEW),
        "waiting": Q(solved_at__isnull=True, state=TicketState.WAITING),
        "done": Q(state__in=DONE),
        "any": Q(),
    }[filters.stands]
    waits = {"": Q(), "us": Q(waits_since__isnull=False), "them": Q(state=TicketState.WAITING)}[filters.waits]
    return stands & waits


def _whose(filters: ViewFilters, mine: frozenset[int]) -> Q:
    if not filters.assignee:
        return Q()
    if filters.assignee == "nobody":
        return Q(assignee__isnull=True)
    return Q(assignee_id__in=mine if filters.assignee == "me" else [int(filters.assignee)])


def _plain(rows: QuerySet[Ticket]) -> QuerySet[Any, Any]:
    return rows.values_list(*COLUMNS, named=True)


def _card(row: Any) -> SavedViewCard:
    pk, name, owner_id, team_id, team, filters, order, count = row
    return SavedViewCard(pk, name, owner_id, team_id, team or "", filters_of(filters), order, count)


_OWN_FIRST = (F("team_id").asc(nulls_first=True), "name", "pk")
_VIEWS = Prepared(lambda viewer: SavedView.objects.in_reach_of(viewer).order_by(*_OWN_FIRST).values_list(*SHOWN))
