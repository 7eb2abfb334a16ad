"""What happened to the words both sides use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.foundation.events import Event


@dataclass(frozen=True)
class TermAgreed(Event):
    """Both sides use it from now on; `person_ids` are those who proposed and agreed, where they are served."""

    term_id: int
    organisation_id: int
    person_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class ProblemFixed(Event):
    """A known problem is fixed; its followers are to be told."""

    problem_id: int
    at: datetime
