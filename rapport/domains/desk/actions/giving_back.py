"""Giving back what somebody had in hand who no longer serves in its team."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.desk.events import TicketAssigned
from rapport.domains.desk.models import Ticket
from rapport.domains.desk.types import REF
from rapport.domains.people import queries as people
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor, NotFound

BATCH = 200


@transaction.atomic
def give_back_tickets(*, person_id: int, actor: Actor, at: datetime) -> int:
    """Unsolved tickets of somebody who does not serve in their team go back to its queue; a batch, and how many."""
    if not actor.reach.whole:
        raise NotFound
    serves_in = people.actor_of(person_id).reach.team_ids
    rows = Ticket.objects.unsolved().filter(assignee_id=person_id).exclude(team_id__in=serves_in)
    ids = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True)[:BATCH])
    Ticket.objects.filter(pk__in=ids).update(assignee_id=None)
    audit.record_many([audit.Line("ticket.given_back", REF, pk, ("assignee_id",)) for pk in ids], actor=actor, at=at)
    for pk in ids:
        events.publish(TicketAssigned(ticket_id=pk, assignee_id=None, at=at))
    return len(ids)
