"""Clocks in working time: weekends, pauses, holidays, new targets and a changed calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from rapport.domains.promises import actions, queries
from rapport.domains.promises.models import Calendar, Clock
from rapport.domains.promises.tests.desk_hours import HOUR, MINUTE, MONDAY_NINE, open_office, subject
from rapport.domains.promises.types import ClockKind
from rapport.foundation.actors import NotAllowed, system
from rapport.foundation.models.jobs import Job
from tests.cast import Cast, build

REF = ("ticket", 1)
DAY = timedelta(days=1)


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build()
    open_office(cast)
    actions.set_service_level(first_answer_minutes=60, solve_minutes=480, actor=system(), at=MONDAY_NINE)
    actions.set_service_level(priority=1, solve_minutes=120, actor=system(), at=MONDAY_NINE)
    return cast


def start(cast: Cast, at: datetime = MONDAY_NINE) -> None:
    actions.expect_many([subject(cast, 1, at)], actor=system(), at=at)


def solve_clock() -> Clock:
    return Clock.objects.get(kind=ClockKind.SOLVE)


def test_a_target_is_counted_over_the_weekend(cast: Cast) -> None:
    start(cast, MONDAY_NINE + 4 * DAY + 6 * HOUR)
    assert solve_clock().due_at == MONDAY_NINE + 7 * DAY + 6 * HOUR


def test_meeting_a_clock_counts_working_minutes(cast: Cast) -> None:
    start(cast, MONDAY_NINE + 7 * HOUR)
    assert actions.meet_clocks([REF], ClockKind.SOLVE, actor=system(), at=MONDAY_NINE + DAY + HOUR) == 1
    assert solve_clock().minutes == 120
    assert actions.meet_clocks([REF], ClockKind.SOLVE, actor=system(), at=MONDAY_NINE + 2 * DAY) == 0
    assert solve_clock().minutes == 120


def test_a_pause_moves_the_due_time_and_does_not_count(cast: Cast) -> None:
    start(cast)
    actions.pause_clocks([REF], actor=system(), at=MONDAY_NINE + HOUR)
    paused = solve_clock()
    assert (paused.due_at, paused.paused_since) == (None, MONDAY_NINE + HOUR)
    actions.resume_clocks([REF], actor=system(), at=MONDAY_NINE + DAY)
    resumed = solve_clock()
    assert (resumed.due_at, resumed.paused_minutes) == (MONDAY_NINE + DAY + 7 * HOUR, 7 * 60)
    actions.meet_clocks([REF], ClockKind.SOLVE, actor=system(), at=MONDAY_NINE + DAY + HOUR)
    assert solve_clock().minutes == 120


def test_meeting_a_paused_clock_ends_its_pause(cast: Cast) -> None:
    start(cast)
    actions.pause_clocks([REF], kind="solve", actor=system(), at=MONDAY_NINE + HOUR)
    actions.meet_clocks([REF], ClockKind.SOLVE, actor=system(), at=MONDAY_NINE + 3 * HOUR)
    assert solve_clock().minutes == 60
    assert not solve_clock().pauses.filter(until=None).exists()


def test_a_new_priority_recomputes_from_the_start_and_forgets_no_pause(cast: Cast) -> None:
    start(cast)
    actions.pause_clocks([REF], actor=system(), at=MONDAY_NINE + HOUR / 2)
    actions.resume_clocks([REF], actor=system(), at=MONDAY_NINE + 3 * HOUR / 2)
    actions.retarget([REF], priority=1, actor=system(), at=MONDAY_NINE + 3 * HOUR)
    assert solve_clock().due_at == MONDAY_NINE + 3 * HOUR
    assert Clock.objects.get(kind=ClockKind.FIRST_ANSWER).due_at == MONDAY_NINE + 2 * HOUR
    actions.retarget([REF], priority=3, actor=system(), at=MONDAY_NINE + 3 * HOUR)
    assert solve_clock().due_at == MONDAY_NINE + DAY + HOUR


def test_a_reopened_ticket_goes_on_where_it_stopped(cast: Cast) -> None:
    start(cast)
    actions.meet_clocks([REF], ClockKind.SOLVE, actor=system(), at=MONDAY_NINE + HOUR)
    actions.restart_clocks([REF], actor=system(), at=MONDAY_NINE + DAY)
    assert solve_clock().due_at == MONDAY_NINE + DAY + 7 * HOUR
    actions.meet_clocks([REF], ClockKind.SOLVE, actor=system(), at=MONDAY_NINE + DAY + HOUR)
    assert solve_clock().minutes == 120


def test_a_changed_calendar_is_computed_again_for_every_clock(cast: Cast) -> None:
    start(cast)
    calendar = Calendar.objects.get()
    mornings = [[["09:00", "13:00"]]] * 5 + [[], []]
    actions.change_calendar(calendar_id=calendar.pk, changes={"week": mornings}, actor=system(), at=MONDAY_NINE + DAY)
    assert Job.objects.filter(name="promises.recompute").exists()
    last = actions.recompute_clocks(actor=system(), at=MONDAY_NINE + DAY)
    assert actions.recompute_clocks(after=last, actor=system(), at=MONDAY_NINE + DAY) is None
    assert solve_clock().due_at == MONDAY_NINE + DAY + 4 * HOUR


def test_public_holidays_of_the_country_and_own_days_are_no_working_time(cast: Cast) -> None:
    calendar = Calendar.objects.get()
    actions.change_calendar(calendar_id=calendar.pk, changes={"country": "DE"}, actor=system(), at=MONDAY_NINE + DAY)
    assert not queries.is_open(datetime(2026, 12, 25, 10, tzinfo=UTC))
    assert queries.is_open(datetime(2026, 12, 28, 10, tzinfo=UTC))
    days = {date(2026, 12, 28): "Stocktaking"}
    actions.add_holidays(calendar_id=calendar.pk, days=days, actor=system(), at=MONDAY_NINE + 2 * DAY)
    assert not queries.is_open(datetime(2026, 12, 28, 10, tzinfo=UTC))
    assert queries.next_opening(datetime(2026, 12, 24, 20, tzinfo=UTC)) == datetime(2026, 12, 29, 8, tzinfo=UTC)


def test_opening_hours_end_when_the_day_ends(cast: Cast) -> None:
    assert queries.is_open(MONDAY_NINE)
    assert not queries.is_open(MONDAY_NINE - MINUTE)
    assert not queries.is_open(MONDAY_NINE + 8 * HOUR)
    assert queries.next_opening(MONDAY_NINE + 8 * HOUR) == MONDAY_NINE + DAY


@pytest.mark.parametrize(
    "facts", [{"zone": "Europe/Nowhere"}, {"country": "XX"}, {"week": [[]] * 7}, {"week": [[["17:00", "09:00"]]] * 7}]
)
def test_a_calendar_that_cannot_work_is_refused(cast: Cast, facts: dict) -> None:
    with pytest.raises(actions.WrongCalendar):
        open_office(cast, name="Second", **facts)
    assert Calendar.objects.count() == 1


def test_agents_change_no_calendars_and_no_targets(cast: Cast) -> None:
    for actor in (cast.hugo, cast.noor, cast.marta, cast.nobody):
        with pytest.raises(NotAllowed):
            open_office(cast, name="Mine", actor=actor)
        with pytest.raises(NotAllowed):
            actions.set_service_level(solve_minutes=1, actor=actor, at=MONDAY_NINE)
    actions.set_service_level(solve_minutes=600, actor=cast.ines, at=MONDAY_NINE)


def test_a_calendar_name_is_given_once_and_the_refusal_says_so(cast: Cast) -> None:
    made = Calendar.objects.get()
    with pytest.raises(actions.NameTaken, match=r"There is a calendar 'Working hours' already\. Nothing was changed"):
        open_office(cast)
    other = open_office(cast, name="Weekends", default=False)
    with pytest.raises(actions.NameTaken):
        actions.change_calendar(calendar_id=other.pk, changes={"name": "Working hours"}, actor=system(), at=MONDAY_NINE)
    assert Calendar.objects.get(default=True) == made
    assert set(Calendar.objects.values_list("name", flat=True)) == {"Working hours", "Weekends"}
