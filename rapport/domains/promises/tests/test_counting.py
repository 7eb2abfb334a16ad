"""Targets met and missed by quarter: what the sums say is what the clocks say, however often they are counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from rapport.domains.people.models import Person
from rapport.domains.promises import actions, queries
from rapport.domains.promises.models import TargetSum
from rapport.domains.promises.tests.desk_hours import HOUR, MONDAY_NINE, open_office, subject, worked
from rapport.domains.promises.types import TargetView
from rapport.foundation.actors import NotAllowed, NotFound, system
from tests import cast as named
from tests.cast import Cast

AUTUMN, SUMMER = date(2026, 10, 1), date(2026, 7, 1)
LATER = MONDAY_NINE + timedelta(days=20)


@pytest.fixture
def office(db: None) -> Cast:
    cast = named.build()
    open_office(cast)
    actions.set_service_level(solve_minutes=120, share=0.8, actor=system(), at=MONDAY_NINE)
    actions.set_service_level(service_id=cast.printing.pk, first_answer_minutes=60, actor=system(), at=MONDAY_NINE)
    return cast


def counted(cast: Cast, view: TargetView, quarter: date = AUTUMN) -> dict[int, tuple[int, int, bool]]:
    found = queries.targets_met(cast.ines, view=view, quarter=quarter)
    return {group: (one.met, one.n, one.reached) for group, one in found.items()}


def count(at: datetime = LATER) -> None:
    for quarter in (SUMMER, AUTUMN):
        actions.count_targets(quarter=quarter, actor=system(), at=at)


def test_met_missed_and_late_while_running_are_counted_once_in_each_view(office: Cast) -> None:
    worked(office, [30, 60, 119, 121], first=1, at=MONDAY_NINE, service_id=office.mail.pk)
    running = [subject(office, number, MONDAY_NINE, service_id=office.mail.pk) for number in (10, 11)]
    actions.expect_many(running, actor=system(), at=MONDAY_NINE)
    actions.pause_clocks([("ticket", 11)], actor=system(), at=MONDAY_NINE + HOUR)
    count(MONDAY_NINE + HOUR)  # nothing that runs is late yet
    assert counted(office, TargetView.SERVICE) == {office.mail.pk: (3, 4, False)}
    for _ in range(2):
        count()  # one has passed its time, one stands still
    expected = (3, 5, False)
    assert counted(office, TargetView.SERVICE) == {office.mail.pk: expected}
    assert counted(office, TargetView.TEAM) == {office.service_desk.pk: expected}
    assert counted(office, TargetView.ORGANISATION) == {office.aldergate.pk: expected}
    assert counted(office, TargetView.SITE) == {office.head_office.pk: expected}
    assert counted(office, TargetView.SERVICE, SUMMER) == {}
    by_service = queries.targets_by_service(system(), organisation_id=office.aldergate.pk, quarter=AUTUMN)
    assert [(pk, one.met, one.n) for pk, one in by_service.items()] == [(office.mail.pk, 3, 5)]


def test_a_quarter_begins_at_midnight_of_the_provider_and_nobody_without_a_site_stands_in_one(office: Cast) -> None:
    Person.objects.filter(pk=office.marta.person_id).update(site=None)
    last_of_summer = datetime(2026, 9, 30, 21, 30, tzinfo=UTC)  # half past eleven in Berlin
    for number, at in enumerate((last_of_summer, last_of_summer + HOUR), start=1):
        actions.expect_many([subject(office, number, at)], actor=system(), at=at)
    count()
    assert counted(office, TargetView.TEAM, SUMMER) == {office.service_desk.pk: (0, 1, False)}
    assert counted(office, TargetView.TEAM) == {office.service_desk.pk: (0, 1, False)}
    assert counted(office, TargetView.SITE) == counted(office, TargetView.SERVICE) == {}


def test_what_is_reopened_is_counted_anew_and_the_solution_comes_before_the_first_answer(office: Cast) -> None:
    worked(office, [30], first=1, at=MONDAY_NINE, service_id=office.printing.pk)
    count()
    found = queries.targets_met(office.ines, view="service", quarter=AUTUMN)[office.printing.pk]
    assert (found.kind, found.met, found.n, found.goal) == ("solve", 1, 1, 0.9)
    actions.restart_clocks([("ticket", 1)], actor=system(), at=MONDAY_NINE + HOUR)
    count()
    assert counted(office, TargetView.SERVICE) == {office.printing.pk: (0, 1, False)}
    assert TargetSum.objects.filter(kind="first_answer", view="team").count() == 1


def test_the_hour_counts_what_was_never_counted_and_strangers_read_nothing(office: Cast) -> None:
    from rapport.domains.promises import jobs

    worked(office, [30], first=1, at=datetime(2025, 12, 1, 9, tzinfo=UTC))
    jobs.count_targets(at=LATER)
    assert queries.target_quarters(office.ines) == [date(2025, 10, 1)]
    assert queries.targets_met(office.ruth, view="organisation", quarter=AUTUMN, group_id=office.aldergate.pk) == {}
    for actor, view, group in (
        (office.ruth, "service", None),
        (office.ruth, "organisation", office.fenmoor.pk),
        (office.marta, "organisation", office.aldergate.pk),
    ):
        with pytest.raises(NotFound):
            queries.targets_met(actor, view=view, quarter=AUTUMN, group_id=group)
    with pytest.raises(NotAllowed):
        queries.targets_met(office.hugo, view="team", quarter=AUTUMN)
