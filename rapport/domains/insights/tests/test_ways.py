"""Answers are read by the way they came: each has releases of its own, and no figure mixes two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest

from rapport.domains.insights import jobs, queries
from rapport.domains.insights.models import Release
from rapport.domains.insights.types import LoyaltyPage, Metric
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.models import Invitation
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import Asked, How, NewAnswer, NewPastAsk, PastAnswer
from rapport.foundation.actors import NOBODY, system
from tests import cast
from tests.cast import MONDAY, ONE_DAY, ONE_HOUR, Cast

LATER = MONDAY + 40 * ONE_DAY
QUARTER_AGO = MONDAY - timedelta(days=80)


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


def started(people: Cast, template: str, **given: int) -> int:
    said = {"asked": Asked.USER, "owner_id": people.dev.person_id, **given}
    made = surveys.start_survey(template=template, name=f"{template} {given}", actor=people.dev, at=MONDAY, **said)  # type: ignore[arg-type]
    return made.pk


def answered(
    people: Cast,
    survey_id: int,
    scores: Sequence[int | None],
    *,
    how: How = How.AFTER_EPISODE,
    when: object = MONDAY,
    items: Mapping[str, tuple[str, ...]] | None = None,
) -> None:
    """Two more than these were asked one by one about what they had just been helped with; these answered."""
    crowd = asking.crowd(people, len(scores) + 2, site=f"{how} {survey_id} {when:%m}")
    asks = [NewPastAsk(one, people.aldergate.pk, when, service_id=people.mail.pk) for one in crowd]  # type: ignore[arg-type]
    made = surveys.remember_asks(survey_id=survey_id, asks=asks, how=how, actor=system(), at=MONDAY)
    past = [
        PastAnswer(ask.invitation_id, score, ask.sent_at + ONE_HOUR, items=items or {}, how=how)
        for ask, score in zip(made, scores, strict=False)
    ]
    surveys.remember_answers(answers=past, actor=system(), at=MONDAY)


def read(people: Cast, survey_id: int, how: str = "") -> LoyaltyPage:
    return queries.loyalty(people.dev, survey_id=survey_id, how=how)


def test_answers_after_a_matter_have_a_figure_with_n_interval_months_and_splits(people: Cast) -> None:
    survey_id = started(people, "csat")
    answered(people, survey_id, [5] * 20 + [4] * 10 + [2] * 6)
    jobs.release(at=LATER)
    page = read(people, survey_id)
    assert page.figure is not None
    assert (page.how, page.figure.metric, page.figure.n, page.figure.asked) == ("after_episode", Metric.SHARE, 36, 38)
    assert page.figure.points == pytest.approx(100 * 30 / 36)
    assert page.figure.low is not None
    assert page.figure.low < 100 * 30 / 36
    assert [one.n for one in page.months] == [36]
    assert [(one.label, one.last.n) for one in page.services] == [("Mail", 36)]
    assert page.weighted is None  # nobody was drawn from a frame
    assert {row.how for row in queries.reading(people.dev, survey_id=survey_id, how="").rows} == {"after_episode"}


def test_no_figure_mixes_drawn_answers_with_others(people: Cast) -> None:
    survey_id = asking.survey_id(people)
    answered(people, survey_id, [0] * 12)
    page = surveys.open_say_page(survey_id=survey_id, actor=people.dev, at=MONDAY)
    for number in range(7):
        surveys.say(key=page.key, form_key=f"form {number}", score=10, at=MONDAY, actor=NOBODY)
    rows = [NewAnswer(8, date(2026, 10, 5)) for _ in range(31)]
    surveys.import_answers(rows, survey_id=survey_id, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    jobs.release(at=LATER)
    assert {one.how: one.answers for one in Release.objects.all()} == {
        "drawn": 31,
        "after_episode": 12,
        "volunteered": 7,
    }
    for how, n, unhappy in (("drawn", 31, 0), ("after_episode", 12, 12), ("volunteered", 7, 0)):
        page_of = read(people, survey_id, how)
        assert page_of.total is not None
        assert (page_of.total.n, page_of.total.detractors) == (n, unhappy)
        assert page_of.received_by_way == (("after_episode", 12), ("drawn", 31), ("volunteered", 7))
    assert read(people, survey_id).how == "drawn"
    assert queries.score_rows(people.dev)["total"]["n"] == 31
    assert read(people, survey_id, "volunteered").rates == []  # nobody was asked, so there is no rate


def test_a_survey_of_sentences_is_read_by_quarter_too_and_small_quarters_hide(people: Cast) -> None:
    survey_id = started(people, "trust")
    said = {"keep_promises": ("6",), "our_words": ("3",)}
    answered(people, survey_id, [None] * 14, items=said)
    answered(people, survey_id, [None] * 11, items=said, when=QUARTER_AGO)
    answered(people, survey_id, [None] * 3, items=said, when=QUARTER_AGO - 90 * ONE_DAY)
    jobs.release(at=LATER)
    page = read(people, survey_id)
    kept = next(one for one in page.items if one.key == "keep_promises")
    assert (kept.n, kept.mean, page.judging.scaled) == (28, 6.0, False)
    # The three are hidden, and the next smallest with them, so that nobody can work the three out.
    assert [(one.period, one.n, one.hidden) for one in kept.quarters] == [
        ("2026-Q2", 0, "few"),
        ("2026-Q3", 0, "few"),
        ("2026-Q4", 14, ""),
    ]
    rows = queries.reading(people.dev, survey_id=survey_id, how="").rows
    told = {(r.key, r.period): (r.n, r.value) for r in rows if r.section == "item"}
    assert told["keep_promises", "2026-Q4"] == (14, 6.0)
    assert told["keep_promises", "2026-Q2"] == (None, None)


def test_who_is_asked_after_a_matter_is_split_by_how_they_were_helped(people: Cast) -> None:
    from rapport.domains.surveys.tests.test_following import matter, rule

    rule(people, service_id=people.mail.pk)
    (person,) = asking.crowd(people, 1)
    surveys.ask_after_episodes(matters=[matter(people, person_id=person)], actor=system(), at=MONDAY)
    assert Invitation.objects.get().facets == {"tenure": "1_to_3"}


def test_before_and_after_a_change_stand_beside_each_other_with_what_changed(people: Cast) -> None:
    asking.crowd(people, 60)
    survey_id = started(people, "single", service_id=people.mail.pk)
    on = (MONDAY + timedelta(days=20)).date()
    surveys.ask_around(survey_id=survey_id, on=on, size=25, days_before=15, days_after=10, actor=people.dev, at=MONDAY)
    for days, score in ((5, 3), (30, 6)):
        assert surveys.run_rules(actor=system(), at=MONDAY + timedelta(days=days)) == 25
        while surveys.send_due(actor=system(), at=MONDAY + timedelta(days=days + 12)):
            pass
        tokens = asking.tokens()
        for number, one in enumerate(Invitation.objects.filter(survey_id=survey_id, answered_on__isnull=True)):
            given = score + number % 2
            surveys.answer(token=tokens[one.pk], score=given, at=MONDAY + timedelta(days=days + 12))
    jobs.release(at=MONDAY + timedelta(days=60))
    before, after = read(people, survey_id).around
    assert (before.label, after.label) == ("Before 22 November 2026", "After 22 November 2026")
    assert (before.last.n, after.last.n) == (25, 25)
    assert after.change is not None
    assert after.change.verdict == "better"
    rows = [r for r in queries.reading(people.dev, survey_id=survey_id, how="").rows if r.section == "around"]
    assert [(r.n, r.verdict) for r in rows] == [(25, ""), (25, "better")]


def test_expected_and_found_are_read_together_on_the_page_of_either_survey(people: Cast) -> None:
    before = started(people, "expectation")
    after = started(people, "perception", follows_id=before)
    answered(people, before, [None] * 12, how=How.DRAWN, items=of("on_the_day", adequate=4, desired=6))
    jobs.release(at=LATER)
    alone = read(people, before)
    assert (alone.zones, alone.pair) == ((), (after, f"perception {{'follows_id': {before}}}"))
    answered(people, after, [None] * 11, how=How.DRAWN, items=of("on_the_day", perceived=3))
    jobs.release(at=LATER)
    for survey_id in (before, after):
        (zone,) = read(people, survey_id).zones
        assert (zone.label, zone.adequate, zone.desired, zone.perceived) == ("Done on the day it was promised", 4, 6, 3)
        assert [n for _, _, n in zone.levels] == [12, 12, 11]
        assert zone.adequacy[0] == -1
        assert zone.adequacy[1] <= -1 <= zone.adequacy[2]
        rows = [r for r in queries.reading(people.dev, survey_id=survey_id).rows if r.section == "zone"]
        assert {r.remark: (r.n, r.value) for r in rows} == {
            "adequate": (12, 4), "desired": (12, 6), "perceived": (11, 3), "adequacy": (11, -1),
            "superiority": (11, -3),
        }  # fmt: skip


def test_what_was_found_after_a_matter_is_never_set_beside_what_a_draw_expected(people: Cast) -> None:
    before = started(people, "expectation")
    after = started(people, "perception", follows_id=before)
    answered(people, before, [None] * 12, how=How.DRAWN, items=of("on_the_day", adequate=4, desired=6))
    answered(people, after, [None] * 12, items=of("on_the_day", perceived=3))
    jobs.release(at=LATER)
    assert read(people, before).zones == read(people, after).zones == ()


def of(item: str, **parts: int) -> dict[str, tuple[str, ...]]:
    return {f"{item}.{part}": (str(number),) for part, number in parts.items()}
