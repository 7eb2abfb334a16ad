"""A ticket as something that somebody waits for, for those who say what to expect."""

from __future__ import annotations

from datetime import datetime

from rapport.domains.desk.models.tickets import Ticket
from rapport.domains.desk.types import REF
from rapport.domains.promises.types import Subject


def subject_of(ticket: Ticket, *, since: datetime, told: bool = True) -> Subject:
    """What somebody waits for, counted from `since`; `told` is whether anybody hears what to expect."""
    return Subject(
        ref=(REF, ticket.pk),
        person_id=ticket.requester_id,
        organisation_id=ticket.organisation_id,
        team_id=ticket.team_id,
        service_id=ticket.service_id,
        priority=ticket.priority,
        at=since,
        told=told,
    )
