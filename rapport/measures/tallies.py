"""Figures from counted answers (score → how many), so that a million of them cost no more than ten; plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt

from rapport.measures._accept import number, whole, z_of
from rapport.measures.loyalty import LostTime
from rapport.measures.proportions import score_interval, wilson

CARRIED = 0.8


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its interval, the standard deviation of single answers, the middle answer, and n."""

    value: float
    low: float
    high: float
    deviation: float
    median: float
    n: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A difference (after − before) with its interval; `needed`: answers in each period until it would be clear."""

    difference: float
    low: float
    high: float
    verdict: str
    needed: int | None


@dataclass(frozen=True, slots=True)
class Zone:
    """Zone of tolerance from counts: what is adequate, desired and perceived, and the two gaps with intervals."""

    adequate: Mean
    desired: Mean
    perceived: Mean
    adequacy: Compared
    superiority: Compared
    tolerated: bool


def student(freedom: float, *, confidence: float = 0.95) -> float:
    """The two-sided quantile of Student's t, by the expansion of Abramowitz & Stegun 26.7.5; off by < .003 from 5 on.

    freedom: degrees of freedom > 0; anything else raises ValueError.

    >>> round(student(9), 2), round(student(100), 3)
    (2.26, 1.984)
    """
    v, z = number(freedom, name="freedom", low=1e-9), z_of(confidence)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / v + second / v**2 + third / v**3


def mean(counts: Mapping[int, int], *, low: float, high: float, confidence: float = 0.95) -> Mean:
    """Mean of n ≥ 1 whole answers on low..high with Student's interval, clipped to the scale.

    Where answers do not differ, the Wilson interval on the scale's range stands in. Counts below 0, answers off the
    scale and no answers at all raise ValueError.

    >>> found = mean({7: 2, 6: 1, 5: 1, 4: 1, 3: 1, 2: 1, 1: 1}, low=1, high=7)
    >>> found.value, found.n, found.median
    (4.375, 8, 4.5)
    """
    kept, n = _kept(counts, low=low, high=high)
    value = sum(score * many for score, many in kept.items()) / n
    squares = sum(many * (score - value) ** 2 for score, many in kept.items())
    deviation = sqrt(squares / (n - 1)) if n > 1 else 0.0
    below, above = _interval(value, deviation, n, low=low, high=high, confidence=confidence)
    return Mean(value, below, above, deviation, _quantile(kept, n, 0.5), n)


def compare_means(before: Mean, after: Mean, *, confidence: float = 0.95) -> Compared:
    """Welch's interval of the difference of two means; the verdict follows from it alone.

    >>> compare_means(mean({4: 50}, low=1, high=7), mean({4: 50}, low=1, high=7)).verdict
    'no clear change'
    """
    parts = (before.deviation**2 / before.n, after.deviation**2 / after.n)
    se, difference = sqrt(sum(parts)), after.value - before.value
    reach = student(_freedom(parts, (before.n, after.n)), confidence=confidence) * se if se else 0.0
    variance = before.deviation**2 + after.deviation**2
    return _compared(difference, difference - reach, difference + reach, variance, confidence)


def compare_shares(before: tuple[int, int], after: tuple[int, int], *, confidence: float = 0.95) -> Compared:
    """Newcombe's interval (1998, method 10) of the difference of two shares, each as k of n; shares in 0..1.

    >>> found = compare_shares((50, 100), (52, 100))
    >>> found.verdict, found.needed
    ('no clear change', 4798)
    """
    old, new = wilson(*before, confidence), wilson(*after, confidence)
    difference = new.value - old.value
    low = difference - sqrt((new.value - new.low) ** 2 + (old.high - old.value) ** 2)
    high = difference + sqrt((new.high - new.value) ** 2 + (old.value - old.low) ** 2)
    variance = old.value * (1 - old.value) + new.value * (1 - new.value)
    return _compared(difference, low, high, variance, confidence)


def lost_time(minutes: Mapping[int, int]) -> LostTime:
    """Minutes → how many said so: mean, median, 90th percentile, and the share of episodes that carry 80 % of it.

    Nobody, negative minutes and negative counts raise ValueError; as `loyalty.lost_time` of the single answers.

    >>> lost_time({5: 1, 10: 1, 480: 1}).mean
    165.0
    """
    kept, n = _kept(minutes, low=0, high=float("inf"))
    total = float(sum(value * many for value, many in kept.items()))
    carrying = _carriers(kept, CARRIED * total) / n
    return LostTime(total / n, _quantile(kept, n, 0.5), _quantile(kept, n, 0.9), n, total, carrying)


def zone(
    adequate: Mapping[int, int], desired: Mapping[int, int], perceived: Mapping[int, int], *, low: int, high: int
) -> Zone:
    """The zone of tolerance of one item where before and after were asked of different people or apart.

    The gaps are differences of independent means, so their intervals are wider than those of pairs would be.

    >>> zone({4: 20}, {7: 20}, {5: 10, 6: 10}, low=1, high=7).tolerated
    True
    """
    least, most, seen = (mean(counts, low=low, high=high) for counts in (adequate, desired, perceived))
    inside = least.value <= seen.value <= most.value
    return Zone(least, most, seen, compare_means(least, seen), compare_means(most, seen), inside)


def weighted_mean(strata: Mapping[str, Mapping[int, int]], population: Mapping[str, int]) -> tuple[float, float, float]:
    """Post-stratified mean of a score with its interval: Σ W_h·m_h, variance Σ W_h²·s_h²/n_h.

    A stratum of one answer takes the variance of all. Raises ValueError where no stratum has answers and a size.

    >>> round(weighted_mean({"a": {1: 10}, "b": {3: 10}}, {"a": 900, "b": 100})[0], 6)
    1.2
    """
    known = {name: mean(counts, low=-1e9, high=1e9) for name, counts in strata.items() if sum(counts.values())}
    sizes = {name: max(population[name], known[name].n) for name in known if name in population}
    if not sizes:
        raise ValueError("no stratum has answers and a size")
    every: dict[int, int] = {}
    for name in sizes:
        for score, many in strata[name].items():
            every[score] = every.get(score, 0) + many
    pooled, whole_size = mean(every, low=-1e9, high=1e9).deviation, sum(sizes.values())
    part = {name: size / whole_size for name, size in sizes.items()}
    value = sum(part[name] * known[name].value for name in part)
    spread = {name: known[name].deviation if known[name].n > 1 else pooled for name in part}
    se = sqrt(sum((part[name] * spread[name]) ** 2 / known[name].n for name in part))
    return value, value - z_of(0.95) * se, value + z_of(0.95) * se


def _kept(counts: Mapping[int, int], *, low: float, high: float) -> tuple[dict[int, int], int]:
    checked = {
        whole(score, name="score", low=low, high=high): whole(many, name="count", low=0)
        for score, many in counts.items()
    }
    kept = {score: many for score, many in sorted(checked.items()) if many}
    if not kept:
        raise ValueError("there are no answers")
    return kept, sum(kept.values())


def _interval(
    value: float, deviation: float, n: int, *, low: float, high: float, confidence: float
) -> tuple[float, float]:
    if deviation == 0:
        lower, upper = score_interval((value - low) / (high - low), n=n, z=z_of(confidence))
        return low + lower * (high - low), low + upper * (high - low)
    reach = student(n - 1, confidence=confidence) * deviation / sqrt(n)
    return max(low, value - reach), min(high, value + reach)


def _compared(difference: float, low: float, high: float, variance: float, confidence: float) -> Compared:
    verdict = "no clear change" if low <= 0 <= high else "better" if difference > 0 else "worse"
    unclear = verdict == "no clear change" and difference and variance
    needed = ceil(z_of(confidence) ** 2 * variance / difference**2) if unclear else None
    return Compared(difference, low, high, verdict, needed)


def _freedom(parts: tuple[float, float], n: tuple[int, int]) -> float:
    """Welch–Satterthwaite."""
    below = sum(part**2 / max(many - 1, 1) for part, many in zip(parts, n, strict=True))
    return sum(parts) ** 2 / below if below else 1.0


def _quantile(kept: Mapping[int, int], n: int, part: float) -> float:
    """Interpolated between neighbours (type 7)."""
    place = (n - 1) * part
    below, above = _at(kept, int(place)), _at(kept, min(int(place) + 1, n - 1))
    return below + (place - int(place)) * (above - below)


def _at(kept: Mapping[int, int], place: int) -> int:
    passed = 0
    for score, many in kept.items():
        passed += many
        if place < passed:
            return score
    return max(kept)


def _carriers(kept: Mapping[int, int], target: float) -> int:
    """How many of the largest together reach the target."""
    carried, count = 0.0, 0
    for value, many in sorted(kept.items(), reverse=True):
        missing = target * (1 - 1e-12) - carried
        if missing <= 0 or value == 0:
            break
        taken = min(many, ceil(missing / value))
        carried, count = carried + taken * value, count + taken
    return count
