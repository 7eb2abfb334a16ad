"""Who is here: one row for each agent, written over while they read or write."""

from __future__ import annotations

from datetime import datetime

from rapport.domains.desk.models import Presence
from rapport.domains.desk.queries import changing
from rapport.foundation.actors import Actor


def note_presence(*, ticket_id: int, writing: bool, actor: Actor, at: datetime) -> None:
    """An agent looks at a ticket, or writes on it; two small statements and no new row."""
    here = changing.ticket_to_read(actor, ticket_id)
    row = Presence(person_id=changing.person_of(actor), ticket_id=here, at=at, writing=writing)
    Presence.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["person"], update_fields=["ticket", "at", "writing"]
    )
