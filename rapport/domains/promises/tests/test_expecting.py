"""What people are told to expect: history first, then an aim, then only when we open; anybody can compute it again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.domains.promises import actions, queries
from rapport.domains.promises.models import Clock, Estimate, Forecast
from rapport.domains.promises.rules import rounded_up
from rapport.domains.promises.tests.desk_hours import HOUR, MINUTE, MONDAY_NINE, open_office, subject, worked
from rapport.domains.promises.types import Basis, ClockKind
from rapport.foundation.actors import system
from rapport.measures import estimates, worktime
from tests.cast import Cast, build

TUESDAY_NINE = MONDAY_NINE + timedelta(days=1)
FRIDAY_HALF_PAST_FOUR = datetime(2026, 11, 6, 15, 30, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 7, 12, tzinfo=UTC)
NEXT_MONDAY_NINE = MONDAY_NINE + timedelta(days=7)


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build()
    open_office(cast)
    return cast


def expect(cast: Cast, number: int, at: datetime, **facts: object):
    [told] = actions.expect_many([subject(cast, number, at, **facts)], actor=system(), at=at).values()
    return told


def test_without_history_or_target_we_say_when_we_open_and_who_will_read_it(cast: Cast) -> None:
    told = expect(cast, 1, SATURDAY)
    assert (told.kind, told.due_at, told.open_now) == (Basis.OPENING, NEXT_MONDAY_NINE, False)
    assert told.reader == "Service Desk"
    assert told.n == 0 and told.minutes is None


def test_while_we_are_open_the_opening_is_now(cast: Cast) -> None:
    told = expect(cast, 1, MONDAY_NINE + HOUR)
    assert (told.open_now, told.due_at) == (True, MONDAY_NINE + HOUR)


def test_a_published_target_is_an_aim(cast: Cast) -> None:
    actions.set_service_level(first_answer_minutes=60, solve_minutes=480, actor=system(), at=MONDAY_NINE)
    told = expect(cast, 1, FRIDAY_HALF_PAST_FOUR)
    assert (told.kind, told.about, told.minutes) == (Basis.TARGET, ClockKind.SOLVE, 480)
    assert told.due_at == NEXT_MONDAY_NINE + 7 * HOUR + 30 * MINUTE


def test_history_comes_before_targets(cast: Cast) -> None:
    actions.set_service_level(solve_minutes=480, actor=system(), at=MONDAY_NINE)
    worked(cast, [20, 30, 40, 50], first=1, at=MONDAY_NINE)
    actions.make_forecasts(actor=system(), at=TUESDAY_NINE)
    told = expect(cast, 9, FRIDAY_HALF_PAST_FOUR)
    assert (told.kind, told.n, told.q, told.minutes) == (Basis.HISTORY, 4, 0.8, 50)
    assert told.due_at == NEXT_MONDAY_NINE + 20 * MINUTE


def test_when_history_cannot_promise_we_fall_back_to_the_aim(cast: Cast) -> None:
    actions.set_service_level(solve_minutes=480, actor=system(), at=MONDAY_NINE)
    worked(cast, [20, 30, 40], first=1, at=MONDAY_NINE)
    actions.expect_many([subject(cast, n, MONDAY_NINE) for n in (7, 8, 9)], actor=system(), at=MONDAY_NINE)
    actions.make_forecasts(actor=system(), at=TUESDAY_NINE)
    whole = Forecast.objects.get(service=None, priority=None)
    assert (whole.n, whole.finished, whole.minutes, whole.method) == (6, 3, None, "kaplan_meier")
    assert expect(cast, 10, TUESDAY_NINE).kind == Basis.TARGET


def test_anybody_can_compute_an_estimate_again_from_the_clocks(cast: Cast) -> None:
    worked(cast, [25, 90, 130, 200, 35, 47, 300], first=1, at=MONDAY_NINE, service_id=cast.mail.pk)
    actions.expect_many(
        [subject(cast, 50, MONDAY_NINE + HOUR, service_id=cast.mail.pk)], actor=system(), at=MONDAY_NINE + HOUR
    )
    actions.pause_clocks([("ticket", 50)], actor=system(), at=MONDAY_NINE + 2 * HOUR)
    actions.make_forecasts(actor=system(), at=TUESDAY_NINE)
    told = expect(cast, 60, TUESDAY_NINE + HOUR, service_id=cast.mail.pk)
    # Weeks later the open one is solved and new ones came: the stored estimate is still computed the same.
    actions.resume_clocks([("ticket", 50)], actor=system(), at=NEXT_MONDAY_NINE)
    actions.meet_clocks([("ticket", 50)], ClockKind.SOLVE, actor=system(), at=NEXT_MONDAY_NINE + HOUR)
    worked(cast, [5, 5, 5], first=70, at=NEXT_MONDAY_NINE, service_id=cast.mail.pk)

    stored = Estimate.objects.get(pk=told.estimate_id)
    began = {"started_at__gte": stored.period_from, "started_at__lte": stored.period_to}
    clocks = Clock.objects.filter(kind="solve", service=cast.mail, priority=3, **began)
    minutes, finished = [], []
    for clock in clocks:
        over = clock.met_at is not None and clock.met_at <= stored.period_to
        pauses = [(p.since, p.until) for p in clock.pauses.all()]
        ran = worktime.elapsed(queries.default_calendar(), clock.started_at, stored.period_to, pauses)
        minutes.append(clock.minutes if over else ran / MINUTE)
        finished.append(over)
    assert (stored.n, sum(finished)) == (len(minutes), 7) == (8, 7)
    curve = estimates.kaplan_meier(minutes, finished)
    assert stored.minutes == rounded_up(curve.time_by(stored.q)) == 210
    assert stored.due_at == worktime.due(queries.default_calendar(), TUESDAY_NINE + HOUR, 210 * MINUTE)


def test_both_clocks_start_once(cast: Cast) -> None:
    for _ in range(2):
        expect(cast, 1, MONDAY_NINE)
    assert sorted(Clock.objects.values_list("kind", flat=True)) == ["first_answer", "solve"]


@pytest.mark.parametrize("length", [1, 12])
def test_expecting_takes_the_same_statements_for_any_list(cast: Cast, length: int) -> None:
    queries.default_calendar()
    subjects = [subject(cast, n, MONDAY_NINE) for n in range(length)]
    with CaptureQueriesContext(connection) as asked:
        actions.expect_many(subjects, actor=system(), at=MONDAY_NINE)
    assert len([q for q in asked if "SAVEPOINT" not in q["sql"]]) == 6


def test_forecasts_are_replaced_and_keep_their_ids(cast: Cast) -> None:
    worked(cast, [20, 30, 40, 50], first=1, at=MONDAY_NINE)
    actions.make_forecasts(actor=system(), at=TUESDAY_NINE)
    before = Forecast.objects.get(service=None, priority=None)
    worked(cast, [400], first=5, at=TUESDAY_NINE)
    actions.make_forecasts(actor=system(), at=TUESDAY_NINE + 8 * HOUR)
    after = Forecast.objects.get(service=None, priority=None)
    assert after.pk == before.pk
    assert (before.minutes, after.minutes, after.n) == (50, 420, 5)


def test_history_older_than_half_a_year_is_left_out(cast: Cast) -> None:
    worked(cast, [20, 30, 40, 50], first=1, at=MONDAY_NINE)
    actions.make_forecasts(actor=system(), at=MONDAY_NINE + timedelta(days=200))
    assert not Forecast.objects.exists()


def test_kept_estimates_are_counted_and_checked(cast: Cast) -> None:
    worked(cast, [20, 30, 40, 50], first=1, at=MONDAY_NINE)
    actions.make_forecasts(actor=system(), at=TUESDAY_NINE)
    worked(cast, [45, 51, 52], first=10, at=TUESDAY_NINE)
    rate = queries.estimates_kept(system(), since=MONDAY_NINE, until=NEXT_MONDAY_NINE)
    assert (rate.kept, rate.n, rate.alert) == (1, 3, False)
    worked(cast, [60] * 6, first=20, at=TUESDAY_NINE)
    assert queries.estimates_kept(system(), since=MONDAY_NINE, until=NEXT_MONDAY_NINE).alert
