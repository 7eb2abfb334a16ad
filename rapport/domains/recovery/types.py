"""The words of recovery and the rows that cross its door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rapport.domains.people.types import RoleName

REF = "recovery"
TAKES_OVER = (RoleName.TEAM_LEAD, RoleName.SERVICE_OWNER, RoleName.ADMINISTRATOR)
"""Who may answer for a recovery besides the one who was named: whoever asks says these roles before the answer."""


class Mood(StrEnum):
    """What an answer says: unhappy opens a recovery, passive and happy are read and thanked."""

    UNHAPPY = "unhappy"
    PASSIVE = "passive"
    HAPPY = "happy"


class Outcome(StrEnum):
    """What came of a recovery; the last two are not chosen by anybody who calls."""

    PUT_RIGHT = "put right"
    EXPLAINED = "explained"
    CANNOT_CHANGE = "cannot be changed and said so"
    NOT_WANTED = "no contact wanted"
    NOT_REACHED = "not reached three times"
    CHANGED = "the answer was changed"
    LEFT = "they left"


CHOSEN = (Outcome.PUT_RIGHT, Outcome.EXPLAINED, Outcome.CANNOT_CHANGE, Outcome.NOT_WANTED, Outcome.NOT_REACHED)
"""Outcomes that somebody chooses."""

NEVER_AGAIN = (Outcome.NOT_WANTED, Outcome.CHANGED, Outcome.LEFT)
"""Outcomes after which nobody asks whether it helped."""


class Facts(StrEnum):
    """What became of the times they were given in the ninety days before they answered."""

    KEPT = "kept"
    BROKEN = "broken"
    NONE = "none"


class Turn(StrEnum):
    """Whose turn it is."""

    OWNER = "owner"
    DEPUTY = "deputy"
    SERVICE_OWNER = "service owner"


class CauseKind(StrEnum):
    """What a recovery is linked to; an idea or a change stands in words."""

    TICKET = "ticket"
    SERVICE = "service"
    TERM = "term"
    CHANGE = "change"


class Show(StrEnum):
    """Which recoveries a list shows."""

    ALL = "all"
    MINE = "mine"
    OVERDUE = "overdue"


class Place(StrEnum):
    """Where a testimonial may be shown."""

    RESULTS = "results"
    STAFF = "staff"


@dataclass(frozen=True)
class Before:
    """What an answer was before it was changed, and from which day on it was that."""

    score: int
    mood: str
    words: str
    on: date


@dataclass(frozen=True)
class Heard:
    """One answer by name as it stands now; `changes` is how often it was changed, `before` what it was before.

    `again`: it was asked for once more after a recovery, which nobody is drawn for.
    """

    answer_id: int
    survey_id: int
    person_id: int
    organisation_id: int
    service_id: int | None
    survey_owner_id: int | None
    kind: str
    mood: str
    score: int
    reasons: tuple[str, ...]
    words: str
    said_at: datetime
    said_on: date
    drawn: bool = True
    again: bool = False
    changes: int = 0
    before: tuple[Before, ...] = ()


@dataclass(frozen=True)
class SaidSeen:
    """What the person said, as those read it who call them; `before` is what they had said until then."""

    kind: str
    score: int
    mood: str
    reasons: tuple[str, ...]
    words: str
    said_at: datetime
    before: tuple[Before, ...] = ()


@dataclass(frozen=True)
class ContactSeen:
    """One try to reach them."""

    at: datetime
    by: str
    channel: str
    reached: bool
    words: str


@dataclass(frozen=True)
class RecoverySeen:
    """One recovery in a list; `score` is None for who may hand it over but not read the answer."""

    id: int
    person_id: int | None
    name: str
    place: str
    service: str
    facts: str
    opened_at: datetime
    due_at: datetime
    contacted_at: datetime | None
    ended_at: datetime | None
    outcome: str
    holder_id: int | None
    holder: str
    turn: str
    score: int | None
    words: str = ""
    overdue: bool = False
    mine: bool = False
    mood: str = ""
    kind: str = ""


@dataclass(frozen=True)
class RecoveryPage:
    """One recovery with what was said, what was done and who may do what."""

    row: RecoverySeen
    owner: str
    deputy: str
    service_owner: str
    owner_id: int | None
    service_id: int | None
    team_id: int | None
    deputy_at: datetime
    service_owner_at: datetime
    said: tuple[SaidSeen, ...]
    contacts: tuple[ContactSeen, ...]
    outcome_words: str
    ended_by: str
    ask_again_on: date | None
    mood_after: str
    cause: tuple[str, int | None, str] | None
    thanked_at: datetime | None
    may_read: bool
    may_hand_over: bool
    tries: int = 0


@dataclass(frozen=True)
class Card:
    """A passive's or a promoter's answer that its owner may read, thank for, or put away."""

    id: int
    person_id: int
    name: str
    place: str
    mood: str
    score: int
    words: str
    reasons: tuple[str, ...]
    said_at: datetime
    thanked: bool = False
    asked: bool = False
    kind: str = "nps"


@dataclass(frozen=True)
class CallAsked:
    """Somebody asks to be called; only what they wrote, and the day."""

    id: int
    name: str
    reach: str
    words: str
    asked_on: date


@dataclass(frozen=True)
class TestimonialSeen:
    """Words somebody may say for us: asked, agreed or withdrawn."""

    id: int
    name: str
    words: str
    places: tuple[str, ...]
    with_name: bool
    asked_at: datetime
    agreed_at: datetime | None
    withdrawn_at: datetime | None
    kept_off_why: str = ""


@dataclass(frozen=True)
class QuarterDone:
    """What recoveries came to in one quarter that has ended; counted once, then never changed.

    `recoveries` were opened in it, `within_48` of them were spoken with in time; `again` answered once more in it after
    their recovery had ended, `recovered` of them no longer unhappy.
    """

    quarter: date
    recoveries: int
    contacted: int
    within_48: int
    median_hours: float | None
    again: int
    recovered: int


"""How many people went from one mood to another."""
