"""How long a silence ends an exchange: the valley between the gaps within and the gaps between episodes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from math import exp, floor, log10, sqrt
from typing import Any

from rapport.measures._accept import numbers

BIN = 0.1  # width of a histogram bin, in powers of ten
FALLBACK = timedelta(days=5)  # where the gaps show no valley: one working week
FEWEST = 50  # gaps under which no valley is looked for
NARROWEST = 0.15  # a hump is never thinner than this (powers of ten), so that equal gaps cannot become a spike
SMALLEST = 0.03  # the share of gaps a hump must hold to count as one
DEPTH = 0.8  # the valley's density must be below this part of the lower hump's
ROUNDS = 300
LONGEST = 1e10  # seconds, three centuries: anything above is no gap


@dataclass(frozen=True, slots=True)
class HistogramBin:
    """How many gaps (count) are low ≤ gap < high, in seconds."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class GapEstimate:
    """The silence after which acts without reference are another episode, and what it was read from.

    gap is ready for `segment`; method is "valley" or "fallback"; n the number of gaps.
    """

    gap: timedelta
    histogram: tuple[HistogramBin, ...]
    method: str
    n: int


@dataclass(frozen=True, slots=True)
class _Hump:
    share: float
    mean: float
    spread: float

    def density(self, x: float) -> float:
        return self.share / self.spread * exp(-0.5 * ((x - self.mean) / self.spread) ** 2)


def estimate_gap(gaps_in_seconds: Iterable[Any]) -> GapEstimate:
    """Read the gap from the silences between consecutive acts of the same person (one channel), in seconds ≥ 0.

    The histogram of log10 gaps (bins of 0.1; under a second counts as one second) is described by two normal humps
    (expectation maximisation from Otsu's best cut); the gap is the lowest point between them. With fewer than 50
    gaps, a hump of less than 3 %, or no clear valley, the fallback of 5 days is returned and `method` says so.
    Negative numbers, NaN and text raise ValueError. Source: log-gap mixtures after Halfaker et al. 2015, WWW.
    """
    gaps = numbers(gaps_in_seconds, name="gaps", low=0, high=LONGEST)
    bins = _histogram(gaps)
    valley = _valley({round(place * BIN + BIN / 2, 6): count for place, count in bins.items()})
    return GapEstimate(
        gap=FALLBACK if valley is None else timedelta(seconds=round(10**valley)),
        histogram=tuple(HistogramBin(10 ** (at * BIN), 10 ** (at * BIN + BIN), count) for at, count in bins.items()),
        method="fallback" if valley is None else "valley",
        n=len(gaps),
    )


def _histogram(gaps: list[float]) -> dict[int, int]:
    """Counts by bin number, without holes."""
    places = [floor(log10(max(gap, 1.0)) / BIN + 1e-9) for gap in gaps]
    counts = dict.fromkeys(range(min(places), max(places) + 1), 0) if places else {}
    for place in places:
        counts[place] += 1
    return counts


def _valley(counts: dict[float, int]) -> float | None:
    """log10 of the gap at the lowest point between two humps, None when there are no two."""
    if sum(counts.values()) < FEWEST or sum(map(bool, counts.values())) < 2:
        return None
    left, right = _fitted(counts)
    if min(left.share, right.share) < SMALLEST:
        return None
    grid = [left.mean + (right.mean - left.mean) * step / 200 for step in range(201)]
    heights = [left.density(x) + right.density(x) for x in grid]
    lowest = min(range(201), key=heights.__getitem__)
    lower_hump = min(max(heights[: lowest + 1]), max(heights[lowest:]))
    return grid[lowest] if heights[lowest] < DEPTH * lower_hump else None


def _fitted(counts: dict[float, int]) -> tuple[_Hump, _Hump]:
    """Two humps by expectation maximisation, the one of shorter gaps first."""
    cut = _otsu(counts)
    weights = {x: float(x < cut) for x in counts}
    left = right = _Hump(0.5, 0.0, 1.0)
    for _ in range(ROUNDS):
        before = left, right
        left = _hump(counts, weights)
        right = _hump(counts, {x: 1 - weight for x, weight in weights.items()})
        if _moved(before, (left, right)) < 1e-6:
            break
        weights = {x: _belongs(left, right, x) for x in counts}
    return (left, right) if left.mean <= right.mean else (right, left)


def _belongs(left: _Hump, right: _Hump, x: float) -> float:
    total = left.density(x) + right.density(x)
    return left.density(x) / total if total else float(abs(x - left.mean) < abs(x - right.mean))


def _moved(before: tuple[_Hump, _Hump], after: tuple[_Hump, _Hump]) -> float:
    return max(abs(old.mean - new.mean) + abs(old.share - new.share) for old, new in zip(before, after, strict=True))


def _hump(counts: dict[float, int], weights: dict[float, float]) -> _Hump:
    n = sum(counts.values())
    mass = max(1e-9, sum(count * weights[x] for x, count in counts.items()))
    mean = sum(count * weights[x] * x for x, count in counts.items()) / mass
    variance = sum(count * weights[x] * (x - mean) ** 2 for x, count in counts.items()) / mass
    return _Hump(mass / n, mean, max(NARROWEST, sqrt(variance)))


def _otsu(counts: dict[float, int]) -> float:
    """The cut with the greatest variance between its two sides (Otsu 1979)."""
    places, n = list(counts), sum(counts.values())
    below = list(accumulate(counts.values()))
    sums = list(accumulate(x * count for x, count in counts.items()))

    def between(at: int) -> float:
        if not 0 < below[at] < n:
            return -1.0
        return (sums[-1] * below[at] / n - sums[at]) ** 2 / (below[at] * (n - below[at]))

    return places[max(range(len(places)), key=between)] + BIN / 2
