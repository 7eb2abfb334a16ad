"""Who finds what at the desk: the search entries of tickets and messages, and the tokens of those who may see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapport.domains.desk.models.messages import Message
from rapport.domains.desk.models.tickets import Participant, Ticket
from rapport.domains.desk.types import REF, Side
from rapport.foundation import search

MESSAGE = "message"


def index(said: Sequence[tuple[Ticket, Message, bool]]) -> None:
    """Make messages findable: the one that opens a ticket (True) under the ticket, all others under their own id."""
    tokens = tokens_of(ticket for ticket, _, _ in said)
    entries = [_entry(ticket, message, tokens[ticket.pk], opens) for ticket, message, opens in said]
    if entries:
        search.index(entries)


def tokens_of(tickets: Iterable[Ticket]) -> dict[int, list[str]]:
    """Who finds the words of tickets: those who take part, the team, contacts of the organisation. One query."""
    by_id = {t.pk: t for t in tickets}
    found = {pk: [f"t{t.team_id}", f"o{t.organisation_id}"] for pk, t in by_id.items()}
    for ticket_id, person_id in Participant.objects.filter(ticket_id__in=by_id).values_list("ticket_id", "person_id"):
        found[ticket_id].append(f"p{person_id}")
    return found


def regrant(ticket: Ticket) -> None:
    """Renew who finds a ticket and its messages, after its team or those who take part have changed."""
    tokens = tokens_of([ticket])[ticket.pk]
    rows = list(Message.objects.filter(ticket=ticket).values_list("pk", "side"))
    search.regrant(REF, {ticket.pk: tokens})
    search.regrant(MESSAGE, {pk: _for_side(tokens, side) for pk, side in rows})


def _entry(ticket: Ticket, message: Message, tokens: list[str], opens: bool) -> search.NewEntry:
    return search.NewEntry(
        kind=REF if opens else MESSAGE,
        ref_id=ticket.pk if opens else message.pk,
        organisation_id=ticket.organisation_id,
        title=f"{ticket.key} {ticket.subject}",
        text=message.text,
        tokens=_for_side(tokens, message.side),
        at=message.said_at,
        titled=opens,
    )


def _for_side(tokens: list[str], side: str) -> list[str]:
    """A note is found by the team alone."""
    return [t for t in tokens if t.startswith("t")] if side == Side.NOTE else tokens
