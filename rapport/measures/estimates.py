"""What we may expect from how long it took before: conformal bounds, Kaplan–Meier, the test of kept words."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, exp, fsum, inf, lgamma, log
from typing import Any

from rapport.measures._accept import each, number, numbers, share, some, whole

ALERT_BELOW = 0.05  # backtest: a kept-rate this unlikely under the stated q is an alert
ROUNDING = 1e-12  # products of (1 − d/n) that should be equal differ by less


def expected(durations: Iterable[Any], q: float) -> float | None:
    """The duration that a new case stays within with probability ≥ q, or None when there are too few cases.

    One-sided split conformal: the ⌈(n+1)q⌉-th smallest of the n durations (any unit, ≥ 0; the result has the same).
    None when ⌈(n+1)q⌉ > n: 80 % needs n ≥ 4, 90 % n ≥ 9, 95 % n ≥ 19. q strictly between 0 and 1. Finished cases
    only: with open ones use `kaplan_meier`. Source: Vovk, Gammerman & Shafer 2005; Lei et al. 2018, JASA 113.

    >>> expected([1, 2, 3, 4], 0.8)
    4.0
    >>> expected([1, 2, 3], 0.8) is None
    True
    """
    ordered = sorted(numbers(durations, name="durations", low=0))
    place = rank(len(ordered), q)
    return None if place is None else ordered[place - 1]


def rank(n: Any, q: float) -> int | None:
    """Which of n durations in order, counted from 1, is the one `expected` gives: ⌈(n+1)q⌉; None when it is above n.

    n ≥ 0, whole; q strictly between 0 and 1. It costs the same for any n.

    >>> rank(4, 0.8), rank(3, 0.8), rank(19, 0.95)
    (4, None, 19)
    """
    n = whole(n, name="n", low=0)
    # As a fraction of the decimal that was written: 20 × .95 must be 19, not 19.000000000000004.
    place = ceil((n + 1) * Fraction(repr(share(q, name="q"))))
    return place if place <= n else None


@dataclass(frozen=True, slots=True)
class Survival:
    """The Kaplan–Meier curve: the share still open after each of `times`, from n cases of which `finished` are done."""

    times: tuple[float, ...]
    still_open: tuple[float, ...]
    n: int
    finished: int

    def survival(self, t: float) -> float:
        """The share (0..1) expected to be still open just after t; beyond the last finished case its last value."""
        step = bisect_right(self.times, number(t, name="t"))
        return self.still_open[step - 1] if step else 1.0

    def time_by(self, q: float) -> float | None:
        """The first time by which a share q (strictly between 0 and 1) is finished; None: cannot promise."""
        left = 1 - share(q, name="q") + ROUNDING
        reached = (time for time, still in zip(self.times, self.still_open, strict=True) if still <= left)
        return next(reached, None)


def kaplan_meier(durations: Iterable[Any], finished: Iterable[Any]) -> Survival:
    """How long cases stay open when some still are (right-censored), as `.survival(t)` and `.time_by(q)`.

    durations: n numbers ≥ 0, any unit; finished: n flags, 1/True finished, 0/False still open. A case still open at
    the very time another finishes counts as at risk then. Empty, unequal lengths and other flags raise ValueError.
    Source: Kaplan & Meier 1958, JASA 53.

    >>> kaplan_meier([1, 2, 3], [1, 0, 1]).survival(1)
    0.6666666666666667
    """
    times = some(numbers(durations, name="durations", low=0), name="durations")
    flags = [_flag(value) for value in each(finished, name="finished")]
    if len(times) != len(flags):
        raise ValueError(f"durations and finished must be equally long, not {len(times)} and {len(flags)}")
    ended = Counter(time for time, flag in zip(times, flags, strict=True) if flag)
    left = Counter(times)
    steps: dict[float, float] = {}
    at_risk, still = len(times), 1.0
    for time in sorted(left):
        if ended[time]:
            still *= 1 - ended[time] / at_risk
            steps[time] = still
        at_risk -= left[time]
    return Survival(times=tuple(steps), still_open=tuple(steps.values()), n=len(times), finished=sum(flags))


def _flag(value: Any) -> bool:
    # `in` compares 1, True, 1.0 and numpy's truth values alike; texts and numbers besides 0 and 1 fall out.
    if isinstance(value, str | bytes) or value not in (0, 1):
        raise ValueError(f"each of the finished flags must be 0 or 1, not {value!r}")
    return bool(value)


def backtest(kept: Any, n: Any, q: float) -> float:
    """P(X ≤ kept) when each of n estimates holds with probability q (binomial): small means we promise too much.

    0 ≤ kept ≤ n, n ≥ 1, whole; q strictly between 0 and 1; result in 0..1. Alert below `ALERT_BELOW` (.05).

    >>> round(backtest(30, 40, 0.85), 6)
    0.06722
    """
    n = whole(n, name="n", low=1)
    kept = whole(kept, name="kept", low=0, high=n)
    q = share(q, name="q")
    terms = (_log_chosen(n, k) + k * log(q) + (n - k) * log(1 - q) for k in range(kept + 1))
    return 1.0 if kept == n else min(1.0, fsum(exp(term) for term in terms if term > -inf))


def _log_chosen(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
