"""The words of promises: kinds of clocks, where an estimate comes from, how a promise stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Ref = tuple[str, int]
"""What a promise is about: a kind such as "ticket" and its id."""


class ClockKind(StrEnum):
    """What a clock waits for."""

    FIRST_ANSWER = "first_answer"
    SOLVE = "solve"


class Basis(StrEnum):
    """Where an expectation comes from: history, a published target, or only our opening hours."""

    HISTORY = "history"
    TARGET = "target"
    OPENING = "opening"


class Method(StrEnum):
    """How a forecast was made: from finished work only, or with open work counted as not yet finished."""

    CONFORMAL = "conformal"
    KAPLAN_MEIER = "kaplan_meier"


class Pool(StrEnum):
    """Which tickets a forecast was made from: the narrowest that had enough of them."""

    SERVICE_AND_PRIORITY = "service and priority"
    SERVICE = "service"
    PRIORITY = "priority"
    ALL = "all"


class TargetView(StrEnum):
    """By what targets met are counted; the views are never added to each other."""

    SERVICE = "service"
    SITE = "site"
    TEAM = "team"
    ORGANISATION = "organisation"


class Standing(StrEnum):
    """How one promise stands at a moment."""

    OPEN = "open"
    AT_RISK = "at risk"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Subject:
    """Something new that somebody waits for, and since when; `told` is false where nobody is told what to expect."""

    ref: Ref
    person_id: int
    organisation_id: int
    team_id: int
    at: datetime
    service_id: int | None = None
    priority: int = 3
    told: bool = True


@dataclass(frozen=True)
class Expect:
    """What to tell the person who waits.

    kind history: `q` of `n` like it, closed or still open from `period_from` to `period_to`, took at most
    `minutes` of working time; so by `due_at`. kind target: a published aim of `minutes`, so by `due_at`.
    kind opening: nothing can be promised; `due_at` is when we next work, and `reader` is the team that will read it.
    """

    ref: Ref
    kind: str
    due_at: datetime | None
    n: int = 0
    q: float | None = None
    period_from: datetime | None = None
    period_to: datetime | None = None
    minutes: int | None = None
    about: str = ClockKind.SOLVE
    reader: str = ""
    open_now: bool = False
    estimate_id: int | None = None
    made_at: datetime | None = None
    method: str = ""
    pool_service_id: int | None = None
    pool_priority: int | None = None
    finished: int | None = None

    @property
    def pool(self) -> Pool | None:
        """Which tickets history was read from; None where it was not history, or was told before pools were kept."""
        if not self.method:
            return None
        if self.pool_service_id is None:
            return Pool.ALL if self.pool_priority is None else Pool.PRIORITY
        return Pool.SERVICE if self.pool_priority is None else Pool.SERVICE_AND_PRIORITY


@dataclass(frozen=True)
class Level:
    """One published target, in minutes of working time; empty service or priority fits every one."""

    service_id: int | None
    priority: int | None
    first_answer_minutes: int | None
    solve_minutes: int | None

    def minutes(self, kind: str) -> int | None:
        """The target for one kind of clock."""
        return self.first_answer_minutes if kind == ClockKind.FIRST_ANSWER else self.solve_minutes


@dataclass(frozen=True)
class History:
    """What history says of one service and priority, or of all of them where these are empty."""

    service_id: int | None
    priority: int | None
    q: float
    n: int
    finished: int
    minutes: int | None
    period_from: datetime
    period_to: datetime
    method: str
    id: int | None = None


@dataclass(frozen=True)
class Duration:
    """How long one solve clock has run: minutes of working time, and whether it came to its end."""

    service_id: int | None
    priority: int
    minutes: int
    finished: bool


@dataclass(frozen=True)
class SolveClock:
    """How the solve clock of one reference stood at a moment: one of the rows that forecasts are made of.

    `minutes` of working time from `started_at` to the solution, or, while not `finished`, to that moment; pauses are
    those begun by then, `until` None for one that still lasted.
    """

    ref: Ref
    service_id: int | None
    priority: int
    started_at: datetime
    met_at: datetime | None
    minutes: int
    finished: bool
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()


@dataclass(frozen=True)
class WorkingCalendar:
    """When we work: for each day of the week, Monday first, its segments ("HH:MM", "HH:MM") in the zone's time."""

    zone: str
    week: tuple[tuple[tuple[str, str], ...], ...]
    holidays: tuple[date, ...]
    changed_at: datetime | None


@dataclass(frozen=True)
class Restated:
    """What another desk says anew of one of its tickets; a kind of clock without a moment has not been met."""

    ref: Ref
    service_id: int | None
    priority: int
    met: Mapping[str, datetime]


class PromiseKind(StrEnum):
    """What was promised: to be heard of again, which any answer keeps, or a deed, which is kept when it is done."""

    WORD = "word"
    DEED = "deed"


