"""How long a silence ends an exchange: the valley between the gaps within and the gaps between episodes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from math import ceil, exp, floor, log10
from typing import Any

from rapport.measures._accept import numbers

BIN = 0.1  # width of a histogram bin, in powers of ten
FALLBACK = timedelta(days=5)  # where the gaps show no valley: one working week
FEWEST = 50  # gaps under which no valley is looked for, and no quantile of known ones is taken
A_MINUTE = 60.0  # clocks of logs stop at minutes: what is shorter would stand as a spike of its own
SMALLEST = 0.03  # the share of gaps a hump must hold to count as one
DEPTH = 0.8  # the valley's lowest point must be below this part of the lower hump's peak
FLAT = 1.25  # the valley's floor: as far as the curve stays below this multiple of its lowest point
SMOOTHING = 0.8  # times n^-1/5, in powers of ten
NARROWEST = 0.1  # the least smoothing, in powers of ten
STEP = 0.02  # of the smoothed curve, in powers of ten
KEPT = 0.95  # part of the gaps known to lie within that the gap must hold together
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

    gap is ready for `segment`; method is "valley", "completions" or "fallback"; n the number of gaps.
    """

    gap: timedelta
    histogram: tuple[HistogramBin, ...]
    method: str
    n: int


def estimate_gap(gaps_in_seconds: Iterable[Any], *, within: Iterable[Any] = ()) -> GapEstimate:
    """Read the gap from the silences between consecutive acts of the same person (one channel), in seconds ≥ 0.

    The histogram of log10 gaps (bins of 0.1; under a second counts as one second) is smoothed by n^-1/5 powers of
    ten, but 0.1 at least, silences under a minute counting as one. It has two humps where Otsu's best cut parts two
    classes of at least 3 % each and the curve between their medians falls below 80 % of the lower peak; the gap is the
    far end of that valley's floor. `within` are those of the gaps that are known to lie inside an episode (see
    `episodes.silences`): where 50 or more are known and the valley would part more than 5 % of them, the gap is
    their 95 % quantile and the method "completions". With fewer than 50 gaps or no clear valley, the fallback of
    5 days is returned and `method` says so. Negative numbers, NaN and text raise ValueError.
    Source: log-gap mixtures after Halfaker et al. 2015, WWW; cut after Otsu 1979.
    """
    gaps = numbers(gaps_in_seconds, name="gaps", low=0, high=LONGEST)
    known = sorted(numbers(within, name="gaps within", low=0, high=LONGEST))
    bins = _histogram(gaps)
    valley = _valley(_histogram([max(gap, A_MINUTE) for gap in gaps]), n=len(gaps))
    gap, method = (FALLBACK, "fallback") if valley is None else (timedelta(seconds=round(10**valley)), "valley")
    kept = timedelta(seconds=ceil(known[ceil(KEPT * len(known)) - 1])) if len(known) >= FEWEST else timedelta()
    return GapEstimate(
        gap=max(gap, kept),
        histogram=tuple(HistogramBin(10 ** (at * BIN), 10 ** (at * BIN + BIN), count) for at, count in bins.items()),
        method="completions" if kept > gap else method,
        n=len(gaps),
    )


def _histogram(gaps: list[float]) -> dict[int, int]:
    """Counts by bin number, without holes."""
    places = [floor(log10(max(gap, 1.0)) / BIN + 1e-9) for gap in gaps]
    counts = dict.fromkeys(range(min(places), max(places) + 1), 0) if places else {}
    for place in places:
        counts[place] += 1
    return counts


def _valley(bins: dict[int, int], *, n: int) -> float | None:
    """log10 of the gap at the far end of the lowest ground between two humps, None when there are no two."""
    counts = {place * BIN + BIN / 2: count for place, count in bins.items()}
    if n < FEWEST or sum(map(bool, counts.values())) < 2:
        return None
    left, right = _classes(counts)
    if left is None or right is None:
        return None
    width = max(NARROWEST, SMOOTHING * n**-0.2)
    grid = [left + STEP * step for step in range(int((right - left) / STEP) + 1)]
    heights = [_height(counts, x, width) for x in grid]
    peaks = _lower_peaks(heights)
    lowest = min(range(len(grid)), key=lambda at: heights[at] / peaks[at])
    if heights[lowest] >= DEPTH * peaks[lowest]:
        return None
    return grid[_floor_end(heights, lowest, below=min(FLAT * heights[lowest], DEPTH * peaks[lowest]))]


def _lower_peaks(heights: list[float]) -> list[float]:
    """At each place the lower of the highest points on its two sides: a valley is deep against both."""
    before = accumulate(heights, max)
    after = list(accumulate(reversed(heights), max))[::-1]
    return [min(pair) for pair in zip(before, after, strict=True)]


def _floor_end(heights: list[float], lowest: int, *, below: float) -> int:
    """The last place after the lowest one to which the curve stays as low as `below`."""
    end = lowest
    while end + 1 < len(heights) and heights[end + 1] <= below:
        end += 1
    return end


def _height(counts: dict[float, int], x: float, width: float) -> float:
    return sum(count * exp(-0.5 * ((x - place) / width) ** 2) for place, count in counts.items() if count)


def _classes(counts: dict[float, int]) -> tuple[float | None, float | None]:
    """The medians of the shorter and the longer gaps, None for one that holds too few to be a class."""
    cut, n = _otsu(counts), sum(counts.values())
    sides = [{x: c for x, c in counts.items() if (x < cut) is shorter} for shorter in (True, False)]
    left, right = (_median(side) if sum(side.values()) >= SMALLEST * n else None for side in sides)
    return left, right


def _median(counts: dict[float, int]) -> float:
    half = sum(counts.values()) / 2
    return next(x for x, below in zip(counts, accumulate(counts.values()), strict=True) if below >= half)


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
