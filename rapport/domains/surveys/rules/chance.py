"""Does one order go with another, or is it chance? Tested by shuffling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

DRAWS, SHUFFLES = 5000, 2000
FEWEST, MOST = 10, 1000


def agreement_by_chance(here: Sequence[Any], there: Sequence[Any], *, draws: int = DRAWS) -> float:
    """How often shuffled pairs agree as often as these do; 1 where there are too few, or all are alike.

    >>> agreement_by_chance(list("abcabcabcabc"), list("abcabcabcabc")) < 0.001
    True
    """
    n = min(len(here), len(there), MOST)
    if n < FEWEST or len(set(here[:n])) < 2:
        return 1.0
    codes = {value: place for place, value in enumerate(dict.fromkeys([*here[:n], *there[:n]]))}
    left, right = np.array([codes[v] for v in here[:n]]), np.array([codes[v] for v in there[:n]])
    lot = np.random.default_rng(7)
    seen = int((left == right).sum())
    as_many = sum(int((left == lot.permutation(right)).sum()) >= seen for _ in range(draws))
    return (as_many + 1) / (draws + 1)


def rank_correlation(here: list[Any], there: list[Any]) -> tuple[float, float]:
    """Spearman's rho of two orders and how often a shuffle is as strong; 0 and 1 where one of them is all alike.

    >>> rank_correlation([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8])[0]
    1.0
    """
    left, right = _ranks(here), _ranks(there)
    if left.std() == 0 or right.std() == 0:
        return 0.0, 1.0
    rho = float(np.corrcoef(left, right)[0, 1])
    lot = np.random.default_rng(7)
    as_strong = sum(abs(np.corrcoef(left, lot.permutation(right))[0, 1]) >= abs(rho) for _ in range(SHUFFLES))
    return round(rho, 6), (as_strong + 1) / (SHUFFLES + 1)


def _ranks(values: list[Any]) -> np.ndarray:
    """Places in order; equal values share the mean of theirs."""
    _, inverse, counts = np.unique(_plain(values), return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2)[inverse]


def _plain(values: list[Any]) -> np.ndarray:
    order = {value: place for place, value in enumerate(sorted(set(values)))}
    return np.array([order[value] for value in values])
