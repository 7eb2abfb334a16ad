"""From counts to a figure that may be shown, and from two figures to what may be said."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from math import sqrt

from rapport.domains.insights.types import Cell, Change, Figure, Weighted
from rapport.measures import loyalty, proportions, sampling

SCORE_FROM = 10
LEAST = 5
MOST_NEEDED = 10_000  # more than anybody will ask; then no number is named
SMALLEST = 0.005


# The figures of a release never change, and its page is made of hundreds of them.
@lru_cache(maxsize=8192)
def figure_of(key: str, label: str, cell: Cell, *, hidden: str = "") -> Figure:
    """A figure with its interval: nothing where hidden, counts from 5 answers, the score from 10.

    >>> round(figure_of("", "", Cell(30, 35, 35)).points, 1)
    5.0
    """
    if hidden or cell.n < LEAST:
        return Figure(key, label, n=0, hidden=hidden or "few")
    score = loyalty.nps_from_counts(detractors=cell.detractors, passives=cell.passives, promoters=cell.promoters)
    enough = cell.n >= SCORE_FROM
    # Fewer than five replies beside answers of unknown askings would show a small group.
    rated = cell.asked >= cell.replied >= LEAST
    rate = proportions.wilson(cell.replied, cell.asked) if rated else None
    return Figure(
        key=key,
        label=label,
        n=cell.n,
        asked=cell.asked if rated else 0,
        replied=cell.replied if rated else 0,
        detractors=cell.detractors if enough else 0,
        passives=cell.passives if enough else 0,
        promoters=cell.promoters if enough else 0,
        points=score.value * 100 if enough else None,
        low=score.low * 100 if enough else None,
        high=score.high * 100 if enough else None,
        favourable=cell.promoters / cell.n,
        response_rate=rate.value if rate else None,
        response_low=rate.low if rate else None,
        response_high=rate.high if rate else None,
    )


def change_between(before: Figure, after: Figure) -> Change | None:
    """What may be said about two periods; None where one of them has no score."""
    if before.points is None or after.points is None:
        return None
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


def weighted(counts: Mapping[str, tuple[int, int, int]], population: Mapping[str, int]) -> Weighted | None:
    """The score weighted by the people in each stratum that answered; None where no frame is known."""
    both: dict[Hashable, tuple[int, int, int]] = {
        name: classes for name, classes in counts.items() if sum(classes) and name in population
    }
    if not both or sum(sum(classes) for classes in both.values()) < SCORE_FROM:
        return None
    people = {name: max(population[str(name)], sum(both[name])) for name in both}
    score = loyalty.post_stratified_nps(counts=both, population=people)
    return Weighted(score.value * 100, score.low * 100, score.high * 100)


def _variance(counts: tuple[int, int, int]) -> float:
    return loyalty.nps_from_counts(detractors=counts[0], passives=counts[1], promoters=counts[2]).variance
