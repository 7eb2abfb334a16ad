"""The words of insights and the rows that cross its door; scores in points, −100..100, shares in 0..1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from rapport.domains.insights.types.items import (  # noqa: F401  the words of further questions
    Choice,
    ItemFigure,
    Minutes,
    ReasonsFigure,
    ZoneFigure,
)
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
    TEAM = "team"
    CHANNEL = "channel"
    WAY = "way"
    LANGUAGE = "language"
    TENURE = "tenure"
    WAVE = "wave"
    GROUP = "group"
    GROUP_QUARTER = "group_quarter"
    TEAM_QUARTER = "team_quarter"
    CHANNEL_QUARTER = "channel_quarter"
    WAY_QUARTER = "way_quarter"
    LANGUAGE_QUARTER = "language_quarter"
    TENURE_QUARTER = "tenure_quarter"
    REASON = "reason"
    ITEM = "item"
    ITEM_QUARTER = "item_quarter"
    ORGANISATION_QUARTER = "organisation_quarter"
    ORGANISATION_SERVICE = "organisation_service"  # by quarter, too: "7:3|2026-Q3"


class Hidden(StrEnum):
    """Why a figure is not shown."""

    FEW = "few"  # fewer than five answers
    BESIDE = "beside"  # left out so that nobody can work out another one
    OPEN = "open"  # the month is not over and holds few answers
    GROUPED = "grouped"  # shown, but in classes only: an earlier release showed each answer of nearly all of them


class AnnotationKind(StrEnum):
    """What somebody wrote beside the figures."""

    CHANGE = "change"
    OUTAGE = "outage"
    OTHER = "other"


class Metric(StrEnum):
    """Which one figure stands for the answers: the net score, the favourable share, or the mean."""

    NET = "net"
    SHARE = "share"
    MEAN = "mean"


@dataclass(frozen=True)
class Judging:
    """How answers are read: the kind of survey, its figure, its scale and which end is better."""

    kind: str
    metric: Metric
    low: int
    high: int
    better: str = "high"
    scaled: bool = True  # False where the first question is a title, and the further ones are what is asked


NPS = Judging("nps", Metric.NET, 0, 10)


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
    """Counts of one cell before anything is decided; `replied` are answers where it is known who was asked.

    unscored: answers to a survey whose question has no scale. singly: nothing else is made of the same people, so that
    each answer may have its bar if it is not one of few; else whoever subtracts would read what few said.
    """

    detractors: int = 0
    passives: int = 0
    promoters: int = 0
    asked: int = 0
    replied: int = 0
    scores: tuple[int, ...] = (0,) * 11
    unscored: int = 0
    unnamed: tuple[int, ...] = (0,) * 11  # of the scores, those given without a name
    singly: bool = False

    @property
    def n(self) -> int:
        """How many answered."""
        return self.detractors + self.passives + self.promoters + self.unscored

    @property
    def classes(self) -> tuple[int, int, int]:
        """Detractors, passives, promoters."""
        return self.detractors, self.passives, self.promoters


class ClientPlace(NamedTuple):
    """What one client review is about: an organisation and a quarter, and one service of it or all."""

    organisation_id: int | None
    service_id: int | None
    quarter: str


@dataclass(frozen=True)
class Figure:
    """One figure as a page may show it: nothing below 5 answers, the score from 10.

    points, low, high: net score −100..100, share 0..100 or mean on its scale, as `metric` says. deviation: of single
    answers. promoters are the favourable, detractors the unhappy, whatever the kind; parted: whether these two
    and those between may be told apart.
    """

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
    metric: Metric = Metric.NET
    favourable_low: float | None = None
    favourable_high: float | None = None
    deviation: float | None = None
    median: float | None = None
    scores: tuple[int, ...] = ()
    better: str = "high"
    parted: bool = True


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
    whole: Figure | None = None  # of all answers so far

    @property
    def told(self) -> list[Figure]:
        """What pages, files and API show of it: its quarters, else all answers so far, which may be hidden."""
        return self.points or [self.last]


@dataclass(frozen=True)
class Weighted:
    """The score weighted by the size of the strata, in points."""

    points: float
    low: float
    high: float


@dataclass(frozen=True)
class AnnotationSeen:
    """Something that happened and may go with the figures: a change or an outage, on a day."""

    id: int
    on: date
    words: str
    kind: str
    mine: bool = False
    period: str = ""  # the key of the period of the page it falls into


@dataclass(frozen=True)
class BenchmarkSeen:
    """A figure of others as its source states it; `value` in the unit of the survey's own figure."""

    id: int
    name: str
    value: float
    source: str
    on: date


@dataclass(frozen=True)
class ReadingRow:
    """One figure as page, file and API give it; None where it is not shown. `unit`: points, percent, scale, minutes."""

    section: str
    key: str
    label: str
    period: str = ""
    n: int | None = None
    asked: int | None = None
    response_rate: float | None = None
    response_low: float | None = None
    response_high: float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    favourable: float | None = None
    favourable_low: float | None = None
    favourable_high: float | None = None
    deviation: float | None = None
    counts: str = ""
    change: float | None = None
    change_low: float | None = None
    change_high: float | None = None
    verdict: str = ""
    needed: int | None = None
    remark: str = ""
    hidden: str = ""
    how: str = "drawn"
    answered: int | None = None  # of those asked; `n` of them are in the figure


@dataclass(frozen=True)
class LoyaltyPage:
    """Everything the Loyalty page shows of one survey's answers of one way.

    received_by_way: how many came in each way, this one among them.
    """

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
    judging: Judging = NPS
    facets: tuple[tuple[str, tuple[Series, ...]], ...] = ()
    items: tuple[ItemFigure, ...] = ()
    zones: tuple[ZoneFigure, ...] = ()
    annotations: tuple[AnnotationSeen, ...] = ()
    benchmarks: tuple[BenchmarkSeen, ...] = ()
    pair: tuple[int, str] = (0, "")  # the survey that expectations are compared with, where there is one
    reasons: tuple[ReasonsFigure, ...] = ()  # of the unhappy, the passive and the happy
    around: tuple[Series, ...] = ()  # before and after each change; the later one says what changed
    how: str = "drawn"
    received_by_way: tuple[tuple[str, int], ...] = ()
    question: str = ""  # as it was asked


@dataclass(frozen=True)
class Reading:
    """A page, the groups of words beside it, and both as rows."""

    page: LoyaltyPage
    groups: tuple[GroupSeen, ...]
    rows: tuple[ReadingRow, ...]


from rapport.domains.insights.types.gaps import (  # noqa: E402, F401  the words of gaps have a file of their own
    GapKind,
    GapPage,
    GapRow,
    GapStanding,
    GapStepSeen,
    GapTaken,
    GapVerb,
    ReviewActionSeen,
    ReviewSeen,
    ServiceGap,
    Side,
    SignatureSeen,
    SiteGap,
)
from rapport.domains.insights.types.words import (  # noqa: E402, F401  so have those of what people wrote
    GroupSeen,
    SayingSeen,
    TagSeen,
    WordsPage,
)
