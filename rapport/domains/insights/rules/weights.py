"""A figure by the weights a file gave its answers, with the range of as many as count in effect."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from rapport.domains.insights.rules.figures import SCORE_FROM
from rapport.domains.insights.rules.kinds import classed
from rapport.domains.insights.types import Judging, Metric, Weighted
from rapport.measures._accept import z_of

Z = z_of(0.95)
NET = (-100.0, 0.0, 100.0)
SHARE = (0.0, 0.0, 100.0)


def weighted_by_file(sums: Mapping[int, tuple[float, float]], n: int, judging: Judging) -> Weighted | None:
    """sums: by score the sum of weights and of their squares. Kish's n = (Σw)²/Σw² stands for the number of answers.

    >>> from rapport.domains.insights.rules.kinds import judging_of
    >>> round(weighted_by_file({0: (10.0, 10.0), 10: (30.0, 30.0)}, 40, judging_of("nps")).points, 1)
    50.0
    """
    whole, squares = sum(w for w, _ in sums.values()), sum(w2 for _, w2 in sums.values())
    if n < SCORE_FROM or not whole or not squares:
        return None
    worth = {score: _worth(judging, score) for score in sums}
    value = sum(worth[score] * w for score, (w, _) in sums.items()) / whole
    variance = sum(w * (worth[score] - value) ** 2 for score, (w, _) in sums.items()) / whole
    reach = Z * sqrt(variance * squares) / whole
    low, high = (-100.0, 100.0) if judging.metric is Metric.NET else (0.0, 100.0)
    if judging.metric is Metric.MEAN:
        low, high = judging.low, judging.high
    return Weighted(value, max(value - reach, low), min(value + reach, high))


def _worth(judging: Judging, score: int) -> float:
    """What one answer counts in the unit of the figure."""
    if judging.metric is Metric.MEAN:
        return score
    return (NET if judging.metric is Metric.NET else SHARE)[classed(judging, score)]
