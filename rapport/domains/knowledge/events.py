"""What happened to the words both sides use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.foundation.events import Event


@dataclass(frozen=True)
class TermProposed(Event):
    """One side put a word forward; `asked_id` is whom we asked by name, if anybody."""

    term_id: int
    organisation_id: int
    side: str
    asked_id: int | None
    at: datetime


@dataclass(frozen=True)
class TermAgreed(Event):
    """Both sides use it from now on; `person_ids` are those who proposed and agreed, where they are served."""

    term_id: int
    organisation_id: int
    person_ids: tuple[int, ...]
    at: datetime


@dataclass(frozen=True)
class TermDeclined(Event):
    """The other side does not call it that."""

    term_id: int
    organisation_id: int
    at: datetime


@dataclass(frozen=True)
class TermRetired(Event):
    """Nobody uses it any more."""

    term_id: int
    organisation_id: int
    at: datetime


@dataclass(frozen=True)
class ProblemFixed(Event):
    """A known problem is fixed; its followers are to be told."""

    problem_id: int
    at: datetime
