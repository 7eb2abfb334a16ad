"""Further questions of a survey as figures: choices, minutes, means, and the zone of tolerance."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One choice of a question: how many ticked it, and the share of those who answered, with its interval."""

    key: str
    label: str
    many: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Minutes:
    """Time people say they lost; `carrying`: the share of episodes that carry 80 % of it.

    Where single answers may not stand, the mean is told to five minutes and nothing beside it.
    """

    mean: float
    median: float | None = None
    p90: float | None = None
    carrying: float | None = None

    @property
    def about(self) -> bool:
        """Told roughly, so that no single answer is read from it."""
        return self.median is None


@dataclass(frozen=True)
class ItemFigure:
    """A further question of a survey: its mean and spread, its choices, or its minutes; only n below ten answers."""

    key: str
    label: str
    kind: str
    n: int
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    deviation: float | None = None
    scale: tuple[int, int] = (0, 0)
    favourable: float | None = None
    choices: tuple[Choice, ...] = ()
    minutes: Minutes | None = None
    counts: tuple[tuple[str, int], ...] = ()
    hidden: str = ""
    period: str = ""
    left_out: int = 0  # choices that do not stand by themselves, so that few people are not seen
    quarters: tuple[ItemFigure, ...] = ()  # the same question by calendar quarter, the oldest first


@dataclass(frozen=True)
class ZoneFigure:
    """The zone of tolerance of one item: means of what is adequate, desired and perceived, and the two gaps.

    levels: range and n of each of the three; n: of the one fewest answered. `scale`: what the means lie on.
    """

    key: str
    label: str
    n: int
    adequate: float
    desired: float
    perceived: float
    adequacy: tuple[float, float, float]
    superiority: tuple[float, float, float]
    tolerated: bool
    levels: tuple[tuple[float, float, int], ...] = ()
    scale: tuple[int, int] = (1, 7)


@dataclass(frozen=True)
class ReasonsFigure:
    """What one class ticked since a day: how many ticked any, and each reason with its share and range."""

    felt: str
    since: str
    n: int
    choices: tuple[Choice, ...] = ()
    hidden: str = ""
