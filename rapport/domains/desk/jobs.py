"""The desk's own jobs: solved tickets are closed after a week."""

from __future__ import annotations

from datetime import datetime

from rapport.domains.desk import actions
from rapport.foundation.actors import system
from rapport.foundation.jobs import cron


@cron("desk.close_solved", every="1h")
def close_solved(*, at: datetime) -> None:
    """Close a batch of solved tickets; the next hour goes on where this one ends."""
    actions.close_solved(actor=system(), at=at)
