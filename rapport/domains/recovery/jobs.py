"""What recovery does by the clock and after others: turns pass on, quarters are counted, people are merged."""

from __future__ import annotations

from datetime import datetime

from rapport.domains.people.events import PeopleMerged
from rapport.domains.recovery import actions, queries  # noqa: F401  its cards register themselves
from rapport.foundation import events
from rapport.foundation.actors import system
from rapport.foundation.jobs import cron

MOST_BATCHES = 20


@cron("recovery.turns", every="10m")
def turns(*, at: datetime) -> None:
    """Pass on what nobody has called about, one short transaction for each batch."""
    for _ in range(MOST_BATCHES):
        if not actions.escalate(actor=system(), at=at):
            return


@cron("recovery.quarters", every="daily@03:40")
def quarters(*, at: datetime) -> None:
    """Count the quarter that has ended, and forget wishes to be called that were met long ago."""
    actions.count_quarters(actor=system(), at=at)
    actions.forget_calls(actor=system(), at=at)


@events.on(PeopleMerged)
def after_people_merged(event: PeopleMerged) -> None:
    """One recovery stands for one human."""
    if event.together:
        actions.join_people(kept_id=event.kept_id, other_id=event.other_id, actor=system(), at=event.at)
