"""The plain facts of many tickets, without a word of what was said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from rapport.domains.desk.models import Ticket
from rapport.foundation.actors import Actor

FIELDS = (
    *("id", "key", "kind", "state", "priority", "channel", "organisation_id", "team_id", "service_id", "site_id"),
    *("assignee_id", "opened_at", "solved_at"),
)


@dataclass(frozen=True)
class TicketFacts:
    """Where a ticket belongs and how it stands."""

    id: int
    key: str
    kind: str
    state: str
    priority: int
    channel: str
    organisation_id: int
    team_id: int
    service_id: int | None
    site_id: int | None
    assignee_id: int | None
    opened_at: datetime
    solved_at: datetime | None


def facts_of(viewer: Actor, ticket_ids: Collection[int]) -> list[TicketFacts]:
    """The facts of these tickets, as far as the viewer serves them; one statement."""
    rows = Ticket.objects.served_by(viewer).filter(pk__in=list(ticket_ids)).order_by("pk")
    return [TicketFacts(*row) for row in rows.values_list(*FIELDS)]
