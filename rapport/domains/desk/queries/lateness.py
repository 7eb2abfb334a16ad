"""To whom a word about lateness may be sent: people who asked, by a conversation that is not a machine's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rapport.domains.desk.models import Message, Ticket
from rapport.domains.desk.rules.acknowledging import BY_A_MACHINE
from rapport.domains.desk.types import REF, Side
from rapport.domains.people import queries as people
from rapport.domains.people.types import PersonCard
from rapport.foundation import postroom
from rapport.foundation.actors import Actor


@dataclass(frozen=True)
class Addressed:
    """A ticket and who asked, at an address where mail arrives."""

    ticket: Ticket
    card: PersonCard


def addressed(viewer: Actor, refs: Collection[tuple[str, int]]) -> dict[tuple[str, int], Addressed]:
    """Those of these that are unsolved tickets begun by a person who can be written to; their tickets are locked."""
    rows = Ticket.objects.served_by(viewer).unsolved().filter(pk__in={pk for kind, pk in refs if kind == REF})
    tickets = list(rows.select_related("mailbox", "assignee").select_for_update(of=("self",)).order_by("pk"))
    machines = _begun_by_machines(viewer, [ticket.pk for ticket in tickets])
    cards = people.names(viewer, {ticket.requester_id for ticket in tickets})
    refused = postroom.suppressed_among(card.address for card in cards.values())
    found: dict[tuple[str, int], Addressed] = {}
    for ticket in tickets:
        card = cards.get(ticket.requester_id)
        if card and card.address and card.address.lower() not in refused and ticket.pk not in machines:
            found[REF, ticket.pk] = Addressed(ticket, card)
    return found


def _begun_by_machines(viewer: Actor, ticket_ids: Collection[int]) -> set[int]:
    """Tickets on which they said something, but never a person: the mail that opened them was sent by a machine."""
    rows = Message.objects.in_reach_of(viewer).filter(ticket_id__in=ticket_ids, side=Side.THEIRS)
    said = list(rows.values_list("ticket_id", "raw_mail_id"))
    mails = postroom.deliveries_of({raw for _, raw in said if raw is not None})
    by_people = {pk for pk, raw in said if raw not in mails or BY_A_MACHINE not in mails[raw].reason}
    return {pk for pk, _ in said} - by_people
