"""What promises tell the rest of the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.foundation.events import Event


@dataclass(frozen=True)
class PromiseMade(Event):
    """Somebody was given a time."""

    promise_id: int
    person_id: int
    due_at: datetime


@dataclass(frozen=True)
class PromisesKept(Event):
    """Promises were kept, in time or late."""

    promise_ids: tuple[int, ...]


@dataclass(frozen=True)
class PromisesAtRisk(Event):
    """These promises are due soon or past due, and nobody was warned of them yet."""

    promise_ids: tuple[int, ...]


@dataclass(frozen=True)
class TargetsAtRisk(Event):
    """People were told what we aim for, and these aims are about to pass, or have just passed, without it."""

    estimate_ids: tuple[int, ...]


@dataclass(frozen=True)
class PromiseMoved(Event):
    """The person was told before the time had come that it will be later."""

    promise_id: int
    due_at: datetime


@dataclass(frozen=True)
class ForecastsMade(Event):
    """New forecasts replace the older ones."""

    made_at: datetime
    forecasts: int
