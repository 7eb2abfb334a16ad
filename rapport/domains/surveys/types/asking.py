"""The words of asking: rules that ask by themselves, the planner's answer, and the open page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from rapport.domains.surveys.types.draws import Asked


class AskKind(StrEnum):
    """When a rule asks."""

    AFTER_EPISODE = "after_episode"
    AROUND_CHANGE = "around_change"
    ON_SCHEDULE = "on_schedule"


class Every(StrEnum):
    """How often a schedule asks."""

    MONTH = "month"
    QUARTER = "quarter"


class Per(StrEnum):
    """For which figure the planner's margin is wanted."""

    MONTH = "month"
    QUARTER = "quarter"
    SERVICE = "service"


@dataclass(frozen=True)
class Matter:
    """One episode that came to its end, as a rule needs it."""

    episode_id: int
    person_id: int
    organisation_id: int
    site_id: int | None
    service_id: int | None
    completed_at: datetime
    contacts: int


@dataclass(frozen=True)
class RuleSeen:
    """One rule with what it did last."""

    id: int
    kind: AskKind
    service: str
    delay_minutes: int
    share: int
    least_contacts: int
    on: date | None
    days_before: int
    days_after: int
    same_people: bool
    size: int
    every: str
    day: int
    started_at: datetime
    asked: int = 0
    answered: int = 0
    ran_at: datetime | None = None
    words: str = ""


@dataclass(frozen=True)
class Rate:
    """The response rate so far with its interval; `asked` is 0 where nobody could answer yet."""

    asked: int
    answered: int
    value: float
    low: float
    high: float
    assumed: bool = False


@dataclass(frozen=True)
class ServicePlan:
    """What one service needs for the margin by itself."""

    name: str
    people: int
    answers: int
    ask: int
    enough: bool


@dataclass(frozen=True)
class Plan:
    """How many to ask for a margin, whom, who is left out and why, and how long the frame lasts.

    `ask` is per month; `answers` per period of `per`. `lasts_until` is the first month in which too few are rested,
    None where it goes on for two years.
    """

    per: Per
    margin: int
    people: int
    frame: int
    skipped: list[tuple[str, int]]
    answers: int
    ask: int
    rate: Rate
    enough: bool
    rest_days: int
    lasts_until: date | None
    services: list[ServicePlan] = field(default_factory=list)
    asked: Asked = Asked.USER


@dataclass(frozen=True)
class SaySettings:
    """The open page of a survey as its owner sees it; `n` answers came by it."""

    survey_id: int
    survey: str
    key: str
    open: bool
    origins: tuple[str, ...]
    n: int


@dataclass(frozen=True)
class SayPageSeen:
    """What the open page asks everybody, in one language."""

    survey_id: int
    language: str
    languages: tuple[str, ...]
    question: str
    low: str
    high: str
    first: int
    last: int
    brand: str
    origins: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenQuestion:
    """One open invitation of the viewer, for the card on their first page."""

    invitation_id: int
    question: str
    low: str
    high: str
    first: int
    last: int
    until: date
    language: str = "en"
