"""The words of surveys and the rows that cross its door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from rapport.domains.surveys.types.draws import (  # noqa: F401  the words of draws
    Asked,
    Candidate,
    Cell,
    Columns,
    ColumnsDrawn,
    FrameLine,
    Lines,
    Outcome,
    SampleMade,
    Skipped,
    TrialStratum,
)
from rapport.domains.surveys.types.questions import (  # noqa: F401  the other half of this door
    Asking,
    Felt,
    Part,
    Question,
    QuestionAsked,
    QuestionKind,
    Reason,
    Said,
    SurveyPage,
    SurveyRow,
    Template,
    VersionRow,
    Wording,
)


class SurveyKind(StrEnum):
    """Which question is asked."""

    NPS = "nps"
    CSAT = "csat"
    CES = "ces"
    TRUST = "trust"  # contact, shared language, trust
    EXPECTATION = "expectation"  # adequate and desired before, perceived after
    SINGLE = "single"
    OWN = "own"


class Judged(StrEnum):
    """What the answer judges: the whole of IT, or one service the person uses."""

    IT = "it"
    SERVICE = "service"


class Mode(StrEnum):
    """The promise under which an answer was given."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class How(StrEnum):
    """How an answer came; a figure never mixes them."""

    DRAWN = "drawn"
    AFTER_EPISODE = "after_episode"
    VOLUNTEERED = "volunteered"
    AGAIN = "again"  # once more after a recovery; nobody was drawn for it


class Strange(StrEnum):
    """What becomes of a row of an import whose site nobody knows."""

    REFUSE = "refuse"
    CREATE = "create"
    NOT_KNOWN = "not known"


class Rest(StrEnum):
    """Which asks a rest period holds back; ANY holds back every one."""

    RELATIONAL = "relational"
    TRANSACTIONAL = "transactional"
    ANY = "any"
    DECLINED = "declined"


REST_DAYS = {Rest.RELATIONAL: 90, Rest.TRANSACTIONAL: 30, Rest.ANY: 14, Rest.DECLINED: 30}
"""How long each rest lasts where a draw says nothing else."""
RELATIONAL = frozenset({"nps", "trust", "expectation"})
"""Kinds that judge the relationship; all others judge one matter or change."""


@dataclass(frozen=True)
class InvitationPage:
    """What the page behind an invitation's link needs; nothing of it is counted by looking."""

    wording: Wording
    brand: str
    owner: str
    named: bool
    asks_again_on: date
    answered: bool
    score: int | None = None
    reasons: tuple[str, ...] = ()
    words: str = ""
    may_print: bool = False
    declined: bool = False
    kind: str = SurveyKind.NPS
    classes: Mapping[int, str] = field(default_factory=dict)
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    anonymous: bool = False
    language: str = "en"
    survey_id: int = 0
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Preview(InvitationPage):
    """The same without anybody behind it; `behind` says which languages stayed behind the newest wording, and where."""

    behind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class SampleRow:
    """One sample in a list, with what came back by now."""

    id: int
    survey: str
    month: date
    size: int
    seed: int
    rest_days: int
    framed: int
    drawn: int
    skipped: int
    made_at: datetime
    sent_at: datetime | None
    frame_hash: str
    answered: int


@dataclass(frozen=True)
class StratumRow:
    """One stratum of a frame: how many stood in it and how many were drawn."""

    site: str
    service: str
    framed: int
    drawn: int
    probability: float


@dataclass(frozen=True)
class SamplePage:
    """A sample with its strata and the reasons for which people were skipped."""

    sample: SampleRow
    strata: list[StratumRow]
    skipped: list[tuple[str, int]]


@dataclass(frozen=True)
class NewAnswer:
    """One answer of an import. Names of site and service are looked up; a person only for answers by name."""

    score: int | str | None
    answered_on: date | None
    source_key: str = ""
    site: str = ""
    service: str = ""
    person_id: int | None = None
    words: str = ""
    reasons: tuple[str, ...] = ()
    line: int = 0
    weight: float | None = None
    group: str = ""


@dataclass(frozen=True)
class PastAsk:
    """An invitation that was sent in the past."""

    invitation_id: int
    person_id: int
    organisation_id: int
    site_id: int | None
    sent_at: datetime


@dataclass(frozen=True)
class NewPastAsk:
    """Somebody who was asked in the past without a sample: after an episode, around a change."""

    person_id: int
    organisation_id: int
    sent_at: datetime
    site_id: int | None = None
    service_id: int | None = None


@dataclass(frozen=True)
class PastAnswer:
    """An answer to an invitation of the past."""

    invitation_id: int
    score: int | None
    at: datetime
    reasons: tuple[str, ...] = ()
    words: str = ""
    leave_name_out: bool = False
    may_print: bool = False
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    how: How = How.DRAWN


@dataclass(frozen=True)
class RefusedAnswer:
    """One row that was left out, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class AnswersTaken:
    """What an import did: rows taken, rows known before, rows refused."""

    taken: int
    repeated: int
    refused: list[RefusedAnswer] = field(default_factory=list)


@dataclass(frozen=True)
class NamedAnswer:
    """One answer by name, for what sets it beside what happened to the person, and for who may call them."""

    person_id: int
    score: int
    services: tuple[int, ...]
    site_id: int | None
    on: date
    words: str = ""


class Grouped(NamedTuple):
    """One statement of the database that groups answers or asks, and its values."""

    sql: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Counted:
    """Answers or asks that are alike in everything that is counted; `answered` may be negative after a change.

    question: "" is the lead question, else the key of a further one; choice: what was ticked there, "" for how many
    answered it at all. facets: pairs of facet and value, of the lead question only; with `facets_only` everything else
    about these answers is counted already.
    """

    survey_id: int
    month: date
    how: str
    organisation_id: int | None
    site_id: int | None
    service_id: int | None
    stratum: str
    score: int | None
    answered: int = 0
    asked: int = 0
    used: tuple[int, ...] = ()
    question: str = ""
    choice: str = ""
    facets: tuple[tuple[str, str], ...] = ()
    facets_only: bool = False


@dataclass(frozen=True)
class Attempt:
    """One try to link answers without a name to people: what was tried on how many, and whether nothing came of it."""

    what: str
    tried: str
    n: int
    good: bool
    words: str


@dataclass(frozen=True)
class UnnamedCount:
    """How many answers without a name are alike in what one view of the counters tells apart."""

    month: date
    score: int
    n: int
    site_id: int | None = None
    service_id: int | None = None
    stratum: str = ""
    services: tuple[int, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class WordsSaid:
    """The words of one drawn answer, for reading; `open`: given without a name, or with leave to print them."""

    answer_id: int
    score: int | None
    words: str
    open: bool
    named: bool


@dataclass(frozen=True)
class NamedWords:
    """Words by name, for the survey's owner alone."""

    answer_id: int
    person_id: int
    person: str
    said_on: date
    score: int | None
    words: str


from rapport.domains.surveys.types.asking import (  # noqa: E402, F401  the words of asking have a file of their own
    AskKind,
    Every,
    Matter,
    OpenQuestion,
    Per,
    Plan,
    Rate,
    RuleSeen,
    SayPageSeen,
    SaySettings,
    ServicePlan,
)