class Said(StrEnum):
    """What one of both sides said of a promise of theirs; nobody and nothing else judges it."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


NEXT_WORD = "The next word"


@dataclass(frozen=True)
class PastPromise:
    """A promise that was made before it came here."""

    person_id: int
    organisation_id: int
    team_id: int
    ref: Ref
    text: str
    made_at: datetime
    due_at: datetime
    made_by_id: int | None = None
    kept_at: datetime | None = None
    kind: PromiseKind = PromiseKind.WORD


@dataclass(frozen=True)
class PromiseSeen:
    """A promise and how it stands."""

    id: int
    ref: Ref
    person_id: int
    team_id: int
    made_by_id: int | None
    text: str
    made_at: datetime
    due_at: datetime
    kept_at: datetime | None
    told_late_at: datetime | None
    standing: Standing
    kind: str = PromiseKind.WORD

    @property
    def only_a_word(self) -> bool:
        """They were promised to hear from us again, and nothing beside."""
        return self.kind == PromiseKind.WORD and self.text.startswith(NEXT_WORD)


@dataclass(frozen=True)
class TheirPromiseSeen:
    """What somebody told us they would do, in their words; `passed` says only that its day has gone by unsettled."""

    id: int
    person_id: int
    team_id: int
    ref: Ref | None
    text: str
    made_at: datetime
    due_on: date
    said: str
    said_at: datetime | None
    said_by_them: bool
    passed: bool
    noted_by_them: bool = False

    @property
    def open(self) -> bool:
        """Nobody has said yet what became of it."""
        return self.said == Said.OPEN


@dataclass(frozen=True)
class TargetSeen:
    """An aim that somebody was told: what for and by when."""

    id: int
    ref: Ref
    person_id: int
    about: str
    due_at: datetime


@dataclass(frozen=True)
class RefStanding:
    """What is promised, expected and targeted for one reference; `next_word_at` is the earliest of them still open.

    `target_at` is when the next of our targets that still runs falls due; only those whose clocks they are see it.
    """

    ref: Ref
    due_at: datetime | None
    standing: Standing
    estimate: Expect | None
    promise: PromiseSeen | None
    next_word_at: datetime | None
    paused: bool = False
    target_at: datetime | None = None

    @property
    def owed(self) -> PromiseSeen | None:
        """The promise that is still to be kept; one that was kept or taken back says nothing about what comes."""
        promise = self.promise
        over = promise is None or promise.kept_at is not None or promise.standing == Standing.WITHDRAWN
        return None if over else promise

    def told(self, *, runs: bool, answered_at: datetime | None = None) -> tuple[datetime | None, str]:
        """The one day that everybody is told, whoever looks, and what it is: promised, or aimed at, or expected.

        `runs` is false while we wait for them and once it is done: then only a promise has a day. What was never told
        to the person who waits is no day here, and neither is when we open, nor an aim to answer that was met.
        """
        if self.owed is not None:
            return self.owed.due_at, "promised"
        said = self.estimate
        if not runs or said is None or said.due_at is None or said.kind == Basis.OPENING:
            return None, ""
        if said.kind == Basis.HISTORY:
            return said.due_at, "expected"
        met = said.about == ClockKind.FIRST_ANSWER and answered_at and (not said.made_at or answered_at >= said.made_at)
        return (None, "") if met else (said.due_at, "aimed at")

    def kept_to(self, *, runs: bool, answered_at: datetime | None = None) -> tuple[datetime | None, str]:
        """The day that those who serve keep to: what was told, else, where nobody was told anything, our own target."""
        if self.owed is None and self.estimate is None and runs and self.target_at is not None:
            return self.target_at, "our target"
        return self.told(runs=runs, answered_at=answered_at)


@dataclass(frozen=True)
class KeptRate:
    """How many of the clocks or promises that ended were kept; `alert` when fewer than chance explains."""

    kept: int
    n: int
    share: float | None
    low: float | None
    high: float | None
    alert: bool = False


@dataclass(frozen=True)
class TargetsMet:
    """How many of the clocks of one group that began in a quarter met their target; `goal` is the share published.

    `kind` says which clock was judged: the solution where one is aimed for, else the first answer.
    """

    kind: str
    met: int
    n: int
    share: float
    low: float
    high: float
    goal: float

    @property
    def reached(self) -> bool:
        """Whether the share published was reached."""
        return self.share >= self.goal


@dataclass(frozen=True)
class Aimed:
    """One clock of one person that met its target or missed it, and since when that is known."""

    person_id: int
    service_id: int | None
    team_id: int
    met: bool
    at: datetime


@dataclass(frozen=True)
class BrokenTwice:
    """How many promises one team broke to one person of late, and when the last one was due."""

    person_id: int
    organisation_id: int
    team_id: int
    n: int
    last_due_at: datetime
