"""The words of publishing and the rows that cross its door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

PUBLISHES = "exports.make"
"""What owners and administrators may and leads may not."""


class Measure(StrEnum):
    """What a target is about; each is a figure with an interval and an n."""

    RECOMMEND = "recommend"
    PROMISES_KEPT = "promises_kept"
    ESTIMATES_KEPT = "estimates_kept"
    RESPONSE_RATE = "response_rate"


@dataclass(frozen=True)
class TargetResult:
    """A target beside what came of it; shares lie in 0..1, the score in −100..100. No result: n below the limit."""

    name: str
    measure: str
    goal: float
    n: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def kept(self) -> bool | None:
        """Whether the figure reaches its goal; None where there is no figure."""
        return None if self.value is None else self.value >= self.goal


@dataclass(frozen=True)
class DeedRow:
    """Their words and what came of it; `own`: the organisation whose review shows it asked for it itself."""

    said: str
    did: str
    asked_by: str
    published_on: date
    own: bool = False


@dataclass(frozen=True)
class ResultsPage:
    """Everything the public page shows."""

    period: str
    published_at: datetime | None
    facts_since: date
    facts_until: date
    targets: list[TargetResult]
    deeds: list[DeedRow]
    asked: int
    answered: int
    response_rate: float | None
    response_low: float | None
    response_high: float | None
    voices: list[str]
    hidden: list[str]
