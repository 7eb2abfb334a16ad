"""What happened in surveys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.domains.surveys.types import Counted
from rapport.foundation.events import Event


@dataclass(frozen=True)
class AnswerGiven(Event):
    """An answer was sent or changed; only an answer by name carries its person further."""

    answer_id: int
    named: bool


@dataclass(frozen=True)
class AnswersCounted(Event):
    """Answers or asks came in or changed: what the counters must add. Never carries who."""

    counts: tuple[Counted, ...]


@dataclass(frozen=True)
class AnswersImported(Event):
    """An import brought answers to one survey."""

    survey_id: int
    at: datetime
    how: str = "drawn"
