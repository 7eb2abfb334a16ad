"""Numbers of tickets: counted up on the provider's own row (ARCHITECTURE.md 3)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F

from rapport.domains.desk.models.tickets import Ticket

KEY = "R"


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
    organisations = Ticket._meta.get_field("organisation").related_model
    provider = organisations._default_manager.filter(kind="provider")
    if provider.update(next_ticket_number=F("next_ticket_number") + count) != 1:
        raise NoProvider
    return int(provider.values_list("next_ticket_number", flat=True).get()) - count
