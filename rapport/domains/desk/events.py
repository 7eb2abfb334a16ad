"""What happened at the desk: facts others may react to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.foundation.events import Event


@dataclass(frozen=True)
class TicketsOpened(Event):
    """New tickets, in the order in which they were opened; who asked for each and its team stand in the same order."""

    ticket_ids: tuple[int, ...]
    at: datetime
    requester_ids: tuple[int, ...] = ()
    team_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class MessagesReceived(Event):
    """People wrote to us, by mail or in the portal; `ticket_ids` are the tickets they wrote on."""

    ticket_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class TicketAnswered(Event):
    """An agent answered."""

    ticket_id: int
    message_id: int
    at: datetime


@dataclass(frozen=True)
class TicketsSolved(Event):
    """Tickets were solved."""

    ticket_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class TicketReopened(Event):
    """A solved or closed ticket is open again."""

    ticket_id: int
    at: datetime


@dataclass(frozen=True)
class PeopleMentioned(Event):
    """A note on a ticket names people who serve it; its author is never among them."""

    ticket_id: int
    person_ids: tuple[int, ...]
    at: datetime
    by_id: int | None = None


@dataclass(frozen=True)
class TicketAssigned(Event):
    """A ticket has another assignee, or none."""

    ticket_id: int
    assignee_id: int | None
    at: datetime
    by_id: int | None = None  # the person who did it, where it was one
