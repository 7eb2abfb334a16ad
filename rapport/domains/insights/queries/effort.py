"""Objective effort in the provider's working calendar."""

from __future__ import annotations

from datetime import datetime

from rapport.domains.ledger import queries as ledger
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import Actor
from rapport.measures.effort import Effort


def effort_of(viewer: Actor, person_id: int, *, start: datetime, end: datetime) -> Effort:
    """What contact with one person asked of both sides from start up to end, within reach; NotFound for strangers."""
    return ledger.effort(viewer, person_id, start=start, end=end, working=promises.default_calendar)
