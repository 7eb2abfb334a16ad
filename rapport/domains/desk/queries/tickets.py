"""Tickets within reach: one with its conversation, a customer's own, and lists for programs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from rapport.domains.desk.models import Participant, Ticket
from rapport.domains.desk.queries import conversations
from rapport.domains.desk.types import REF, TicketCard, TicketFilters, TicketPage
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.paging import Page, page_of

RELATED = ("organisation", "requester", "team", "service", "site", "assignee")


def ticket(viewer: Actor, which: int | str = "", *, public_key: str = "") -> TicketPage:
    """One ticket by its id, its key or its public key, with its newest hundred messages; eight queries at most.

    Those who do not serve it get no notes, no copies, no delivery and nothing that is held. With `public_key` no other
    name of a ticket will do.
    """
    found = _one(viewer, which, public_key)
    serves = _serves(viewer, found)
    messages, earlier = conversations.newest(viewer, found, serves=serves)
    standing = promises.standing_of(viewer, [(REF, found.pk)]).get((REF, found.pk))
    rows = Participant.objects.filter(ticket=found).order_by("person__name", "pk")
    return TicketPage(
        ticket=card(viewer, found),
        messages=messages,
        participants=tuple(rows.values_list("person_id", "person__name")),
        held=conversations.held_on(viewer, found) if serves else (),
        expectation=standing,
        earlier=earlier,
    )


def ticket_id_of(viewer: Actor, which: str) -> int:
    """The id behind a key or a public key, within reach."""
    return _one(viewer, which).pk


def keys_of(viewer: Actor, ticket_ids: Collection[int]) -> dict[int, str]:
    """The keys of tickets within reach."""
    rows = Ticket.objects.in_reach_of(viewer).filter(pk__in=list(ticket_ids))
    return dict(rows.values_list("pk", "key"))


def own_tickets(viewer: Actor, *, after: str | None = None, size: int = 25) -> Page[TicketCard]:
    """What somebody asked for or takes part in, newest first."""
    viewer.require("tickets.open")
    return _cards(viewer, Ticket.objects.taken_part_in_by(viewer), after, size)


def tickets_of(viewer: Actor, person_id: int, *, after: str | None = None, size: int = 10) -> Page[TicketCard]:
    """The tickets of one person within the viewer's reach, newest first."""
    rows = Ticket.objects.in_reach_of(viewer).filter(requester_id=person_id)
    return _cards(viewer, rows, after, size)


def tickets(
    viewer: Actor, *, filters: TicketFilters | None = None, after: str | None = None, size: int = 50
) -> Page[TicketCard]:
    """All tickets within reach, newest first, limited by what was asked for."""
    rows = Ticket.objects.in_reach_of(viewer).filter(**_limits(filters or TicketFilters()))
    return _cards(viewer, rows, after, size)


def card(viewer: Actor, row: Ticket) -> TicketCard:
    """A ticket as pages know it; whoever calls has read it within reach."""
    return TicketCard(
        **{name: getattr(row, name) for name in PLAIN},
        organisation=row.organisation.name,
        requester=row.requester.name,
        requester_language=row.requester.language or row.organisation.language,
        team=row.team.name,
        service=row.service.name if row.service else "",
        site=row.site.name if row.site else "",
        assignee=row.assignee.name if row.assignee else "",
    )


PLAIN = (
    "id",
    "key",
    "public_key",
    "subject",
    "kind",
    "state",
    "priority",
    "channel",
    "organisation_id",
    "requester_id",
    "team_id",
    "service_id",
    "site_id",
    "assignee_id",
    "opened_at",
    "last_message_at",
    "last_side",
    "solved_at",
    "closed_at",
    "next_word_at",
    "follows_id",
)


def _one(viewer: Actor, which: int | str, public_key: str = "") -> Ticket:
    if public_key:
        named = Q(public_key=public_key)
    else:
        named = Q(pk=which) if isinstance(which, int) else Q(public_key=which) | Q(key=which.upper())
    found = Ticket.objects.in_reach_of(viewer).filter(named).select_related(*RELATED).first()
    if found is None:
        raise NotFound
    return found


def _serves(viewer: Actor, found: Ticket) -> bool:
    return viewer.reach.whole or (viewer.staff and found.team_id in viewer.reach.team_ids)


def _cards(viewer: Actor, rows: QuerySet[Ticket], after: str | None, size: int) -> Page[TicketCard]:
    page = page_of(rows.select_related(*RELATED), by=("-last_message_at", "-pk"), after=after, size=size)
    return Page([card(viewer, row) for row in page.rows], page.next)


def _limits(filters: TicketFilters) -> dict[str, Any]:
    wanted: dict[str, Any] = {
        "state__in": filters.states,
        "kind__in": filters.kinds,
        "team_id": filters.team_id,
        "service_id": filters.service_id,
        "requester_id": filters.requester_id,
        "organisation_id": filters.organisation_id,
        "assignee_id": filters.assignee_id,
        "last_message_at__gte": filters.since,
    }
    return {name: value for name, value in wanted.items() if value not in (None, ())}
