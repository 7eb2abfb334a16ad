"""Numbers of tickets: counted up on the provider's own row (ARCHITECTURE.md 3)."""

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


def number_tickets(tickets: Sequence[Ticket]) -> None:
    """Give new tickets their numbers and keys, all from one step of the counter.

    Called after everything that can wait: from here on other writers of tickets wait for this transaction.
    """
    number = _take(len(tickets))
    for step, ticket in enumerate(tickets):
        key = ticket.mailbox.key if ticket.mailbox is not None else KEY
        ticket.number = number + step
        ticket.key = f"{key}-{ticket.number}"


def _take(count: int) -> int:
    """The first of `count` numbers that are ours alone: the row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_UP, [count])
        found = cursor.fetchall()
    if len(found) != 1:
        raise NoProvider
    return int(found[0][0]) - count
