"""Who is drawn, who is skipped and why, and that a draw can be repeated."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rapport.domains.people.models import Address, Person, Site, Use
from rapport.domains.surveys import actions, rules
from rapport.domains.surveys.models import FrameCell, FrameRow, Invitation, RestPeriod, Sample
from rapport.domains.surveys.tests.asking import by_key
from rapport.domains.surveys.types import Candidate, Outcome, Rest, Skipped
from rapport.foundation.actors import NotAllowed, system
from tests import cast
from tests.cast import MONDAY, Cast

OCTOBER = date(2026, 10, 1)
JANUARY = date(2026, 1, 1)


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


def crowd(people: Cast, count: int, *, sites: int = 1, known: date = date(2025, 1, 1)) -> list[int]:
    """Many more people of Aldergate who use Mail."""
    places = [Site(organisation=people.aldergate, name=f"Site {i}") for i in range(sites)]
    Site.objects.bulk_create(places)
    rows = [
        Person(
            organisation=people.aldergate, name=f"P{i}", key=f"k{i}", site=places[i % sites], known_since=known,
            created_at=MONDAY,
        )
        for i in range(count)
    ]  # fmt: skip
    Person.objects.bulk_create(rows)
    home = people.aldergate
    Address.objects.bulk_create(Address(person=r, organisation=home, address=f"{r.key}@x.example") for r in rows)
    Use.objects.bulk_create(Use(person=r, service=people.mail, since=date(2025, 1, 1)) for r in rows)
    return [row.pk for row in rows]


def everyone(n: int) -> list[Candidate]:
    return [Candidate(i, i % 3, i % 2, known_since=date(2020, 1, 1)) for i in range(n)]


def survey_id() -> int:
    return actions.start_default_survey(actor=system(), at=MONDAY).pk


def test_a_thousand_two_hundred_people_are_asked_once_a_year_and_the_twelfth_sample_takes_the_rest() -> None:
    rested: dict[int | str, date] = {}
    for number in range(1, 13):
        month = date(2026, number, 1)
        found = [
            Candidate(c.key, c.site, c.service, c.known_since, rests_until=rested.get(c.key)) for c in everyone(1200)
        ]
        made = rules.draw(found, month=month, size=100, rest_days=365, seed=number)
        assert len(made.drawn) == 100
        assert not rested.keys() & {line.candidate.key for line in made.drawn}
        rested |= {line.candidate.key: month + timedelta(days=365) for line in made.drawn}
    assert len(rested) == 1200
    assert len(made.frame) == 100


def test_the_same_seed_and_frame_give_the_same_sample_in_any_order() -> None:
    some = everyone(500)
    one = rules.draw(some, month=OCTOBER, size=50, rest_days=90, seed=7)
    other = rules.draw(some[::-1], month=OCTOBER, size=50, rest_days=90, seed=7)
    assert one == other
    assert one.drawn != rules.draw(some, month=OCTOBER, size=50, rest_days=90, seed=8).drawn


def test_everybody_in_the_frame_has_a_chance_and_the_chances_add_up_to_the_size() -> None:
    made = rules.draw(everyone(500), month=OCTOBER, size=50, rest_days=90, seed=7)
    assert min(line.probability for line in made.frame) > 0
    assert sum(line.probability for line in made.frame) == pytest.approx(50)


@pytest.mark.parametrize(
    ("candidate", "reason"),
    [
        (Candidate(1, 1, 1, date(2020, 1, 1), opted_out=True), Skipped.OPTED_OUT),
        (Candidate(1, 1, 1, date(2020, 1, 1), rests_until=date(2026, 10, 2)), Skipped.RESTS),
        (Candidate(1, 1, 1, date(2020, 1, 1), rests_until=date(2026, 10, 1)), ""),
        (Candidate(1, 1, 1, date(2026, 9, 2)), Skipped.NEW),
        (Candidate(1, 1, 1, date(2026, 9, 1)), ""),
        (Candidate(1, 1, 1, None), Skipped.SINCE_WHEN),
        (Candidate(1, 1, 1, date(2020, 1, 1), reachable=False), Skipped.NO_ADDRESS),
        (Candidate(1, 1, 1, date(2020, 1, 1), serves=True), Skipped.SERVES),
    ],
)
def test_who_is_skipped_and_why(candidate: Candidate, reason: str) -> None:
    assert rules.skipped_because(candidate, day=OCTOBER) == reason


def test_a_file_is_drawn_without_storing_anything() -> None:
    rows = [{"person": f"p{i}", "site": "Mill Lane", "service": "Mail"} for i in range(20)]
    rows[0]["last_asked"] = "2026-09-15"
    made = rules.draw_from_rows(rows, month=OCTOBER, size=5, rest_days=90, seed=1)
    assert len(made.drawn) == 5
    assert [(line.candidate.key, line.reason) for line in made.skipped] == [("p0", Skipped.RESTS)]


def test_a_file_with_a_wrong_day_is_refused_with_its_line() -> None:
    rows = [{"person": "p", "service": "Mail", "last_asked": "soon"}]
    with pytest.raises(rules.ImpossibleSample, match="Line 2"):
        rules.draw_from_rows(rows, month=OCTOBER, size=5, rest_days=90, seed=1)


def test_a_draw_is_stored_with_frame_seed_chances_and_reasons(people: Cast) -> None:
    some = crowd(people, 30, sites=3)
    Person.objects.filter(pk=some[0]).update(opted_out_at=MONDAY)
    made = actions.draw_sample(survey_id=survey_id(), month=OCTOBER, size=10, seed=3, actor=people.dev, at=MONDAY)
    sample = Sample.objects.get(pk=made.sample_id)
    assert (sample.seed, sample.drawn, sample.month) == (3, 10, OCTOBER)
    rows, cells = FrameRow.objects.filter(sample=sample), FrameCell.objects.filter(sample=sample)
    assert rows.count() == 10
    (opted_out,) = cells.filter(reason=Skipped.OPTED_OUT)
    assert rules.unpacked(bytes(opted_out.people)).tolist() == [some[0]]
    assert all(row.probability > 0 for row in [*rows, *cells.exclude(outcome=Outcome.SKIPPED)])
    assert sum(cell.n for cell in cells) == sample.framed + sample.skipped
    assert not Invitation.objects.exists()


def test_who_was_drawn_rests_in_the_next_month_over_all_surveys(people: Cast) -> None:
    crowd(people, 30)
    first = actions.draw_sample(survey_id=survey_id(), month=OCTOBER, size=10, seed=3, actor=system(), at=MONDAY)
    other = actions.start_default_survey(service_id=people.mail.pk, actor=system(), at=MONDAY).pk
    second = actions.draw_sample(survey_id=other, month=date(2026, 11, 1), size=10, seed=3, actor=system(), at=MONDAY)
    drawn = {line.candidate.key for line in first.drawn}
    assert not drawn & {line.candidate.key for line in second.drawn}
    assert {line.candidate.key for line in second.skipped if line.reason == Skipped.RESTS} == drawn


def test_any_ask_holds_a_draw_back_but_a_question_after_an_episode_does_not(people: Cast) -> None:
    one, other, *_ = crowd(people, 5)
    day = date(2026, 9, 30)
    RestPeriod.objects.create(person_id=one, kind=Rest.ANY, since=day, until=day + timedelta(days=14))
    RestPeriod.objects.create(person_id=other, kind=Rest.TRANSACTIONAL, since=day, until=day + timedelta(days=30))
    found = by_key(OCTOBER)
    assert rules.skipped_because(found[one], day=OCTOBER) == Skipped.RESTS
    assert rules.skipped_because(found[other], day=OCTOBER) == ""


def test_what_a_site_uses_counts_for_the_people_there_and_staff_are_not_drawn(people: Cast) -> None:
    found = by_key(OCTOBER)
    marta = found[people.marta.person_id]
    assert set(marta.services) == {people.mail.pk, people.printing.pk}
    assert people.hugo.person_id not in found or found[people.hugo.person_id].serves


def test_a_month_has_one_sample(people: Cast) -> None:
    crowd(people, 5)
    once = {"survey_id": survey_id(), "month": OCTOBER, "size": 2, "seed": 1, "actor": system(), "at": MONDAY}
    actions.draw_sample(**once)
    with pytest.raises(actions.SampleThere):
        actions.draw_sample(**once)


def test_an_agent_cannot_draw(people: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.draw_sample(survey_id=survey_id(), month=OCTOBER, size=2, seed=1, actor=people.hugo, at=MONDAY)


def test_two_thousand_people_are_framed_in_few_queries(people: Cast, django_assert_max_num_queries: object) -> None:
    crowd(people, 2_000, sites=40)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        found = by_key(OCTOBER)
    made = rules.draw([*found.values()], month=OCTOBER, size=100, rest_days=90, seed=1)
    assert len(made.drawn) == 100
