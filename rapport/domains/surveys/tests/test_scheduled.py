"""Rules with a day: a schedule draws once a period, a change asks before and after it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rapport.domains.promises import actions as promises
from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.models import FrameRow, Invitation, RuleRun, Sample
from rapport.domains.surveys.tests.asking import crowd, survey_id
from rapport.domains.surveys.types import Per
from rapport.foundation.actors import system
from tests import cast
from tests.cast import MONDAY, ONE_DAY, Cast

LONG_AGO = MONDAY - timedelta(days=400)


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=LONG_AGO)


def drawn(sample: Sample) -> set[int | None]:
    rows = FrameRow.objects.filter(sample=sample)
    return set(rows.values_list("person_id", flat=True))


def test_a_schedule_draws_and_sends_on_its_day_once_a_month(people: Cast) -> None:
    crowd(people, 30)
    actions.ask_on_schedule(
        survey_id=survey_id(people), every="month", day=5, size=8, actor=people.dev, at=MONDAY - ONE_DAY
    )
    asked = [actions.run_rules(actor=system(), at=MONDAY + timedelta(days=n)) for n in range(6)]
    assert asked == [0, 0, 0, 8, 0, 0]  # the Monday is the second
    assert actions.run_rules(actor=system(), at=MONDAY + timedelta(days=40)) == 8
    assert list(Sample.objects.order_by("month").values_list("month", flat=True)) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
    ]
    seen = queries.ask_rules(people.dev, survey_id(people))
    assert (seen[0].asked, seen[0].words) == (8, "")


@pytest.mark.parametrize("same", [True, False])
def test_around_a_change_the_same_people_or_others_are_asked_after_it(people: Cast, same: bool) -> None:
    crowd(people, 30)
    change = actions.start_default_survey(service_id=people.mail.pk, actor=system(), at=MONDAY).pk
    on = (MONDAY + timedelta(days=20)).date()
    given = {"survey_id": change, "on": on, "size": 6, "days_before": 15, "days_after": 90, "same_people": same}
    actions.ask_around(**given, actor=people.dev, at=MONDAY)
    moments = [MONDAY + timedelta(days=n) for n in (4, 5, 6, 20, 109, 112)]
    assert [actions.run_rules(actor=system(), at=at) for at in moments] == [0, 6, 0, 0, 0, 6]
    before, after = (drawn(row) for row in Sample.objects.order_by("pk"))
    assert (after == before) if same else not (after & before)
    first = Invitation.objects.filter(sample__wave__startswith="before")
    assert all(row.expires_at.date() <= on and row.send_at.date() < on for row in first)
    assert {row.how for row in Invitation.objects.all()} == {"drawn"}


def test_a_change_needs_a_survey_of_its_own_and_time_to_rest(people: Cast) -> None:
    crowd(people, 10)
    given = {"on": date(2026, 12, 1), "size": 5, "actor": people.dev, "at": MONDAY}
    with pytest.raises(actions.WrongRule, match="rest 90 days"):
        actions.ask_around(survey_id=survey_id(people), same_people=True, **given)
    with pytest.raises(actions.WrongRule, match="passed"):
        actions.ask_around(survey_id=survey_id(people), **given | {"on": date(2026, 11, 1)})
    actions.draw_sample(survey_id=survey_id(people), month=date(2026, 11, 1), size=2, seed=1, actor=system(), at=MONDAY)
    with pytest.raises(actions.WrongRule, match="survey of its own"):
        actions.ask_around(survey_id=survey_id(people), **given)


def test_what_could_not_be_drawn_is_kept_with_its_reason(people: Cast) -> None:
    actions.ask_on_schedule(survey_id=survey_id(people), every="month", day=2, size=8, actor=people.dev, at=MONDAY)
    assert actions.run_rules(actor=system(), at=MONDAY) == 0
    assert "Nobody can be asked" in RuleRun.objects.get().words


def test_no_letter_leaves_on_a_public_holiday(people: Cast) -> None:
    crowd(people, 40)
    promises.create_calendar(
        organisation_id=people.northwind.pk, zone="Europe/Berlin", country="DE", actor=system(), at=LONG_AGO
    )
    at = MONDAY + timedelta(days=45)  # 17 December
    made = actions.draw_sample(
        survey_id=survey_id(people), month=date(2026, 12, 1), size=40, seed=1, actor=system(), at=at
    )
    actions.send_sample(sample_id=made.sample_id or 0, actor=system(), at=at)
    days = {row.send_at.date() for row in Invitation.objects.all()}
    assert date(2026, 12, 25) not in days
    assert date(2026, 12, 24) in days
    assert all(day.weekday() < 5 for day in days)


def test_the_planner_counts_whom_it_may_ask_and_stores_nothing(people: Cast) -> None:
    some = crowd(people, 60)
    from rapport.domains.people.models import Person

    Person.objects.filter(pk=some[0]).update(opted_out_at=MONDAY)
    survey = survey_id(people)
    found = queries.plan(people.dev, survey_id=survey, margin=20, per=Per.MONTH, rest_days=90, at=MONDAY)
    assert found.frame == 59
    assert ("opted out", 1) in found.skipped
    assert found.rate.assumed
    assert found.answers == 37  # 94 of a large population, fewer of 59
    assert not found.enough  # at 30 % that would be 124 people
    by_service = queries.plan(people.dev, survey_id=survey, margin=20, per=Per.SERVICE, rest_days=90, at=MONDAY)
    assert by_service.services[0].name == "Mail"
    assert not Sample.objects.exists()
