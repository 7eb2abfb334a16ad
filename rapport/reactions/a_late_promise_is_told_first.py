"""A late promise is told first: whoever it was made to learns of it from us, before the time has come."""

from __future__ import annotations

from django.utils import timezone

from rapport.domains.desk import actions as desk
from rapport.domains.promises.events import PromisesAtRisk, TargetsAtRisk
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(PromisesAtRisk)
def tell(event: PromisesAtRisk) -> None:
    """Write one letter about each ticket; what was kept meanwhile is left out."""
    desk.tell_of_lateness(promise_ids=event.promise_ids, actor=system(), at=timezone.now())


@on(TargetsAtRisk)
def tell_of_aims(event: TargetsAtRisk) -> None:
    """The same where we only said what we aim for; an agent's promise made since takes its place."""
    desk.tell_of_late_targets(estimate_ids=event.estimate_ids, actor=system(), at=timezone.now())
