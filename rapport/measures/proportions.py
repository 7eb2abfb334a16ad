"""Shares of a group with an honest interval (Wilson 1927), also when the group is small."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

from rapport.measures._accept import whole, z_of


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share in 0..1 with its interval and the counts it comes from."""

    value: float
    low: float
    high: float
    k: int
    n: int


def wilson(k: Any, n: Any, confidence: float = 0.95) -> Proportion:
    """Share k of n with the Wilson score interval, all in 0..1.

    k and n are whole numbers, 0 ≤ k ≤ n, n ≥ 1; confidence lies strictly between 0 and 1; anything else raises
    ValueError. Source: Wilson 1927, JASA 22; recommended by Brown, Cai & DasGupta 2001. Plain Python, made for pages.

    >>> part = wilson(46, 200)
    >>> round(part.value, 6), round(part.low, 6), round(part.high, 6)
    (0.23, 0.177093, 0.293083)
    """
    n = whole(n, name="n", low=1)
    k = whole(k, name="k", low=0, high=n)
    low, high = score_interval(k / n, n=n, z=z_of(confidence))
    # At the ends the formula gives 0 and 1 but for rounding.
    return Proportion(value=k / n, low=0.0 if k == 0 else low, high=1.0 if k == n else high, k=k, n=n)


def score_interval(value: float, *, n: float, z: float) -> tuple[float, float]:
    """The Wilson interval around a share in 0..1 of n answers, clipped to 0..1."""
    centre = value + z * z / (2 * n)
    reach = z * sqrt(value * (1 - value) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (centre - reach) / scale), min(1.0, (centre + reach) / scale)
