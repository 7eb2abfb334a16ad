"""Histories are put together in working time: what people waited is counted in the provider's calendar."""

from __future__ import annotations

from django.utils import timezone

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.events import HistoriesDue
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(HistoriesDue, queue="heavy", once=False, priority=90)
def put_together(event: HistoriesDue) -> None:
    """The next people of one part; each few of them are a transaction, and the last asks for the next step."""
    ledger.continue_resegmentation(
        part_id=event.part_id,
        step=event.step,
        working=promises.default_calendar(),
        actor=system(),
        at=timezone.now(),
    )
