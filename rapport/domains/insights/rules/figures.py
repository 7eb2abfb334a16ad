"""From counts to a figure that may be shown, and from two figures to what may be said."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from math import sqrt
from typing import Any

from rapport.domains.insights.types import NPS, Cell, Change, Figure, Judging, Metric, Weighted
from rapport.measures import loyalty, proportions, sampling, tallies
from rapport.measures.disclosure import LEAST, told_mean, told_of_few, told_singly

SCORE_FROM = 10
MOST_NEEDED = 10_000  # more than anybody will ask; then no number is named
SMALLEST = 0.005
TURNED = {"better": "worse", "worse": "better"}  # where a low answer is the better one


# The figures of a release never change, and its page is made of hundreds of them.
@lru_cache(maxsize=8192)
def figure_of(key: str, label: str, cell: Cell, *, hidden: str = "", judging: Judging = NPS) -> Figure:
    """A figure with its interval: nothing where hidden, counts from 5 answers, the score from 10.

    From 5 to 9 the favourable share is told to within one person; each score, the deviation and the middle answer only
    where none is of few, and the mean of few only about.

    >>> round(figure_of("", "", Cell(30, 35, 35)).points, 1)
    5.0
    """
    if hidden or cell.n < LEAST:
        return Figure(key, label, n=0, hidden=hidden or "few", metric=judging.metric)
    scored = cell.n - cell.unscored
    known: dict[str, Any] = _favourable(cell) if scored >= LEAST else {}
    if scored >= SCORE_FROM:
        known |= _scored(cell, judging)
    return Figure(key=key, label=label, n=cell.n, metric=judging.metric, better=judging.better, **_rate(cell), **known)


def change_between(before: Figure, after: Figure) -> Change | None:
    """What may be said about two periods; None where one of them has no score."""
    if before.points is None or after.points is None:
        return None
    if after.metric is not Metric.NET:
        return _other_change(before, after)
    earlier = (before.detractors, before.passives, before.promoters)
    later = (after.detractors, after.passives, after.promoters)
    found = loyalty.compare_nps(before=earlier, after=later)
    unclear = found.verdict == "no clear change"
    return Change(
        before=before,
        difference=found.difference * 100,
        low=found.low * 100,
        high=found.high * 100,
        verdict=found.verdict,
        needed=needed_to_tell(earlier, later) if unclear else None,
    )


def needed_to_tell(before: tuple[int, int, int], after: tuple[int, int, int]) -> int | None:
    """How many answers each period needs before a difference like this one would be clear.

    Of two equal periods of n answers the difference has half-width z·√(2s²/n); it equals the difference at
    n = s²z²/(difference/√2)². None where the difference is too small for any number anybody will ask.

    >>> needed_to_tell((38, 32, 30), (30, 35, 35))
    316
    """
    found = loyalty.compare_nps(before=before, after=after)
    margin = min(abs(found.difference) / sqrt(2), 1.0)
    if margin < SMALLEST:
        return None
    variance = (_variance(before) + _variance(after)) / 2
    needed = sampling.answers_needed(margin, variance=variance) if variance else 0
    return needed if 0 < needed <= MOST_NEEDED else None


def weighted(cells: Mapping[str, Cell], population: Mapping[str, int], judging: Judging = NPS) -> Weighted | None:
    """The score weighted by the people in each stratum that answered; None where no frame is known."""
    both: dict[Hashable, tuple[int, int, int]] = {
        name: cell.classes for name, cell in cells.items() if sum(cell.classes) and name in population
    }
    if not both or sum(sum(classes) for classes in both.values()) < SCORE_FROM:
        return None
    people = {name: max(population[str(name)], sum(both[name])) for name in both}
    if judging.metric is not Metric.NET:
        return _other_weighted({str(name): cells[str(name)] for name in both}, population, judging)
    score = loyalty.post_stratified_nps(counts=both, population=people)
    return Weighted(score.value * 100, score.low * 100, score.high * 100)


def _favourable(cell: Cell) -> dict[str, Any]:
    scored = sum(cell.classes)
    share = proportions.wilson(told_of_few(cell.promoters, scored), scored)
    return {"favourable": share.value, "favourable_low": share.low, "favourable_high": share.high}


def _scored(cell: Cell, judging: Judging) -> dict[str, Any]:
    """Counts by class, the one figure of the kind, and how the answers spread."""
    counts = {score: many for score, many in enumerate(cell.scores) if many}
    spread = tallies.mean(counts, low=judging.low, high=judging.high) if counts else None
    points, low, high = _points(cell, judging, spread)
    known: dict[str, Any] = {"promoters": cell.promoters}
    if told_singly(cell.scores):
        if cell.singly and spread is not None:
            known |= {"scores": cell.scores, "deviation": spread.deviation, "median": spread.median}
    elif judging.metric is Metric.MEAN:  # with the classes beside it a mean leaves hardly any doubt who said what
        points, low, high = told_mean(points, low, high)
        return known | {"points": points, "low": low, "high": high, "parted": False}
    return known | {
        "detractors": cell.detractors,
        "passives": cell.passives,
        "points": points,
        "low": low,
        "high": high,
    }


def _points(cell: Cell, judging: Judging, spread: tallies.Mean | None) -> tuple[float, float, float]:
    if judging.metric is Metric.NET:
        net = loyalty.nps_from_counts(detractors=cell.detractors, passives=cell.passives, promoters=cell.promoters)
        return net.value * 100, net.low * 100, net.high * 100
    if judging.metric is Metric.SHARE or spread is None:
        share = proportions.wilson(cell.promoters, sum(cell.classes))
        return share.value * 100, share.low * 100, share.high * 100
    return spread.value, spread.low, spread.high


def _rate(cell: Cell) -> dict[str, Any]:
    """How many of those asked answered; fewer than five replies beside answers of unknown askings show a group."""
    if not cell.asked >= cell.replied >= LEAST:
        return {}
    rate = proportions.wilson(cell.replied, cell.asked)
    return {
        "asked": cell.asked,
        "replied": cell.replied,
        "response_rate": rate.value,
        "response_low": rate.low,
        "response_high": rate.high,
    }


def _other_change(before: Figure, after: Figure) -> Change:
    """Two shares by Newcombe's interval, two means by Welch's."""
    if after.metric is Metric.SHARE:
        earlier, later = _part(before), _part(after)
        found, times = tallies.compare_shares(earlier, later), 100
    else:
        found, times = tallies.compare_means(_mean(before), _mean(after)), 1
    needed = found.needed if found.needed and found.needed <= MOST_NEEDED else None
    verdict = TURNED.get(found.verdict, found.verdict) if after.better == "low" else found.verdict
    return Change(before, found.difference * times, found.low * times, found.high * times, verdict, needed)


def _part(one: Figure) -> tuple[int, int]:
    return one.promoters, one.detractors + one.passives + one.promoters


def _mean(one: Figure) -> tallies.Mean:
    """As it is told: where the deviation is not, it follows from the range, so a change gives away nothing else."""
    n = one.detractors + one.passives + one.promoters if one.parted else one.n
    value, low, high = one.points or 0, one.low or 0, one.high or 0
    reach = max(value - low, high - value)
    deviation = reach * sqrt(n) / tallies.student(n - 1) if one.deviation is None else one.deviation
    return tallies.Mean(value, low, high, deviation, one.median or 0, n)


def _other_weighted(cells: Mapping[str, Cell], population: Mapping[str, int], judging: Judging) -> Weighted:
    if judging.metric is Metric.SHARE:
        shares = {name: {0: cell.detractors + cell.passives, 100: cell.promoters} for name, cell in cells.items()}
        value, low, high = tallies.weighted_mean(shares, population)
        return Weighted(value, max(low, 0.0), min(high, 100.0))
    counts = {name: {s: many for s, many in enumerate(cell.scores) if many} for name, cell in cells.items()}
    value, low, high = tallies.weighted_mean(counts, population)
    return Weighted(value, max(low, judging.low), min(high, judging.high))


def _variance(counts: tuple[int, int, int]) -> float:
    return loyalty.nps_from_counts(detractors=counts[0], passives=counts[1], promoters=counts[2]).variance
