"""A supporter reaches the agent they know: their message goes straight to somebody who is here and knows them."""

from __future__ import annotations

from rapport.domains.desk import actions as desk
from rapport.domains.desk.events import TicketsOpened
from rapport.domains.ledger import queries as ledger
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(TicketsOpened, now=True)
def direct(event: TicketsOpened) -> None:
    """In the transaction of the arrival, so that the acknowledgement can say who has it; one small query for most."""
    asked = list(zip(event.ticket_ids, event.requester_ids, event.team_ids, strict=False))
    agents = ledger.named_agents(system(), asked, at=event.at)
    if agents:
        desk.direct_tickets(agents=agents, actor=system(), at=event.at)
