"""Stages of a relationship, judged month by month from evidence (docs/measures.md 9); no database, no clock.

A stage rises when two months in a row support the higher one. Failures, complaints and reopenings are read for signs
of life only, so they raise nothing; absence lowers nothing; answers that turn unfavourable for two months in a row
lower to follower. Attitude, behaviour and advocacy are told apart and never added up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

WINDOW = 6  # months looked at for behaviour
ENOUGH = 2  # of them with use or contact by choice; also the answers by name that make an attitude
QUIET_AFTER = 3  # whole months without a word or a use
STALE_AFTER = 24  # months after which the latest answer says nothing any more
SHOWN_ANSWERS = 3


class Stage(IntEnum):
    """How far a relationship has come; the order is the ladder."""

    VISITOR = 0
    USER = 1
    FOLLOWER = 2
    SUPPORTER = 3
    ADVOCATE = 4
    PARTNER = 5

    @property
    def word(self) -> str:
        """As pages for staff write it."""
        return self.name.lower()


class Kind(StrEnum):
    """What one piece of evidence is."""

    USE = "use"  # a service is theirs to use, or has been
    EPISODE = "episode"  # completed, both sides acted, not a failure
    USED = "used"  # they used the service on that day
    REQUEST = "request"
    QUESTION = "question"
    PRAISE = "praise"
    IDEA = "idea"
    ANSWER = "answer"  # by name
    TALK = "planned talk"
    HELPED = "helped a peer"
    REFERRAL = "referral"
    TESTIMONIAL = "testimonial"
    REQUIREMENT = "requirement"
    PILOT = "pilot"
    DESIGN_GROUP = "design group"
    IDEA_DELIVERED = "idea delivered"
    CONTACT = "contact"  # any other word of theirs
    FAILURE = "incident"
    COMPLAINT = "complaint"
    REOPENING = "reopening"


class Attitude(StrEnum):
    """What their answers by name say; unknown with fewer than two, or when the latest is older than two years."""

    UNKNOWN = "unknown"
    UNFAVOURABLE = "unfavourable"
    MIXED = "mixed"
    FAVOURABLE = "favourable"


CO_PRODUCED = frozenset({Kind.REQUIREMENT, Kind.PILOT, Kind.DESIGN_GROUP, Kind.IDEA_DELIVERED})
ADVOCACY = frozenset({Kind.REFERRAL, Kind.HELPED, Kind.TESTIMONIAL})
BY_CHOICE = frozenset(
    {Kind.USED, Kind.REQUEST, Kind.QUESTION, Kind.PRAISE, Kind.IDEA, Kind.ANSWER, Kind.TALK, Kind.HELPED}
    | {Kind.TESTIMONIAL, Kind.REQUIREMENT, Kind.PILOT, Kind.DESIGN_GROUP}
)
FAILURES = frozenset({Kind.FAILURE, Kind.COMPLAINT, Kind.REOPENING})
SIGNS_OF_LIFE = BY_CHOICE | FAILURES | {Kind.CONTACT}


@dataclass(frozen=True)
class Evidence:
    """One thing known of one person: what, the day, and for an answer its score from 0 to 10."""

    kind: Kind
    on: date
    score: int | None = None


@dataclass(frozen=True)
class Reason:
    """Why a stage moved: `why` is a Kind, "active" (with n months of six) or "answers" (with the latest scores)."""

    why: str
    on: date | None = None
    n: int | None = None
    scores: tuple[int, ...] = ()


@dataclass(frozen=True)
class Move:
    """One step at the end of a month (its first day stands for it)."""

    month: date
    before: Stage
    after: Stage
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Path:
    """The whole way of one person until the end of a month, and what stands beside the stage."""

    since: date
    until: date
    stage: Stage
    moves: tuple[Move, ...]
    attitude: Attitude
    answers: tuple[int, ...]
    n_answers: int
    active: int
    advocacy: int
    co_produced: int
    quiet_since: date | None

    def at(self, month: date) -> Stage | None:
        """The stage at the end of a month, None before they were known."""
        if number_of(month) < number_of(self.since):
            return None
        passed = [move.after for move in self.moves if move.month <= month]
        return passed[-1] if passed else Stage.VISITOR


def number_of(day: date) -> int:
    """Months since year 0, so that months can be counted."""
    return day.year * 12 + day.month - 1


def first_of(number: int) -> date:
    """The first day of a month by its number.

    >>> first_of(number_of(date(2026, 11, 22)))
    datetime.date(2026, 11, 1)
    """
    return date(number // 12, number % 12 + 1, 1)


def attitude_of(scores: Sequence[int]) -> Attitude:
    """What answers in the order given say: the latest is 9 or 10 and the one before it not below 7.

    >>> attitude_of([7, 9])
    <Attitude.FAVOURABLE: 'favourable'>
    >>> attitude_of([10])
    <Attitude.UNKNOWN: 'unknown'>
    >>> attitude_of([9, 9, 4])
    <Attitude.UNFAVOURABLE: 'unfavourable'>
    """
    if len(scores) < ENOUGH:
        return Attitude.UNKNOWN
    before, latest = scores[-2:]
    if latest <= 6:
        return Attitude.UNFAVOURABLE
    return Attitude.FAVOURABLE if latest >= 9 and before >= 7 else Attitude.MIXED


def path(evidence: Iterable[Evidence], *, since: date, until: date) -> Path:
    """The way of one person from the month of `since` to the end of the month of `until`, from all that is known.

    evidence: in any order; what lies after the month of `until` is not known yet. Raises ValueError for an answer
    whose score is not 0..10.
    """
    last = number_of(until)
    known = _Known(one for one in evidence if number_of(one.on) <= last)
    first = min(number_of(since), known.first if known.first is not None else last, last)
    stage, moves = Stage.VISITOR, []
    earned_before, ceiling_before = Stage.VISITOR, Stage.PARTNER
    for month in range(first, last + 1):
        earned, ceiling = known.earned(month, stage), known.ceiling(month)
        after = _moved(stage, min(earned, earned_before), max(ceiling, ceiling_before))
        if after != stage:
            moves.append(Move(first_of(month), stage, after, known.reasons(month, stage, after)))
        stage, earned_before, ceiling_before = after, earned, ceiling
    return known.told(first_of(first), first_of(last), stage, tuple(moves))


def _moved(stage: Stage, supported: Stage, allowed: Stage) -> Stage:
    """Up to what two months support, down to what two months allow."""
    return Stage(min(max(stage, supported), allowed))


class _Known:
    """The evidence of one person, sorted once, read for any month."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        rows = sorted(evidence, key=lambda one: (one.on, one.kind.value, -1 if one.score is None else one.score))
        months = [number_of(one.on) for one in rows]
        self.first = months[0] if months else None
        self._use = [one for one in rows if one.kind in {Kind.USE, Kind.EPISODE}]
        self._active = {month for one, month in zip(rows, months, strict=True) if one.kind in BY_CHOICE}
        self._alive = max((m for one, m in zip(rows, months, strict=True) if one.kind in SIGNS_OF_LIFE), default=None)
        self._advocacy = [one for one in rows if one.kind in ADVOCACY]
        self._together = [one for one in rows if one.kind in CO_PRODUCED]
        answers = [one for one in rows if one.kind == Kind.ANSWER]
        self._scores = [_score(one) for one in answers]
        self._answered = [number_of(one.on) for one in answers]

    def earned(self, month: int, held: Stage) -> Stage:
        """The highest stage that this month supports."""
        if self.active(month) < ENOUGH and held < Stage.FOLLOWER:
            return Stage.USER if _until(self._use, month) else Stage.VISITOR
        if self.attitude(month) != Attitude.FAVOURABLE:
            return Stage.FOLLOWER
        if _until(self._together, month):
            return Stage.PARTNER
        return Stage.ADVOCATE if _until(self._advocacy, month) else Stage.SUPPORTER

    def ceiling(self, month: int) -> Stage:
        """The highest stage that their answers allow; everything else allows everything."""
        return Stage.FOLLOWER if self.attitude(month) == Attitude.UNFAVOURABLE else Stage.PARTNER

    def active(self, month: int) -> int:
        """Of the last six months, how many saw use or contact by choice."""
        return sum(m in self._active for m in range(month - WINDOW + 1, month + 1))

    def attitude(self, month: int) -> Attitude:
        """What their answers say by the end of a month."""
        known = bisect_right(self._answered, month)
        if known and month - self._answered[known - 1] > STALE_AFTER:
            return Attitude.UNKNOWN
        return attitude_of(self._scores[:known])

    def reasons(self, month: int, before: Stage, after: Stage) -> tuple[Reason, ...]:
        """Why it moved: for each step that was taken, what it rests on."""
        answers = Reason("answers", scores=self.latest(month))
        if after < before:
            return (answers,)
        steps = {
            Stage.USER: [Reason(one.kind, on=one.on) for one in _until(self._use, month)[:1]],
            Stage.FOLLOWER: [Reason("active", n=self.active(month))],
            Stage.SUPPORTER: [answers],
            Stage.ADVOCATE: [Reason(one.kind, on=one.on) for one in _until(self._advocacy, month)[-1:]],
            Stage.PARTNER: [Reason(one.kind, on=one.on) for one in _until(self._together, month)[-1:]],
        }
        return tuple(reason for step in steps if before < step <= after for reason in steps[step])

    def latest(self, month: int) -> tuple[int, ...]:
        """The newest scores by the end of a month, the latest last."""
        return tuple(self._scores[: bisect_right(self._answered, month)][-SHOWN_ANSWERS:])

    def told(self, since: date, until: date, stage: Stage, moves: tuple[Move, ...]) -> Path:
        """Everything that stands beside the stage."""
        month = number_of(until)
        return Path(
            since=since,
            until=until,
            stage=stage,
            moves=moves,
            attitude=self.attitude(month),
            answers=self.latest(month),
            n_answers=len(self._scores),
            active=self.active(month),
            advocacy=len(self._advocacy),
            co_produced=len(self._together),
            quiet_since=self._quiet_since(month, stage),
        )

    def _quiet_since(self, month: int, stage: Stage) -> date | None:
        """From follower on: the month that the silence began with, once it is three months long."""
        if stage < Stage.FOLLOWER or self._alive is None or month - self._alive < QUIET_AFTER:
            return None
        return first_of(self._alive + 1)


def _until(rows: Sequence[Evidence], month: int) -> list[Evidence]:
    return [one for one in rows if number_of(one.on) <= month]


def _score(answer: Evidence) -> int:
    if answer.score is None or not 0 <= answer.score <= 10:
        raise ValueError(f"an answer by name has a score from 0 to 10, not {answer.score!r}")
    return answer.score
