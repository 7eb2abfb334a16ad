"""Numbers of tickets: counted up on the provider's own row (ARCHITECTURE.md)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from rapport.domains.desk.models.tickets import Ticket

KEY = "R"
COUNT_UP = (
    "UPDATE people_organisation SET next_ticket_number = next_ticket_number + %s WHERE kind = 'provider' "
    "RETURNING next_ticket_number"
)


class NoProvider(LookupError):
    """There is no provider yet, so nothing can be numbered. Run `rapport migrate`, then `rapport admin invite`."""


def reserved(count: int) -> Sequence[int]:
    """Numbers taken before a transaction begins, so that other writers of tickets do not wait for its end.

    What is not used then stays a gap. With one writer there is nobody to wait for, and nothing is taken.
    """
    if not (count and connection.features.has_select_for_update):
        return ()
    first = _take(count)
    return range(first, first + count)


def number_tickets(tickets: Sequence[Ticket], taken: Sequence[int] = ()) -> None:
    """Give new tickets their numbers and keys, from those taken before, else all from one step of the counter.

    Called after everything that can wait: from that step on other writers of tickets wait for this transaction.
    """
    short = len(tickets) - len(taken)
    first = _take(short) if short > 0 else 0
    for ticket, number in zip(tickets, (*taken, *range(first, first + short)), strict=False):
        key = ticket.mailbox.key if ticket.mailbox is not None else KEY
        ticket.number = number
        ticket.key = f"{key}-{ticket.number}"


def _take(count: int) -> int:
    """The first of `count` numbers that are ours alone: the row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_UP, [count])
        found = cursor.fetchall()
    if len(found) != 1:
        raise NoProvider
    return int(found[0][0]) - count
