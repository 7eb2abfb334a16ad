"""Reading from the silences how long an exchange may pause."""

import random
from datetime import timedelta
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.measures.episodes import estimate_gap, segment

HOUR, DAY = 3600, 86400


def silences(n: int, *, within: float, between: float, part: float, seed: int = 1) -> list[float]:
    chance = random.Random(seed)
    humps = [(log(within), 1.2) if chance.random() < part else (log(between), 0.7) for _ in range(n)]
    return [chance.lognormvariate(*hump) for hump in humps]


@pytest.mark.parametrize("n", [100, 1000, 20_000])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_the_valley_lies_between_the_hours_within_and_the_weeks_between(n: int, part: float) -> None:
    found = estimate_gap(np.array(silences(n, within=HOUR, between=20 * DAY, part=part)))
    assert found.method == "valley"
    assert timedelta(hours=8) < found.gap < timedelta(days=9)


def test_it_follows_the_channel() -> None:
    chat = estimate_gap(silences(2000, within=40, between=2 * DAY, part=0.8))
    mail = estimate_gap(silences(2000, within=5 * HOUR, between=40 * DAY, part=0.6))
    assert timedelta(minutes=5) < chat.gap < timedelta(hours=12) < mail.gap < timedelta(days=20)


@pytest.mark.parametrize("seed", range(8))
def test_a_clock_that_stops_at_minutes_does_not_hide_the_valley(seed: int) -> None:
    """Within a matter minutes and hours, often the same minute; between two of them days: as a ticket log has it."""
    chance = random.Random(seed)
    gaps = [60 * round(chance.lognormvariate(log(40 * 60), 1.9) / 60) for _ in range(4000)] + [0] * 900
    gaps += [60 * round(chance.lognormvariate(log(3 * DAY), 0.7) / 60) for _ in range(2500)]
    found = estimate_gap(gaps)
    assert found.method == "valley"
    assert timedelta(hours=4) < found.gap < timedelta(hours=40)


def test_completions_known_to_lie_within_make_a_longer_gap() -> None:
    gaps = silences(3000, within=HOUR, between=3 * DAY, part=0.6)
    waiting = [5 * DAY + number for number in range(100)]
    assert estimate_gap(gaps + waiting).gap < timedelta(days=2)
    found = estimate_gap(gaps + waiting, within=waiting)
    assert (found.method, found.gap) == ("completions", timedelta(days=5, seconds=94))
    assert estimate_gap(gaps + waiting, within=waiting[:49]).method == "valley"
    assert estimate_gap(gaps, within=[60] * 100).method == "valley"


def test_the_histogram_holds_every_gap_once() -> None:
    found = estimate_gap([0, 0.2, 1, 10, 10, 100_000])
    assert sum(each.count for each in found.histogram) == found.n == 6
    assert found.histogram[0].low == 1
    assert found.histogram[-1].low <= 100_000 < found.histogram[-1].high
    assert all(
        one.high == pytest.approx(other.low) for one, other in zip(found.histogram, found.histogram[1:], strict=False)
    )


@pytest.mark.parametrize(
    "gaps",
    [[], [60], [60] * 5000, [0] * 200, [60] * 20 + [DAY * 30] * 20, silences(3000, within=DAY, between=DAY, part=0.5)],
    ids=["none", "one", "all equal", "all nought", "too few", "one hump"],
)
def test_without_a_valley_five_days_are_taken_and_said(gaps: list[float]) -> None:
    found = estimate_gap(gaps)
    assert (found.gap, found.method) == (timedelta(days=5), "fallback")


def test_a_few_odd_gaps_do_not_make_a_valley() -> None:
    assert estimate_gap(silences(1000, within=DAY, between=DAY, part=1) + [1e9] * 5).method == "fallback"


@pytest.mark.parametrize("wrong", [-1, float("nan"), float("inf"), "60", True, None, 1e12])
def test_gaps_that_are_none_are_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="gaps"):
        estimate_gap([60, wrong])


@given(st.lists(st.one_of(st.integers(0, 10**7), st.floats(0, 1e9)), max_size=200))
def test_any_gaps_give_a_gap_that_segments(gaps: list[float]) -> None:
    found = estimate_gap(gaps)
    assert found.gap > timedelta()
    assert segment([], gap=found.gap, reopen=found.gap) == []
