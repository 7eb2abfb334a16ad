"""What a survey asks, as rows: its lead question, the reasons of each class and the questions that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Felt(StrEnum):
    """The three classes of an answer, whatever its scale; of the loyalty question detractor, passive, promoter."""

    UNHAPPY = "unhappy"
    PASSIVE = "passive"
    HAPPY = "happy"


class QuestionKind(StrEnum):
    """How a further question is answered."""

    SCALE = "scale"
    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"
    MINUTES = "minutes"


class Part(StrEnum):
    """What a scale question of an expectation survey asks about its item."""

    ADEQUATE = "adequate"
    DESIRED = "desired"
    PERCEIVED = "perceived"


@dataclass(frozen=True)
class Reason:
    """One reason or choice that can be ticked."""

    key: str
    label: str


@dataclass(frozen=True)
class Question:
    """One further question in one language; `only_for` names the classes that see it, none means everybody."""

    key: str
    kind: QuestionKind
    text: str
    low: str = ""
    high: str = ""
    first: int = 1
    last: int = 7
    better: str = "high"
    choices: tuple[Reason, ...] = ()
    only_for: tuple[str, ...] = ()
    item: str = ""
    part: str = ""
    dimension: str = ""

    @property
    def points(self) -> range:
        """The points of its scale."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class Wording:
    """What is asked in one language: the lead question with its scale, the reasons by class, further questions.

    `last` is None where the lead is no scale but a title; `reasons` go by class (unhappy, passive, happy).
    """

    question: str
    low: str
    high: str
    reasons: Mapping[str, tuple[Reason, ...]]
    first: int = 0
    last: int | None = 10
    better: str = "high"
    language: str = "en"
    about: str = ""
    questions: tuple[Question, ...] = ()

    @property
    def points(self) -> range:
        """The points of the lead scale, none without one."""
        return range(0) if self.last is None else range(self.first, self.last + 1)


@dataclass(frozen=True)
class Said:
    """What was answered to one further question: a number, choices or words."""

    key: str
    number: int | None = None
    choices: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class SurveyRow:
    """One survey in the list."""

    id: int
    name: str
    kind: str
    judged: str
    service: str
    asked: str
    versions: int
    last_sample: date | None
    standing: str


@dataclass(frozen=True)
class VersionRow:
    """One wording of a survey: since when, in which languages, and whether anybody was asked with it."""

    number: int
    question: str
    languages: tuple[str, ...]
    questions: int
    started_at: datetime
    used: bool


@dataclass(frozen=True)
class SurveyPage:
    """A survey with its wordings, the newest first."""

    row: SurveyRow
    owner: str
    mode: str
    may_change: bool
    versions: list[VersionRow]
    before: str = ""
    behind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by language what it says as before


@dataclass(frozen=True)
class Template:
    """A wording to begin with: its key, the kind of survey it makes and what it is good for."""

    key: str
    kind: str
    name: str
    say: str
    judges: str
    asked: str


@dataclass(frozen=True)
class QuestionAsked:
    """A further question of a survey as figures read it; kind: scale, single, multiple, text or minutes."""

    key: str
    kind: str
    text: str
    low: int = 0
    high: int = 0
    better: str = "high"
    choices: tuple[tuple[str, str], ...] = ()
    dimension: str = ""


@dataclass(frozen=True)
class Asking:
    """What a survey asks: its kind, the scale of its first question where it says one, and its further questions."""

    survey_id: int
    name: str
    kind: str
    question: str
    low: int | None
    high: int | None
    better: str
    questions: tuple[QuestionAsked, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()  # of all classes, key and words
