"""Tickets within reach: one with its conversation, a customer's own, and lists for programs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from rapport.domains.desk.models import Participant, Ticket
from rapport.domains.desk.models.tickets import tickets_of as _ids_of
from rapport.domains.desk.queries import conversations, queues
from rapport.domains.desk.types import DONE, REF, QueueRow, TicketCard, TicketFilters, TicketPage, View
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import Ref, RefStanding
from rapport.foundation.actors import NOBODY, Actor, NotFound
from rapport.foundation.paging import Page, cut, page_of
from rapport.foundation.prepared import Prepared


def ticket(viewer: Actor, which: int | str = "", *, public_key: str = "") -> TicketPage:
    """One ticket by its id, its key or its public key, with its newest hundred messages; eight queries at most.

    Those who do not serve it get no notes, no copies, no delivery and nothing that is held. With `public_key` no other
    name of a ticket will do.
    """
    found = _found(viewer, which, public_key)
    return _page(viewer, found, promises.standing_of(viewer, [(REF, found.id)]))


def ticket_in_queue(viewer: Actor, which: int, *, size: int) -> tuple[TicketPage, list[QueueRow]]:
    """One ticket and the beginning of the queue it belongs to: the viewer's own where it is theirs, else their teams'.

    What both were promised is read at once.
    """
    viewer.require("tickets.read")
    found = _found(viewer, which, "")
    view = View.MINE if found.assignee_id == viewer.person_id else View.TEAM
    rows = queues.beginning(viewer, view, size=size)
    standing = promises.standing_of(viewer, {(REF, one.id): None for one in (found, *rows)})
    return _page(viewer, found, standing), queues.rows_of(viewer, rows, standing)


def _page(viewer: Actor, found: Any, standing: Mapping[Ref, RefStanding]) -> TicketPage:
    serves = viewer.reach.whole or (viewer.staff and found.team_id in viewer.reach.team_ids)
    messages, earlier = conversations.newest(viewer, found.id, serves=serves)
    return TicketPage(
        ticket=_card(found),
        messages=messages,
        participants=tuple(_PARTICIPANTS(viewer, ticket=found.id)),
        held=conversations.held_on(viewer, found.id) if serves else (),
        expectation=standing.get((REF, found.id)),
        earlier=earlier,
    )


def ticket_card(viewer: Actor, which: int | str = "", *, public_key: str = "") -> TicketCard:
    """One ticket by its id, its key or its public key, without what was said; one query."""
    return _card(_found(viewer, which, public_key))


def ticket_id_of(viewer: Actor, which: str) -> int:
    """The id behind a key or a public key, within reach."""
    return int(_led_on(viewer, _one(viewer, which)).id)


def kinds_of(viewer: Actor, person_ids: Collection[int]) -> list[tuple[int, str, bool]]:
    """Of all tickets these people asked for, within reach: id, kind, and whether it is done."""
    rows = Ticket.objects.in_reach_of(viewer).filter(requester_id__in=list(person_ids))
    return [(pk, kind, state in DONE) for pk, kind, state in rows.values_list("pk", "kind", "state")]


def keys_of(viewer: Actor, ticket_ids: Collection[int]) -> dict[int, str]:
    """The keys of tickets within reach."""
    rows = Ticket.objects.in_reach_of(viewer).filter(pk__in=list(ticket_ids))
    return dict(rows.values_list("pk", "key"))


def own_tickets(viewer: Actor, *, after: str | None = None, size: int = 25) -> Page[TicketCard]:
    """What somebody asked for or takes part in, newest first."""
    viewer.require("tickets.open")
    persons = viewer.reach.person_ids
    if after:
        return _cards(viewer, _of_persons(NOBODY, persons=persons), after, size)
    page = cut(_OWN(NOBODY, persons=persons, size=size), by=NEWEST_FIRST, size=size)
    return Page([_card(row) for row in page.rows], page.next)


def tickets(
    viewer: Actor, *, filters: TicketFilters | None = None, after: str | None = None, size: int = 50
) -> Page[TicketCard]:
    """All tickets within reach, newest first, limited by what was asked for."""
    rows = Ticket.objects.in_reach_of(viewer).filter(**_limits(filters or TicketFilters()))
    return _cards(viewer, rows, after, size)


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
    "answered_at",
    "follows_id",
    "merged_into_id",
)


NAMES = {
    "organisation": "organisation__name",
    "requester": "requester__name",
    "team": "team__name",
    "service": "service__name",
    "site": "site__name",
    "assignee": "assignee__name",
}
LANGUAGES = ("requester__language", "organisation__language", "organisation__zone")
NEWEST_FIRST = ("-last_message_at", "-id")


def _plain(rows: QuerySet[Ticket]) -> QuerySet[Any, Any]:
    """Tickets as plain rows with the names around them: six related models each would cost more than the page."""
    return rows.values_list(*PLAIN, *NAMES.values(), *LANGUAGES, named=True)


def _of_persons(_viewer: Actor, *, persons: Collection[int]) -> QuerySet[Ticket]:
    """What these persons asked for or take part in; whoever calls names only those the viewer is."""
    return Ticket.objects.filter(pk__in=_ids_of(frozenset(persons)), merged_into__isnull=True)


# PostgreSQL takes 16 ms to plan eight tables and 0.2 to read them, so it plans them once, for all customers alike.
_OWN = Prepared(
    lambda viewer, *, persons, size: _plain(_of_persons(viewer, persons=persons)).order_by(*NEWEST_FIRST)[: size + 1],
    "persons",
)
_BY_ID = Prepared(lambda viewer, *, ids: _plain(Ticket.objects.in_reach_of(viewer).filter(pk__in=ids)), "ids")
_BY_PUBLIC_KEY = Prepared(
    lambda viewer, *, name: _plain(Ticket.objects.in_reach_of(viewer).filter(public_key__in=name)), "name"
)
_BY_NAME = Prepared(
    lambda viewer, *, name, key: _plain(
        Ticket.objects.in_reach_of(viewer).filter(Q(public_key__in=name) | Q(key__in=key))
    ),
    "name",
    "key",
)
_PARTICIPANTS = Prepared(
    lambda viewer, *, ticket: (
        Participant.objects.filter(ticket_id__in=ticket)
        .order_by("person__name", "pk")
        .values_list("person_id", "person__name")
    ),
    "ticket",
)


def _card(row: Any) -> TicketCard:
    """A ticket as pages know it; whoever calls has read it within reach."""
    told: dict[str, Any] = {name: getattr(row, name) for name in PLAIN if name != "merged_into_id"}
    told |= {name: getattr(row, field) or "" for name, field in NAMES.items()}
    return TicketCard(
        **told,
        requester_language=row.requester__language or row.organisation__language,
        zone=row.organisation__zone,
    )


def _found(viewer: Actor, which: int | str, public_key: str) -> Any:
    """With a public key no other name of a ticket will do."""
    by_id = isinstance(which, int) and not public_key
    return _led_on(viewer, _by_id(viewer, int(which)) if by_id else _one(viewer, which, public_key))


def _by_id(viewer: Actor, ticket_id: int) -> Any:
    found = _BY_ID(viewer, ids=ticket_id)
    if not found:
        raise NotFound
    return found[0]


def _led_on(viewer: Actor, found: Any) -> Any:
    """A merged ticket shows the one that was kept."""
    while found.merged_into_id is not None:
        found = _by_id(viewer, found.merged_into_id)
    return found


def _one(viewer: Actor, which: int | str, public_key: str = "") -> Any:
    if not public_key and isinstance(which, int):
        return _by_id(viewer, which)
    name = str(which)
    found = _BY_PUBLIC_KEY(viewer, name=public_key) if public_key else _BY_NAME(viewer, name=name, key=name.upper())
    if not found:
        raise NotFound
    return found[0]


def _cards(viewer: Actor, rows: QuerySet[Ticket], after: str | None, size: int) -> Page[TicketCard]:
    page = page_of(_plain(rows), by=NEWEST_FIRST, after=after, size=size)
    return Page([_card(row) for row in page.rows], page.next)


def cards_of(viewer: Actor, rows: QuerySet[Ticket], *, size: int) -> list[TicketCard]:
    """The newest of some tickets as cards; whoever asks has limited them to the viewer's reach."""
    return _cards(viewer, rows, None, size).rows if viewer.staff else []


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
