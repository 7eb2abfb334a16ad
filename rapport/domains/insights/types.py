"""The words of insights and the rows that cross its door; scores in points, −100..100, shares in 0..1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rapport.measures.stages import Stage


class Margin(StrEnum):
    """The one fixed set of margins of a release."""

    ALL = "all"
    PERIOD = "period"
    SERVICE = "service"
    SITE = "site"
    STRATUM = "stratum"
    SERVICE_QUARTER = "service_quarter"
    SITE_QUARTER = "site_quarter"


class Hidden(StrEnum):
    """Why a figure is not shown."""

    FEW = "few"  # fewer than five answers
    BESIDE = "beside"  # left out so that nobody can work out another one
    OPEN = "open"  # the month is not over and holds few answers


@dataclass(frozen=True)
class StageTable:
    """Where people stood before and after one quarter; a cell is None where it is hidden.

    rose, fell: sums of what is shown, and whether that is all of it.
    """

    quarter: date
    quarters: tuple[date, ...]
    n: int
    cells: Mapping[tuple[Stage, Stage], int | None]
    rose: tuple[int, bool]
    fell: tuple[int, bool]


@dataclass(frozen=True)
class Cell:
    """Counts of one cell before anything is decided; `replied` are answers where it is known who was asked."""

    detractors: int = 0
    passives: int = 0
    promoters: int = 0
    asked: int = 0
    replied: int = 0
    scores: tuple[int, ...] = (0,) * 11
    unnamed: tuple[int, ...] = (0,) * 11  # of the scores, those given without a name

    @property
    def n(self) -> int:
        """How many answered."""
        return self.detractors + self.passives + self.promoters

    @property
    def classes(self) -> tuple[int, int, int]:
        """Detractors, passives, promoters."""
        return self.detractors, self.passives, self.promoters


@dataclass(frozen=True)
class Figure:
    """One figure as a page may show it: nothing below 5 answers, the score from 10."""

    key: str
    label: str
    n: int
    asked: int = 0
    replied: int = 0
    detractors: int = 0
    passives: int = 0
    promoters: int = 0
    points: float | None = None
    low: float | None = None
    high: float | None = None
    favourable: float | None = None
    response_rate: float | None = None
    response_low: float | None = None
    response_high: float | None = None
    hidden: str = ""


@dataclass(frozen=True)
class Change:
    """What may be said about two periods; differences in points. `needed`: answers per period to tell, if known."""

    before: Figure
    difference: float
    low: float
    high: float
    verdict: str
    needed: int | None


@dataclass(frozen=True)
class Series:
    """One service or site by quarter, its last quarter, and what changed since the first that is shown."""

    key: str
    label: str
    points: list[Figure]
    last: Figure
    change: Change | None
    hidden: str = ""


@dataclass(frozen=True)
class Weighted:
    """The score weighted by the size of the strata, in points."""

    points: float
    low: float
    high: float


@dataclass(frozen=True)
class LoyaltyPage:
    """Everything the Loyalty page shows of one survey."""

    survey_id: int
    survey: str
    as_of: datetime | None
    released: int
    received: int
    figure: Figure | None
    scores: tuple[int, ...]
    weighted: Weighted | None
    change: Change | None
    year: Change | None
    months: list[Figure]
    services: list[Series]
    sites: list[Series]
    rates: list[tuple[str, list[Figure]]]
    total: Figure | None
    since: date | None = None
    until: date | None = None
    release: tuple[int, str] | None = None
