"""Scores of loyalty, satisfaction and effort, each with its interval and its n; time lost."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean, median, stdev
from typing import Any

from rapport.measures._accept import each, numbers, share, some, whole, wholes, z_of
from rapport.measures.proportions import score_interval, wilson

Counts = tuple[float, float, float]  # detractors, passives, promoters
FEW_PEOPLE = 100  # among fewer the interval reaches half an answer further, see _coarse
ADDED: Counts = (0.75, 1.5, 0.75)  # the answers the adjusted Wald interval adds (Rocks 2016)
CLEAR, UNCLEAR = ("better", "worse"), "no clear change"
CARRIED = 0.8  # lost time: the part of it whose carriers are counted


@dataclass(frozen=True, slots=True)
class Loyalty:
    """A net promoter score in −1..1 with its interval; se = √(variance / n_effective)."""

    value: float
    low: float
    high: float
    n: int
    n_effective: float
    variance: float
    se: float
    promoters: int
    passives: int
    detractors: int


@dataclass(frozen=True, slots=True)
class LoyaltyChange:
    """The adjusted difference of two scores (−2..2), its interval, p-value, and what may be said about it."""

    difference: float
    low: float
    high: float
    p_value: float
    verdict: str
    n_before: int
    n_after: int


@dataclass(frozen=True, slots=True)
class WeightedLoyalty:
    """A score weighted to the population beside the raw one, both in −1..1."""

    value: float
    raw: float
    low: float
    high: float
    se: float
    n: int
    n_effective: float


def nps(
    answers: Iterable[Any],
    *,
    weights: Iterable[Any] | None = None,
    population: int | None = None,
    confidence: float = 0.95,
) -> Loyalty:
    """Net promoter score of n answers on 0..10, in −1..1 (shown × 100), with the adjusted Wald interval.

    answers: n whole numbers 0..10 (9–10 promoters, 0–6 detractors). weights: n numbers ≥ 0, not all 0; the shares are
    weighted and n_effective = (Σw)²/Σw² (Kish) takes the place of n in the interval; the three counts stay raw.
    population: N ≥ n for small groups, see `nps_from_counts`. No answers, answers out of range, NaN, text, truth
    values or unequal lengths raise ValueError. Source: Rocks 2016, The American Statistician 70(4).

    >>> score = nps([0, 7, 7, 9, 9, 9])
    >>> round(score.value, 6), round(score.low, 6), round(score.high, 6), round(score.se, 6)
    (0.333333, -0.267433, 0.711877, 0.30429)
    """
    classes = [_class(answer) for answer in some(wholes(answers, name="answers", low=0, high=10), name="answers")]
    counts = (classes.count(0), classes.count(1), classes.count(2))
    if weights is None:
        return _score(counts, shares=counts, population=population, confidence=confidence)
    accepted = _weights(weights, len(classes))
    shares = [0.0, 0.0, 0.0]
    for place, weight in zip(classes, accepted, strict=True):
        shares[place] += weight
    # Scaled so that the weighted counts add up to the effective number of answers.
    scale = sum(accepted) / sum(weight * weight for weight in accepted)
    weighted = (shares[0] * scale, shares[1] * scale, shares[2] * scale)
    return _score(counts, shares=weighted, population=population, confidence=confidence)


def nps_from_counts(
    *, detractors: int, passives: int, promoters: int, population: int | None = None, confidence: float = 0.95
) -> Loyalty:
    """Net promoter score from three counts, in −1..1, with the adjusted Wald interval clipped to −1..1.

    counts: whole numbers ≥ 0, at least one answer. population: the N ≥ n people who could have answered; with it
    the variance and the added answers are multiplied by 1 − n/N (checked for n/N ≤ .8; at n = N nothing is
    uncertain and the interval is the value); of N < 100 it reaches half an answer, .5/n, further to both sides, as else
    it would be too short (docs/decisions/0010). confidence strictly between 0 and 1; else ValueError. `.variance` is
    that of one answer, p + d − (p − d)², with the factor. Plain Python, made for pages. Source: Rocks 2016.

    >>> staff = nps_from_counts(detractors=36, passives=36, promoters=28, population=400)
    >>> round(staff.se, 6)
    0.068935
    """
    counts = _counts((detractors, passives, promoters))
    return _score(counts, shares=counts, population=population, confidence=confidence)


def compare_nps(*, before: Iterable[int], after: Iterable[int], confidence: float = 0.95) -> LoyaltyChange:
    """Did the score change? Both periods as (detractors, passives, promoters), each adjusted, independent samples.

    difference = after − before of the adjusted scores, clipped interval −2..2, two-sided normal p-value; verdict
    "better" or "worse" when the interval leaves out 0, else "no clear change". Bad counts raise ValueError.

    >>> change = compare_nps(before=(38, 32, 30), after=(30, 35, 35))
    >>> round(change.difference, 6), round(change.p_value, 3), change.verdict
    (0.126214, 0.263, 'no clear change')
    """
    z = z_of(confidence)
    earlier, later = _counts(before), _counts(after)
    (value_before, error_before), (value_after, error_after) = _adjusted(earlier), _adjusted(later)
    difference, error = value_after - value_before, sqrt(error_before**2 + error_after**2)
    low, high = difference - z * error, difference + z * error
    return LoyaltyChange(
        difference=difference,
        low=max(-2.0, low),
        high=min(2.0, high),
        p_value=2 * NormalDist().cdf(-abs(difference) / error),
        verdict=UNCLEAR if low <= 0 <= high else CLEAR[difference < 0],
        n_before=int(sum(earlier)),
        n_after=int(sum(later)),
    )


def post_stratified_nps(
    *, counts: Mapping[Hashable, Iterable[int]], population: Mapping[Hashable, int], confidence: float = 0.95
) -> WeightedLoyalty:
    """The score weighted to the population's strata: Σ W_h·NPS_h, beside the raw score.

    counts: stratum → (detractors, passives, promoters), at least one answer each; population: stratum → N_h ≥ n_h,
    the same strata (merge those nobody answered for); else ValueError. se = √ΣW_h²·Var_h/n_h; n_effective after
    Kish; the interval adds the three answers of Rocks 2016 to the strata in proportion to W_h and is clipped to −1..1.

    >>> score = post_stratified_nps(
    ...     counts={"office": (10, 20, 30), "site": (20, 10, 10)}, population={"office": 900, "site": 100}
    ... )
    >>> round(score.raw, 3), round(score.value, 3), round(score.se, 6), round(score.n_effective, 3)
    (0.1, 0.275, 0.087589, 72.727)
    """
    z = z_of(confidence)
    strata = {name: _counts(three, name=f"stratum {name!r}") for name, three in counts.items()}
    part = _population_shares(strata, population)
    plain = {name: _wald(three) for name, three in strata.items()}
    adjusted = {name: _adjusted(three, factor=part[name]) for name, three in strata.items()}
    centre, reach = _combined(part, adjusted)
    value, se = _combined(part, plain)
    total = [sum(column) for column in zip(*strata.values(), strict=True)]
    return WeightedLoyalty(
        value=value,
        raw=_wald((total[0], total[1], total[2]))[0],
        low=max(-1.0, centre - z * reach),
        high=min(1.0, centre + z * reach),
        se=se,
        n=int(sum(total)),
        n_effective=1 / sum(part[name] ** 2 / sum(three) for name, three in strata.items()),
    )


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """CSAT: the share (0..1) of favourable answers, with its Wilson interval."""

    value: float
    low: float
    high: float
    n: int
    favourable: int


def csat(answers: Iterable[Any], *, confidence: float = 0.95) -> Satisfaction:
    """Customer satisfaction: the share of 4–5 among n ≥ 1 whole answers on 1..5, with the Wilson interval.

    Other answers raise ValueError.

    >>> csat([5, 4, 3, 1]).value
    0.5
    """
    accepted = some(wholes(answers, name="answers", low=1, high=5), name="answers")
    part = wilson(sum(answer >= 4 for answer in accepted), len(accepted), confidence)
    return Satisfaction(value=part.value, low=part.low, high=part.high, n=part.n, favourable=part.k)


@dataclass(frozen=True, slots=True)
class Effort:
    """CES 2.0: mean on 1..7 (7 = easy) with its interval, and the share (0..1) of 5–7 with its Wilson interval."""

    mean: float
    low: float
    high: float
    n: int
    favourable: float
    favourable_low: float
    favourable_high: float

    @property
    def value(self) -> float:
        return self.mean


def effort(answers: Iterable[Any], *, confidence: float = 0.95) -> Effort:
    """Customer effort score 2.0: the mean of n ≥ 1 whole answers on 1..7, 7 = easy; favourable = 5–7.

    The mean's interval is Student's, clipped to 1..7. Where answers do not differ it would have no width, so there
    the Wilson interval on the scale's range stands in (no variable on 1..7 varies more). Else ValueError.

    >>> easy = effort([7, 6, 5, 4, 3, 2, 1, 7])
    >>> easy.mean, easy.favourable
    (4.375, 0.5)
    """
    accepted = some(wholes(answers, name="answers", low=1, high=7), name="answers")
    part = wilson(sum(answer >= 5 for answer in accepted), len(accepted), confidence)
    low, high = _mean_interval(accepted, low=1, high=7, confidence=confidence)
    return Effort(fmean(accepted), low, high, part.n, part.value, part.low, part.high)


@dataclass(frozen=True, slots=True)
class LostTime:
    """Minutes lost per answered episode, and the share (0..1) of these episodes that carry 80 % of all minutes."""

    mean: float
    median: float
    p90: float
    n: int
    total: float
    carrying_share: float


def lost_time(minutes: Iterable[Any]) -> LostTime:
    """Time people say they lost: stated minutes ≥ 0 per episode; None = not answered and not counted.

    n counts those who answered; nobody → ValueError, as for negative numbers, NaN and text. p90 is interpolated
    between neighbours (type 7). The carrying share takes the largest first; 0 when no time was lost.

    >>> lost = lost_time([5, 10, None, 480])
    >>> lost.mean, lost.n, lost.median
    (165.0, 3, 10.0)
    """
    stated = [value for value in each(minutes, name="minutes") if value is not None]
    ordered = some(sorted(numbers(stated, name="minutes", low=0)), name="minutes")
    n, total = len(ordered), sum(ordered)
    return LostTime(total / n, median(ordered), _percentile(ordered, 0.9), n, total, _carriers(ordered) / n)


# Inside -----------------------------------------------------------------------------------------------------------


def _class(answer: int) -> int:
    """0 detractor, 1 passive, 2 promoter."""
    return (answer >= 7) + (answer >= 9)


def _counts(three: Any, *, name: str = "counts") -> Counts:
    accepted = [whole(count, name=f"each of the {name}", low=0) for count in each(three, name=name)]
    if len(accepted) != 3 or sum(accepted) == 0:
        raise ValueError(f"{name} must be (detractors, passives, promoters) with an answer, not {three!r}")
    return accepted[0], accepted[1], accepted[2]


def _weights(weights: Iterable[Any], n: int) -> list[float]:
    accepted = numbers(weights, name="weights", low=0)
    if len(accepted) != n:
        raise ValueError(f"weights must be as many as the answers ({n}), not {len(accepted)}")
    if not any(accepted):
        raise ValueError(f"weights must not all be 0: {accepted!r}")
    largest = max(accepted)  # relative, so that squares of very small or large weights stay numbers
    return [weight / largest for weight in accepted]


def _score(counts: Counts, *, shares: Counts, population: int | None, confidence: float) -> Loyalty:
    z, n = z_of(confidence), int(sum(counts))
    left = 1.0 if population is None else 1 - n / whole(population, name="population", low=n)
    value, variance = _moments(shares)
    centre, error = _adjusted(shares, factor=left, correction=left)
    reach = z * error + _coarse(n, left=left, population=population)
    return Loyalty(
        value=value,
        low=max(-1.0, centre - reach),
        high=min(1.0, centre + reach),
        n=n,
        n_effective=sum(shares),
        variance=variance * left,
        se=sqrt(variance * left / sum(shares)),
        promoters=int(counts[2]),
        passives=int(counts[1]),
        detractors=int(counts[0]),
    )


def _coarse(n: int, *, left: float, population: int | None) -> float:
    """Half an answer, where fewer than 100 people could have answered and not all did: so few outcomes are coarse.

    Without it the interval holds the truth in only 86 of 100 draws of 23 of 30 people; with it in 92 and more.
    """
    return 0.5 / n if population is not None and population < FEW_PEOPLE and left > 0 else 0.0


def _moments(counts: Counts) -> tuple[float, float]:
    """The score and the variance of one answer."""
    detractors, passives, promoters = counts
    n = detractors + passives + promoters
    value = (promoters - detractors) / n
    return value, max(0.0, (promoters + detractors) / n - value * value)


def _wald(counts: Counts) -> tuple[float, float]:
    """Score and plain standard error."""
    value, variance = _moments(counts)
    return value, sqrt(variance / sum(counts))


def _adjusted(counts: Counts, *, factor: float = 1.0, correction: float = 1.0) -> tuple[float, float]:
    """Score and standard error after the added answers (times factor); correction is 1 − n/N."""
    detractors, passives, promoters = (count + factor * added for count, added in zip(counts, ADDED, strict=True))
    value, error = _wald((detractors, passives, promoters))
    return value, error * sqrt(correction)


def _combined(part: dict[Hashable, float], strata: dict[Hashable, tuple[float, float]]) -> tuple[float, float]:
    value = sum(part[name] * score for name, (score, _) in strata.items())
    return value, sqrt(sum((part[name] * error) ** 2 for name, (_, error) in strata.items()))


def _population_shares(strata: dict[Hashable, Counts], population: Mapping[Hashable, int]) -> dict[Hashable, float]:
    for name in strata.keys() ^ population.keys():
        raise ValueError(f"counts and population must name the same strata; only one has {name!r}")
    if not strata:
        raise ValueError(f"counts must name a stratum: {strata!r}")
    people = {
        name: whole(population[name], name=f"population of {name!r}", low=sum(three)) for name, three in strata.items()
    }
    return {name: count / sum(people.values()) for name, count in people.items()}


def _mean_interval(answers: list[int], *, low: float, high: float, confidence: float) -> tuple[float, float]:
    n, mean = len(answers), fmean(answers)
    if len(set(answers)) == 1:
        lower, upper = score_interval((mean - low) / (high - low), n=n, z=z_of(confidence))
        return low + lower * (high - low), low + upper * (high - low)
    from scipy.special import stdtrit

    reach = float(stdtrit(n - 1, 0.5 + share(confidence, name="confidence") / 2)) * stdev(answers) / sqrt(n)
    return max(low, mean - reach), min(high, mean + reach)


def _percentile(ordered: list[float], part: float) -> float:
    place = (len(ordered) - 1) * part
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _carriers(ordered: list[float]) -> int:
    """How many of the largest together reach 80 % of the sum."""
    target, carried, count = CARRIED * sum(ordered), 0.0, 0
    while carried < target * (1 - 1e-12):
        count += 1
        carried += ordered[-count]
    return count
