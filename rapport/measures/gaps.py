"""Where facts and perception part: satisfied people beside targets met, and expectations beside what was perceived."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from rapport.measures._accept import number, numbers, share, whole
from rapport.measures.disclosure import LEAST
from rapport.measures.proportions import Proportion, wilson


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PerceptionGap:
    """Unhappy people where the target was met and where it was missed, and whether facts and perception disagree.

    `satisfied` is the share of all who were not unhappy; shares are None where nobody was asked, the difference where
    one of them is None. `flagged`: the target is met, and even the upper end of `satisfied` lies below its own target.
    """

    unhappy_met: Proportion | None
    unhappy_missed: Proportion | None
    difference: Difference | None
    satisfied: Proportion | None
    level_met: bool
    perception_target: float
    flagged: bool
    n: int


@dataclass(frozen=True, slots=True)
class ServiceQuality:
    """Means of what is adequate, desired and perceived, and the two gaps between them with their intervals.

    `tolerated` says that the mean of what is perceived lies inside the zone of tolerance; `inside` is the share of
    people for whom their own does. Difference scores are for diagnosis only.
    """

    adequate: float
    desired: float
    perceived: float
    adequacy: Difference | None
    superiority: Difference | None
    adequacy_gap: float
    superiority_gap: float
    tolerated: bool
    inside: Proportion
    n: int


def perception_gap(
    unhappy_met: Any,
    met: Any,
    unhappy_missed: Any,
    missed: Any,
    *,
    level_met: bool,
    perception_target: float,
    confidence: float = 0.95,
) -> PerceptionGap:
    """Compare people whose matter met its target with those whose did not, and flag green facts with red perception.

    unhappy_met of met and unhappy_missed of missed are whole counts, 0 ≤ unhappy ≤ all; `level_met` says whether the
    service level as a whole reached its target; perception_target is the share in 0..1 that should be satisfied.
    Anything else raises ValueError. The difference (met − missed, in −1..1) has Newcombe's hybrid score interval (1998,
    method 10). A flag needs at least 5 answers. The two are never averaged into one number.

    >>> found = perception_gap(30, 100, 5, 10, level_met=True, perception_target=0.85)
    >>> found.flagged, round(found.satisfied.high, 3)
    (True, 0.761)
    """
    confidence = share(confidence, name="confidence")
    target = number(perception_target, name="perception_target", low=0.0, high=1.0)
    if not isinstance(level_met, bool):
        raise ValueError(f"level_met must be True or False, not {level_met!r}")
    here = _shared(unhappy_met, met, ("unhappy_met", "met"), confidence)
    there = _shared(unhappy_missed, missed, ("unhappy_missed", "missed"), confidence)
    n = sum(part.n for part in (here, there) if part)
    satisfied = wilson(n - sum(part.k for part in (here, there) if part), n, confidence) if n else None
    return PerceptionGap(
        unhappy_met=here,
        unhappy_missed=there,
        difference=_between(here, there) if here and there else None,
        satisfied=satisfied,
        level_met=level_met,
        perception_target=target,
        flagged=level_met and satisfied is not None and n >= LEAST and satisfied.high < target,
        n=n,
    )


def service_quality(*, adequate: Any, desired: Any, perceived: Any, confidence: float = 0.95) -> ServiceQuality:
    """The zone of tolerance: adequacy = perceived − adequate, superiority = perceived − desired, for one item.

    Three sequences of the same length n ≥ 1, one value a person, all on one scale; unequal lengths, values that are no
    finite numbers, or a person who finds more adequate than they desire raise ValueError. Intervals of the mean
    differences are Student's, None below two people. Source: Parasuraman, Zeithaml & Berry 1994.

    >>> found = service_quality(adequate=[4, 5, 4], desired=[7, 7, 6], perceived=[5, 6, 3])
    >>> round(found.adequacy_gap, 3), round(found.superiority_gap, 3), found.tolerated, found.inside.k
    (0.333, -2.0, True, 2)
    """
    least, most, seen = (
        numbers(values, name=name)
        for name, values in (("adequate", adequate), ("desired", desired), ("perceived", perceived))
    )
    if not len(least) == len(most) == len(seen) > 0:
        raise ValueError(f"one value a person is needed: {len(least)}, {len(most)} and {len(seen)} were given")
    if odd := next((pair for pair in zip(least, most, strict=True) if pair[0] > pair[1]), None):
        raise ValueError(f"adequate {odd[0]:g} is above desired {odd[1]:g}")
    n, means = len(seen), [sum(values) / len(values) for values in (least, most, seen)]
    rows = zip(least, most, seen, strict=True)
    return ServiceQuality(
        adequate=means[0],
        desired=means[1],
        perceived=means[2],
        adequacy=_mean_difference(seen, least, confidence),
        superiority=_mean_difference(seen, most, confidence),
        adequacy_gap=means[2] - means[0],
        superiority_gap=means[2] - means[1],
        tolerated=means[0] <= means[2] <= means[1],
        inside=wilson(sum(low <= value <= high for low, high, value in rows), n, confidence),
        n=n,
    )


def difference_reliability(
    reliability_perceived: float,
    reliability_expected: float,
    correlation: float,
    deviation_perceived: float = 1.0,
    deviation_expected: float = 1.0,
) -> float:
    """How reliable a difference score is, from the reliabilities of its parts and their correlation.

    Reliabilities lie in 0..1, the correlation in −1..1, standard deviations above 0; otherwise, and where the two do
    not differ at all, ValueError. Source: Peter, Churchill & Brown 1993.

    >>> round(difference_reliability(0.94, 0.89, 0.31), 6)
    0.876812
    """
    first = number(reliability_perceived, name="reliability_perceived", low=0.0, high=1.0)
    second = number(reliability_expected, name="reliability_expected", low=0.0, high=1.0)
    r = number(correlation, name="correlation", low=-1.0, high=1.0)
    s, t = (_above_zero(value) for value in (deviation_perceived, deviation_expected))
    spread = s * s + t * t - 2 * r * s * t
    if spread <= 1e-12:
        raise ValueError("the two do not differ: their difference has no spread")
    return (first * s * s + second * t * t - 2 * r * s * t) / spread


def _above_zero(value: float) -> float:
    found = number(value, name="deviation", low=0.0)
    if found == 0:
        raise ValueError("a deviation of 0 has no spread")
    return found


def _shared(k: Any, n: Any, names: tuple[str, str], confidence: float) -> Proportion | None:
    """A share, or None of nobody."""
    n = whole(n, name=names[1], low=0)
    k = whole(k, name=names[0], low=0, high=n)
    return wilson(k, n, confidence) if n else None


def _between(here: Proportion, there: Proportion) -> Difference:
    value = here.value - there.value
    low = value - sqrt((here.value - here.low) ** 2 + (there.high - there.value) ** 2)
    high = value + sqrt((here.high - here.value) ** 2 + (there.value - there.low) ** 2)
    return Difference(value, max(-1.0, low), min(1.0, high))


def _mean_difference(seen: Sequence[float], other: Sequence[float], confidence: float) -> Difference | None:
    confidence = share(confidence, name="confidence")
    n = len(seen)
    if n < 2:
        return None
    from scipy.stats import t

    gaps = [a - b for a, b in zip(seen, other, strict=True)]
    mean = sum(gaps) / n
    error = sqrt(sum((gap - mean) ** 2 for gap in gaps) / (n - 1) / n)
    reach = float(t.ppf(0.5 + confidence / 2, n - 1)) * error
    return Difference(mean, mean - reach, mean + reach)
