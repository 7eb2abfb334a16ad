"""The jobs of promises: lateness is found in time, forecasts and clocks are made anew."""

from __future__ import annotations

import pytest

from rapport.domains.promises import actions, jobs
from rapport.domains.promises.models import Calendar, Clock, Forecast, Promise
from rapport.domains.promises.tests.desk_hours import HOUR, MONDAY_NINE, open_office, subject, worked
from rapport.foundation import jobs as queue
from rapport.foundation.actors import system
from tests.cast import ONE_DAY, Cast, build


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build()
    open_office(cast)
    return cast


def test_promises_about_to_be_late_are_found_before_they_are(cast: Cast) -> None:
    made = actions.promise(
        person_id=cast.marta.person_id or 0,
        ref=("ticket", 1),
        team_id=cast.service_desk.pk,
        text="The new mailbox works.",
        due_at=MONDAY_NINE + 8 * HOUR,
        actor=cast.hugo,
        at=MONDAY_NINE,
    )
    jobs.warn(at=MONDAY_NINE + 5 * HOUR)
    assert Promise.objects.get(pk=made.pk).warned_at is None
    jobs.warn(at=MONDAY_NINE + 6 * HOUR)
    assert Promise.objects.get(pk=made.pk).warned_at == MONDAY_NINE + 6 * HOUR


def test_forecasts_are_made_by_the_clock(cast: Cast) -> None:
    worked(cast, [20, 30, 40, 50], first=1, at=MONDAY_NINE)
    jobs.forecast(at=MONDAY_NINE + ONE_DAY)
    assert Forecast.objects.get(service=None, priority=None).minutes == 50


def test_after_a_calendar_changed_the_job_computes_every_clock(cast: Cast) -> None:
    actions.set_service_level(solve_minutes=480, actor=system(), at=MONDAY_NINE)
    actions.expect_many([subject(cast, n, MONDAY_NINE) for n in range(3)], actor=system(), at=MONDAY_NINE)
    changes = {"zone": "Europe/London"}
    pk = Calendar.objects.get().pk
    actions.change_calendar(calendar_id=pk, changes=changes, actor=system(), at=MONDAY_NINE + HOUR)
    assert queue.run_all().failed == []
    assert set(Clock.objects.filter(kind="solve").values_list("due_at", flat=True)) == {MONDAY_NINE + 9 * HOUR}
