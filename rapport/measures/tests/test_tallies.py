"""Figures from counts are the figures of the single answers, and Student's quantile is Student's."""

from __future__ import annotations

import doctest
from itertools import chain, repeat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rapport.measures import loyalty, tallies

SEVEN = some.dictionaries(some.integers(1, 7), some.integers(1, 40), min_size=1)


def single(counts: dict[int, int]) -> list[int]:
    return list(chain.from_iterable(repeat(score, many) for score, many in counts.items()))


def test_its_examples() -> None:
    assert doctest.testmod(tallies).failed == 0


@settings(max_examples=50, deadline=None)
@given(SEVEN)
def test_the_mean_and_its_interval_are_those_of_the_single_answers(counts: dict[int, int]) -> None:
    found, known = tallies.mean(counts, low=1, high=7), loyalty.effort(single(counts))
    assert (found.value, found.n) == (pytest.approx(known.mean), known.n)
    if found.n > 9:
        assert (found.low, found.high) == (pytest.approx(known.low, abs=2e-3), pytest.approx(known.high, abs=2e-3))


@settings(max_examples=50, deadline=None)
@given(some.dictionaries(some.integers(0, 600), some.integers(1, 9), min_size=1))
def test_lost_time_is_that_of_the_single_answers(counts: dict[int, int]) -> None:
    found, known = tallies.lost_time(counts), loyalty.lost_time(single(counts))
    assert (found.mean, found.median, found.p90) == pytest.approx((known.mean, known.median, known.p90))
    assert found.carrying_share == pytest.approx(known.carrying_share)


def test_student_is_student() -> None:
    from scipy.stats import t  # two seconds, and only here

    for freedom in (5, 9, 30, 200):
        assert tallies.student(freedom) == pytest.approx(t.ppf(0.975, freedom), abs=3e-3)


def test_a_difference_at_the_number_needed_is_just_clear() -> None:
    before, after = (50, 100), (56, 100)
    needed = tallies.compare_shares(before, after).needed
    assert needed is not None
    more = tallies.compare_shares((needed * 50 // 100, needed), (needed * 56 // 100, needed))
    assert abs(more.low) < 0.004


def test_what_is_no_answer_is_refused() -> None:
    for counts in ({}, {3: 0}, {3: -1}, {8: 2}):
        with pytest.raises(ValueError, match=r"no answers|must"):
            tallies.mean(counts, low=1, high=7)
