"""The judgements on promises and estimates, by example."""

from __future__ import annotations

import doctest
from datetime import UTC, datetime, timedelta

import pytest

from rapport.domains.promises import rules
from rapport.domains.promises.types import ClockKind, Duration, History, Level, Method, Standing

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LAST_YEAR = {"period_from": NOON - 180 * 24 * HOUR, "period_to": NOON}


def test_the_examples_in_the_rules_hold() -> None:
    assert doctest.testmod(rules).failed == 0


@pytest.mark.parametrize(
    ("kept", "at", "expected"),
    [
        (None, NOON - 3 * HOUR, Standing.OPEN),
        (None, NOON - HOUR, Standing.AT_RISK),
        (None, NOON, Standing.AT_RISK),
        (None, NOON + HOUR, Standing.BROKEN),
        (NOON, NOON + HOUR, Standing.KEPT),
        (NOON + HOUR, NOON + HOUR, Standing.BROKEN),
    ],
)
def test_a_promise_stands(kept: datetime | None, at: datetime, expected: Standing) -> None:
    assert rules.standing(due=NOON, kept=kept, at=at, warning=2 * HOUR) == expected


def test_a_withdrawn_promise_is_neither_kept_nor_broken() -> None:
    found = rules.standing(due=NOON, kept=None, at=NOON + HOUR, warning=HOUR, withdrawn=NOON)
    assert found == Standing.WITHDRAWN


def done(*minutes: int, service: int | None = 1, priority: int = 3) -> list[Duration]:
    return [Duration(service, priority, m, finished=True) for m in minutes]


def still_open(*minutes: int, service: int | None = 1, priority: int = 3) -> list[Duration]:
    return [Duration(service, priority, m, finished=False) for m in minutes]


def test_finished_work_alone_gives_the_conformal_bound() -> None:
    minutes = [60 * hours for hours in (1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 7, 8, 12)]
    assert rules.expected_minutes(done(*minutes), q=0.8) == (6 * 60, Method.CONFORMAL)
    assert rules.expected_minutes(done(*minutes), q=0.95) == (12 * 60, Method.CONFORMAL)


def test_three_cases_are_too_few() -> None:
    assert rules.expected_minutes(done(5, 5, 5))[0] is None
    assert rules.expected_minutes(done(5, 5, 5, 5))[0] == 5


def test_open_work_counts_as_open() -> None:
    closed = done(10, 10, 10, 10)
    assert rules.expected_minutes(closed)[0] == 10
    assert rules.expected_minutes([*closed, *still_open(500)]) == (10, Method.KAPLAN_MEIER)
    assert rules.expected_minutes([*closed, *still_open(500, 500)]) == (None, Method.KAPLAN_MEIER)


def test_segments_are_pooled_upward() -> None:
    made = rules.forecasts([*done(5, 5, 5, 5), *done(60, 60, priority=1)], **LAST_YEAR)
    by_key = {(row.service_id, row.priority): row for row in made}
    assert set(by_key) == {(1, 3), (1, 1), (1, None), (None, 3), (None, 1), (None, None)}
    assert (by_key[1, None].n, by_key[1, None].minutes) == (6, 60)
    assert rules.history_for(made, service_id=1, priority=3) == by_key[1, 3]
    assert rules.history_for(made, service_id=1, priority=1) == by_key[1, None]
    assert rules.history_for(made, service_id=2, priority=1) == by_key[None, None]
    assert rules.history_for([], service_id=1, priority=1) is None


def test_a_segment_that_cannot_promise_does_not_borrow_a_rosier_one() -> None:
    slow = [*done(5, 5, 5, service=1), *still_open(9000, 9000, service=1)]
    made = rules.forecasts([*slow, *done(*[10] * 50, service=2)], **LAST_YEAR)
    found = rules.history_for(made, service_id=1, priority=3)
    assert found is not None
    assert (found.service_id, found.minutes) == (1, None)


def test_rounding_never_promises_less() -> None:
    for minutes in range(2000):
        assert rules.rounded_up(minutes) >= max(minutes, 5)


def test_the_closest_target_that_says_anything_holds() -> None:
    levels = [Level(None, None, 240, 2400), Level(None, 1, 30, None), Level(7, None, None, 960)]
    answer, solve = ClockKind.FIRST_ANSWER, ClockKind.SOLVE
    assert rules.target(levels, kind=answer, service_id=7, priority=1) == 30
    assert rules.target(levels, kind=solve, service_id=7, priority=1) == 960
    assert rules.target(levels, kind=solve, service_id=8, priority=1) == 2400
    assert rules.aim(levels[1:2], service_id=7, priority=1) == (answer, 30)
    assert rules.aim([], service_id=7, priority=1) is None


def test_histories_keep_their_period() -> None:
    [row, *_] = rules.forecasts(done(5, 5, 5, 5), **LAST_YEAR)
    assert isinstance(row, History)
    assert (row.period_from, row.period_to) == (LAST_YEAR["period_from"], NOON)
