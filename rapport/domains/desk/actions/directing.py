"""Giving tickets that have just arrived to agents who were named for them; the acknowledgement says who."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from rapport.domains.desk.actions.acknowledging import KIND
from rapport.domains.desk.events import TicketAssigned
from rapport.domains.desk.models import Ticket
from rapport.domains.desk.types import REF
from rapport.domains.people import queries as people
from rapport.foundation import audit, events, postroom
from rapport.foundation.actors import Actor


@transaction.atomic
def direct_tickets(*, agents: Mapping[int, int], actor: Actor, at: datetime) -> list[int]:
    """Give each ticket (id → agent) that nobody has yet to its agent, and say so in its acknowledgement.

    Called in the transaction a ticket arrives in, so that the letter has not left; who does not serve is left out.
    """
    actor.require("tickets.answer")
    cards = {pk: card for pk, card in people.names(actor, agents.values()).items() if card.staff}
    rows = Ticket.objects.served_by(actor).filter(pk__in=list(agents), assignee__isnull=True).select_for_update()
    given = {pk: agents[pk] for pk in rows.order_by("pk").values_list("pk", flat=True) if agents[pk] in cards}
    by_agent: dict[int, list[int]] = defaultdict(list)
    for ticket_id, agent_id in given.items():
        by_agent[agent_id].append(ticket_id)
    for agent_id, ids in by_agent.items():
        Ticket.objects.filter(pk__in=ids).update(assignee_id=agent_id)
    if given:
        told = {ticket_id: {"agent": cards[agent_id].name} for ticket_id, agent_id in given.items()}
        postroom.amend(kind=KIND, ref_kind=REF, told=told)
        _tell(given, actor, at)
    return sorted(given)


def _tell(given: Mapping[int, int], actor: Actor, at: datetime) -> None:
    lines = [audit.Line("ticket.assigned", REF, ticket_id, ("assignee_id",)) for ticket_id in given]
    audit.record_many(lines, actor=actor, at=at)
    for ticket_id, agent_id in given.items():
        events.publish(TicketAssigned(ticket_id=ticket_id, assignee_id=agent_id, at=at))
