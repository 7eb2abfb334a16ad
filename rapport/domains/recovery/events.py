"""What happened in recovery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rapport.foundation.events import Event


@dataclass(frozen=True)
class RecoveryOpened(Event):
    """Somebody unhappy is to be called."""

    recovery_id: int
    organisation_id: int
    at: datetime


@dataclass(frozen=True)
class RecoveriesPassedOn(Event):
    """Recoveries are somebody else's to do now: nobody had called, or one was handed over."""

    recovery_ids: tuple[int, ...]
    at: datetime
    by_id: int | None = None  # the person who did it, where it was one


@dataclass(frozen=True)
class RecoveryEnded(Event):
    """A recovery has its outcome; asked once more on the day, where there is one, in the survey of their answer."""

    recovery_id: int
    person_id: int
    ask_again_on: date | None
    at: datetime
    survey_id: int | None = None
