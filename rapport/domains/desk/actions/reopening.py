"""A ticket that was done is open again: its clocks go on, and whoever waits is told a new day to expect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rapport.domains.desk.models import Ticket
from rapport.domains.desk.models.expected import subject_of
from rapport.domains.desk.types import REF
from rapport.domains.promises import actions as promises
from rapport.foundation.actors import Actor


def begin_again(tickets: Sequence[Ticket], *, actor: Actor, at: datetime, grounds: Any = None) -> None:
    """Restart the clocks of tickets opened again; the day told before they were done says nothing about now."""
    if not tickets:
        return
    promises.restart_clocks([(REF, ticket.pk) for ticket in tickets], actor=actor, at=at)
    promises.expect_many([subject_of(t, since=at) for t in tickets], actor=actor, at=at, known=grounds)
