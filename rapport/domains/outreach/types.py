"""The words of planned contact, of whom to call, and of thanks; and the rows that cross the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Level(StrEnum):
    """Whom we talk with in an organisation: those who use, those who lead, those who decide."""

    USER = "user"
    LEAD = "lead"
    EXECUTIVE = "executive"


class Scope(StrEnum):
    """Contact with whom counts: one person, anybody of a site, anybody of an organisation."""

    PERSON = "person"
    SITE = "site"
    ORGANISATION = "organisation"


class Outcome(StrEnum):
    """What came of a planned call; only a talk is a contact of both sides."""

    TALKED = "talked"
    REACHED = "reached"
    NOT_REACHED = "not reached"


class Standing(StrEnum):
    """Where a planned contact stands: past the longest silence, past the ideal one, or ahead."""

    OVERDUE = "overdue"
    DUE = "due"
    AHEAD = "ahead"


class MomentKind(StrEnum):
    """Why somebody is called now; the order is the order in which they are shown."""

    UNHAPPY = "unhappy"
    BROKEN = "broken"
    LEAVES = "leaves"
    SEQUENCE = "sequence"
    SITE = "site"
    SILENCE = "silence"
    QUIET = "quiet"


RANK = {kind: place for place, kind in enumerate(MomentKind)}
DEFAULT_DAYS = {Level.USER: (60, 120), Level.LEAD: (30, 60), Level.EXECUTIVE: (90, 180)}
"""Ideal and longest silence in days, until the settings say otherwise."""


@dataclass(frozen=True)
class Cadence:
    """Ideal and longest interval between two contacts, in days."""

    ideal_days: int
    longest_days: int


@dataclass(frozen=True)
class PlanSeen:
    """One planned contact as lists show it; `name` is the person, the site or the organisation."""

    id: int
    scope: str
    name: str
    organisation: str
    organisation_id: int
    person_id: int | None
    site_id: int | None
    team_id: int
    team: str
    owner_id: int | None
    owner: str
    level: str
    cadence: Cadence
    last_at: datetime | None
    due_on: date
    late_on: date
    standing: str
    why: str
    next_step: str
    next_step_on: date | None


@dataclass(frozen=True)
class Reason:
    """One reason to call, from the ledger and what is promised; `words` is a sentence."""

    kind: str
    words: str


@dataclass(frozen=True)
class WhyNow:
    """One reason why somebody is called now, its next step and the day by which; `late` when that has passed."""

    kind: str
    words: str
    step: str
    on: date
    late: bool
    score: int | None = None


@dataclass(frozen=True)
class ToCall:
    """One person (or, without one, a site or an organisation) with every reason, the most pressing first."""

    key: str
    team_id: int
    person_id: int | None
    plan_id: int | None
    name: str
    place: str
    reasons: tuple[WhyNow, ...]

    @property
    def first(self) -> WhyNow:
        """The most pressing reason."""
        return self.reasons[0]

    @property
    def called(self) -> str:
        """How a button names them: a person by their first name."""
        return self.name.split()[0] if self.person_id is not None and self.name.split() else self.name


@dataclass(frozen=True)
class CallList:
    """Whom to call: those shown, and how many there are in all (at most a hundred are looked at)."""

    rows: tuple[ToCall, ...] = ()
    n: int = 0

    @property
    def more(self) -> int:
        """How many are not among the rows."""
        return self.n - len(self.rows)


@dataclass(frozen=True)
class PlannedShare:
    """Episodes in which we acted and how many were planned, of one team with one organisation; None below five."""

    team: str
    organisation: str
    planned: int
    n: int
    share: float | None
    low: float | None
    high: float | None
    since: date
    until: date


@dataclass(frozen=True)
class MissingLevels:
    """Levels of one organisation with which a team has planned no contact, or has had none in the longest time."""

    organisation_id: int
    organisation: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class ThanksSeen:
    """A thank-you as those who may see it read it; `to` are the names of the thanked."""

    id: int
    giver_id: int
    giver: str
    about: str
    words: str
    given_at: datetime
    consent: bool
    published_at: datetime | None
    to: tuple[str, ...]
    new: bool = False
    may_publish: bool = False
    may_change: bool = False


@dataclass(frozen=True)
class Thankable:
    """What somebody may say thanks for: an episode or a service, how many of us helped, what was said before."""

    kind: str
    id: int
    title: str
    helped: int
    given: ThanksSeen | None = None
