"""What a relationship line shows: acts, episodes, sequences, answers and promises, as plain values."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, Literal, Self

from rapport.interfaces.look.wording.line_words import FOR_STAFF, LineWords

Standing = Literal["kept", "open", "broken"]
Zoom = Literal["months", "sequences", "episodes", "acts"]


@dataclass(frozen=True)
class ActMark:
    """One act; `ours` decides the side of the line, `planned` whether it is filled."""

    at: datetime
    ours: bool
    planned: bool
    label: str = ""


@dataclass(frozen=True)
class MonthMark:
    """The acts of one side in one month, counted; `at` is the middle of the month."""

    at: datetime
    ours: bool
    planned: int
    unplanned: int


@dataclass(frozen=True)
class EpisodeMark:
    """One matter; an `end` of None means that it is open, `again` that it had ended before."""

    start: datetime
    end: datetime | None
    label: str = ""
    begun_by_us: bool = False
    again: bool = False


@dataclass(frozen=True)
class SequenceMark:
    """A longer piece of the way together, up to its planned end."""

    start: datetime
    end: datetime
    name: str
    remark: str = ""


@dataclass(frozen=True)
class AnswerMark:
    """An answer given by name: from 0 to 10, else with its mood and the end of the scale it was given on.

    `before` are the scores it had, oldest first, until it was changed.
    """

    at: datetime
    score: int
    mood: str = ""
    last: int = 10
    before: tuple[str, ...] = ()
    changed_at: datetime | None = None

    @property
    def kind(self) -> str:
        """Which scale its number is read on."""
        return {5: "csat", 7: "ces"}.get(self.last, "nps")


@dataclass(frozen=True)
class PromiseMark:
    """A promise at the time it falls due."""

    at: datetime
    label: str
    standing: Standing


@dataclass(frozen=True)
class Line:
    """One relationship between two moments, seen from `now`."""

    now: datetime
    start: datetime
    end: datetime
    acts: tuple[ActMark, ...] = ()
    episodes: tuple[EpisodeMark, ...] = ()
    sequences: tuple[SequenceMark, ...] = ()
    answers: tuple[AnswerMark, ...] = ()
    promises: tuple[PromiseMark, ...] = ()
    planned_ahead: tuple[ActMark, ...] = ()
    months: tuple[MonthMark, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a line without a length."""
        if self.end <= self.start:
            raise NoTime(f"A line must end after it starts: {self.start} to {self.end}.")

    def since(self, start: datetime) -> Self:
        """Keep what lies after `start`, so that a narrow drawing covers less time instead of shrinking."""
        return replace(
            self,
            start=start,
            acts=self._within(self.acts, start),
            answers=self._within(self.answers, start),
            promises=self._within(self.promises, start),
            planned_ahead=self._within(self.planned_ahead, start),
            months=self._within(self.months, start),
            episodes=tuple(e for e in self.episodes if (e.end or self.now) >= start and e.start <= self.end),
            sequences=tuple(s for s in self.sequences if s.end >= start and s.start <= self.end),
        )

    def _within(self, marks: tuple[Any, ...], start: datetime) -> tuple[Any, ...]:
        return tuple(mark for mark in marks if start <= mark.at <= self.end)

    def moved(self, change: Callable[[datetime], datetime]) -> Self:
        """Bring every moment to another zone."""
        return _moved(self, change)


@dataclass(frozen=True)
class Words:
    """How a page names both sides: ("Marta Kolb", "us") for staff, ("you", "us") for her; `said` in which words."""

    their: str = "them"
    ours: str = "us"
    now: str = "today"
    nothing: str = field(default="nothing yet")
    said: LineWords = FOR_STAFF


class NoTime(ValueError):
    """A drawing over time needs an end after its start."""


def _moved(value: Any, change: Callable[[datetime], datetime]) -> Any:
    if isinstance(value, datetime):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_moved(one, change) for one in value) if value else value
    names = _fields_of(value.__class__)
    given = {name: getattr(value, name) for name in names}
    held = {name: one for name, one in given.items() if isinstance(one, datetime | tuple) or _fields_of(one.__class__)}
    return replace(value, **{name: _moved(one, change) for name, one in held.items()}) if names else value


@cache
def _fields_of(kind: Any) -> tuple[str, ...]:
    """What a record of ours holds; nothing for everything else."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()
