"""What we may expect: conformal bounds, open cases, and the test of kept words."""

import doctest
import random
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.measures import estimates

DAYS = [1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 7, 8, 12]
# Remission in weeks, Freireich et al. 1963.
TIMES = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
FINISHED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(("q", "days"), [(0.5, 4), (0.8, 6), (0.85, 7), (0.9, 8), (0.95, 12)])
def test_the_worked_expectations(q: float, days: int) -> None:
    assert estimates.expected(DAYS, q) == days
    assert estimates.expected(np.array(DAYS[::-1]), q) == days


@pytest.mark.parametrize(("q", "fewest"), [(0.8, 4), (0.9, 9), (0.95, 19), (0.99, 99)])
def test_too_few_cases_give_no_estimate(q: float, fewest: int) -> None:
    assert estimates.expected(range(1, fewest + 1), q) == fewest
    assert estimates.expected(range(1, fewest), q) is None
    assert estimates.expected([], q) is None


def test_a_new_case_stays_within_as_often_as_said() -> None:
    chance = random.Random(7)
    kept = [
        chance.expovariate(1) <= (estimates.expected([chance.expovariate(1) for _ in range(30)], 0.8) or 0)
        for _ in range(4000)
    ]
    assert 0.79 < sum(kept) / len(kept) < 0.84


@pytest.mark.parametrize("q", [0, 1, -0.5, 1.5, 80, float("nan"), "0.8", None, True])
def test_a_bad_q_is_refused(q: object) -> None:
    curve = estimates.kaplan_meier([1], [1])
    for ask in (lambda: estimates.expected(DAYS, q), lambda: curve.time_by(q), lambda: estimates.backtest(1, 2, q)):
        with pytest.raises(ValueError):
            ask()


@pytest.mark.parametrize("durations", [[-1], [float("nan")], ["3"], [True], [None], [float("inf")], [10**400], "12"])
def test_bad_durations_are_refused(durations: list) -> None:
    with pytest.raises(ValueError):
        estimates.expected(durations, 0.5)
    with pytest.raises(ValueError):
        estimates.kaplan_meier(durations, [1] * len(durations))


def test_open_cases_are_taken_into_account() -> None:
    curve = estimates.kaplan_meier(TIMES, FINISHED)
    found = [curve.survival(t) for t in (0, 5.9, 6, 10, 23, 99)]
    assert found == pytest.approx([1, 1, 0.8571, 0.7529, 0.4482, 0.4482], abs=1e-4)
    assert curve.time_by(0.5) == 23
    assert curve.time_by(0.75) is None
    assert (curve.n, curve.finished) == (21, 9)


def test_a_share_reached_exactly_is_reached() -> None:
    curve = estimates.kaplan_meier(range(1, 11), [1] * 10)
    assert [curve.time_by(q / 10) for q in range(1, 10)] == list(range(1, 10))


def test_nobody_finished_means_nothing_can_be_promised() -> None:
    curve = estimates.kaplan_meier([3, 4], [False, False])
    assert curve.survival(100) == 1
    assert curve.time_by(0.1) is None


@pytest.mark.parametrize("finished", [[1], [1, 2], [1, "1"], [1, None], [1, float("nan")], [1, 0.5]])
def test_bad_flags_are_refused(finished: list) -> None:
    with pytest.raises(ValueError):
        estimates.kaplan_meier([1, 2], finished)


def test_nothing_gives_no_curve() -> None:
    with pytest.raises(ValueError):
        estimates.kaplan_meier([], [])


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=60))
def test_any_curve_falls_from_one_and_ends_where_the_plain_share_is_when_all_finished(cases: list) -> None:
    times = [time for time, _ in cases]
    curve = estimates.kaplan_meier(np.array(times), np.array([done for _, done in cases]))
    assert list(curve.still_open) == sorted(curve.still_open, reverse=True)
    complete = estimates.kaplan_meier(times, [1] * len(times))
    for time in set(times):
        assert complete.survival(time) == pytest.approx(sum(other > time for other in times) / len(times), abs=1e-9)


def test_thirty_of_forty_is_just_not_an_alert() -> None:
    assert estimates.backtest(30, 40, 0.85) == pytest.approx(0.067220, abs=1e-6)
    assert estimates.backtest(29, 40, 0.85) < estimates.ALERT_BELOW < estimates.backtest(30, 40, 0.85)


def test_backtest_agrees_with_scipy_on_large_numbers() -> None:
    from scipy.stats import binom

    for kept, n, q in [(0, 5, 0.5), (5, 5, 0.5), (8400, 10_000, 0.85), (99_000, 100_000, 0.99), (3, 100_000, 0.9)]:
        assert estimates.backtest(kept, n, q) == pytest.approx(float(binom.cdf(kept, n, q)), abs=1e-8)


@pytest.mark.parametrize(("kept", "n"), [(5, 4), (-1, 4), (0, 0), (1.5, 4), (True, 4), ("1", 4)])
def test_bad_counts_are_refused(kept: object, n: object) -> None:
    with pytest.raises(ValueError):
        estimates.backtest(kept, n, 0.8)


@pytest.mark.parametrize(
    "name", ["loyalty", "proportions", "sampling", "episodes", "estimates", "worktime", "quarters"]
)
def test_the_examples_in_the_docstrings_are_true(name: str) -> None:
    found = doctest.testmod(import_module(f"rapport.measures.{name}"))
    assert found.attempted > 0
    assert found.failed == 0


@given(n=st.integers(0, 60), q=st.sampled_from((0.5, 0.8, 0.85, 0.9, 0.95)))
def test_the_rank_is_that_of_the_expected_duration(n: int, q: float) -> None:
    assert estimates.rank(n, q) == estimates.expected(range(1, n + 1), q)


def test_the_rank_of_very_many_costs_nothing() -> None:
    assert estimates.rank(10**12, 0.8) == 800_000_000_001


@pytest.mark.parametrize(("n", "q"), [(-1, 0.8), (2.5, 0.8), (4, 0), (4, 1)])
def test_a_rank_of_nonsense_is_refused(n: float, q: float) -> None:
    with pytest.raises(ValueError):
        estimates.rank(n, q)
