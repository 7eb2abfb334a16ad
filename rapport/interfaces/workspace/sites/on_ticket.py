"""Beside a ticket: which of the things at its site it is about, and how often that one failed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from rapport.domains.desk import queries
from rapport.domains.desk.types import TicketCard
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor

COUNTED = timedelta(days=365)
GONE = "Something that is gone"


def thing_on(actor: Actor, card: TicketCard, there: queries.There, *, at: datetime) -> dict[str, Any]:
    """What it is about and how often that failed in twelve months, and what stands at the site to choose from."""
    if card.site_id is None:
        return {"thing": None, "things": ()}
    named = people.installed_names(actor, card.site_id)
    chosen = queries.things_of(actor, [card.id]).get(card.id) if there.thing else None
    if chosen is None:
        return {"thing": None, "things": named}
    counted = queries.failures_at(actor, card.site_id, since=at - COUNTED, until=at).get(chosen)
    things = named if chosen in dict(named) else (*named, (chosen, GONE))
    words = {"thing": chosen, "things": things, "thing_name": dict(things)[chosen]}
    return words | {"thing_failed": counted.failed if counted else 0}
