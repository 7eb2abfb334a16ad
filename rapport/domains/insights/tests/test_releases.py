"""Counting, releasing and reading scores: frozen, never differenced, the same however often rebuilt."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rapport.domains.insights import actions, queries
from rapport.domains.insights.models import AnswerCount, AnswerDelta, Release, ReleaseCell
from rapport.domains.people import actions as people_actions
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.models import Invitation
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import NewAnswer
from rapport.foundation.actors import NotAllowed, system
from tests import cast
from tests.cast import MONDAY, ONE_DAY, Cast

OCTOBER = date(2026, 10, 5)


@pytest.fixture
def people(db: None) -> Cast:
    found = cast.build(at=MONDAY - timedelta(days=400))
    for name in ("Mill Lane", "Depot", "Yard"):
        people_actions.create_site(organisation_id=found.aldergate.pk, name=name, actor=system(), at=MONDAY)
    return found


def take(scores: list[int], *, site: str = "", day: date = OCTOBER, at: object = MONDAY) -> None:
    rows = [NewAnswer(score, day, site=site, service="Mail" if site else "") for score in scores]
    surveys.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=at)  # type: ignore[arg-type]


def several(*sites: tuple[str, int]) -> None:
    rows = [NewAnswer(9, OCTOBER, site=name, service="Mail") for name, count in sites for _ in range(count)]
    surveys.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)


def by_site(people: Cast) -> dict[str, int | None]:
    return {row["key"]: row["n"] for row in queries.score_rows(people.dev, "site")["rows"]}


def test_twelve_seven_three_hides_three_and_seven(people: Cast) -> None:
    several(("Mill Lane", 12), ("Depot", 7), ("Yard", 3))
    assert by_site(people) == {"Mill Lane": 12, "Depot": None, "Yard": None}


def test_twelve_seven_six_hides_nothing_and_scores_from_ten(people: Cast) -> None:
    several(("Mill Lane", 12), ("Depot", 7), ("Yard", 6))
    assert by_site(people) == {"Mill Lane": 12, "Depot": 7, "Yard": 6}
    rows = {row["key"]: row for row in queries.score_rows(people.dev, "site")["rows"]}
    assert (rows["Mill Lane"]["points"], rows["Depot"]["points"], round(rows["Depot"]["favourable"])) == (100, None, 86)


def test_a_hidden_cell_is_stored_empty(people: Cast) -> None:
    several(("Mill Lane", 12), ("Depot", 7), ("Yard", 3))
    for cell in ReleaseCell.objects.filter(hidden=True):
        assert (cell.detractors, cell.passives, cell.promoters, cell.asked) == (0, 0, 0, 0)
        assert sum(cell.scores) == 0


def test_fewer_than_five_new_answers_publish_nothing(people: Cast) -> None:
    take([9] * 12)
    take([0] * 4)
    assert Release.objects.count() == 1
    assert queries.score_rows(people.dev)["total"]["n"] == 12
    assert queries.loyalty(people.dev).received == 16
    take([0])
    assert queries.score_rows(people.dev)["total"]["n"] == 17


def test_two_releases_never_show_fewer_than_five_answers_between_them(people: Cast) -> None:
    several(("Mill Lane", 12), ("Depot", 12))
    several(("Mill Lane", 1), ("Depot", 6))
    before, after = Release.objects.order_by("number")
    then = {c.key: c.promoters for c in before.cells.filter(margin="site")}
    now = {c.key: c.promoters for c in after.cells.filter(margin="site")}
    assert all(now[key] - then[key] == 0 or now[key] - then[key] >= 5 for key in then)
    assert sum(now.values()) == 24


def test_folding_changes_no_figure(people: Cast) -> None:
    several(("Mill Lane", 12), ("Depot", 7))
    survey_id = Release.objects.get().survey_id
    before = queries.cells(system(), survey_id=survey_id, view="whole")
    used = queries.cells(system(), survey_id=survey_id, view="used")
    while actions.fold_counts(actor=system(), at=MONDAY):
        pass
    assert not AnswerDelta.objects.exists()
    assert AnswerCount.objects.exists()
    assert queries.cells(system(), survey_id=survey_id, view="whole") == before
    assert queries.cells(system(), survey_id=survey_id, view="used") == used


def test_a_changed_answer_is_counted_once(people: Cast) -> None:
    asking.crowd(people, 10)
    asking.send(people, month=date(2026, 11, 1))
    tokens = list(asking.tokens().values())
    for token in tokens[:6]:
        surveys.answer(token=token, score="9", at=MONDAY + 20 * ONE_DAY)
    surveys.answer(token=tokens[0], score="2", at=MONDAY + 21 * ONE_DAY)
    survey_id = asking.survey_id(people)
    assert queries.received_by_way(system(), survey_id=survey_id)["drawn"] == 6
    ((place, cell),) = queries.cells(system(), survey_id=survey_id, view="whole").items()
    assert (cell.classes, cell.asked, place.month) == ((1, 0, 5), 10, date(2026, 11, 1))


def test_counted_from_nothing_everything_is_as_it_was_counted_one_by_one(people: Cast) -> None:
    take([9] * 7 + [3] * 4, site="Depot")
    asking.crowd(people, 12)
    asking.send(people, month=date(2026, 11, 1))
    tokens = list(asking.tokens().values())
    for token in tokens[:6]:
        surveys.answer(token=token, score="9", at=MONDAY + 20 * ONE_DAY)
    surveys.answer(token=tokens[0], score="2", at=MONDAY + 21 * ONE_DAY)
    survey_id = asking.survey_id(people)
    actions.fold_counts(actor=system(), at=MONDAY)
    before = [queries.cells(system(), survey_id=survey_id, view=view) for view in ("whole", "used")]
    AnswerCount.objects.update(answered=99)
    assert actions.recount_answers(actor=system(), at=MONDAY) == AnswerCount.objects.count()
    assert [queries.cells(system(), survey_id=survey_id, view=view) for view in ("whole", "used")] == before
    surveys.answer(token=tokens[7], score="9", at=MONDAY + 21 * ONE_DAY)
    assert queries.received_by_way(system(), survey_id=survey_id)["drawn"] == 18


def test_a_release_knows_who_was_asked_and_weighs_by_the_frame(people: Cast) -> None:
    asking.crowd(people, 30, site="Mill Lane")
    asking.crowd(people, 90, site="Depot")
    asking.send(people, size=80, month=date(2026, 11, 1))
    for token in asking.tokens().values():
        surveys.answer(token=token, score="9", at=MONDAY + 20 * ONE_DAY)
    survey_id = asking.survey_id(people)
    assert queries.surveys_to_release(system()) == [(survey_id, "drawn")]
    actions.make_release(survey_id=survey_id, actor=system(), at=MONDAY + 40 * ONE_DAY)
    page = queries.loyalty(people.dev)
    assert page.figure is not None
    assert (page.figure.n, page.figure.asked, page.figure.response_rate) == (80, 80, 1.0)
    assert page.weighted is not None
    assert queries.surveys_to_release(system()) == []


def test_quiet_months_come_as_quarters(people: Cast) -> None:
    rows = [NewAnswer(9, date(2026, month, 5)) for month, n in ((4, 12), (5, 40), (7, 35)) for _ in range(n)]
    surveys.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    keys = {row["key"]: row["n"] for row in queries.score_rows(people.dev, "month")["rows"]}
    assert keys == {"2026-Q2": 52, "2026-07": 35}


def test_a_running_month_waits_and_hides_no_other(people: Cast) -> None:
    take([9] * 40, day=date(2026, 10, 5))
    take([9] * 12, day=date(2026, 11, 2))
    rows = {row["key"]: row["n"] for row in queries.score_rows(people.dev, "month")["rows"]}
    assert rows == {"2026-10": 40, "2026-11": None}
    assert queries.score_rows(people.dev)["total"]["n"] == 40


def test_the_page_says_how_many_answers_would_tell(people: Cast) -> None:
    rows = [NewAnswer(s, date(2026, 8, 5)) for s in [0] * 38 + [7] * 32 + [9] * 30]
    rows += [NewAnswer(s, date(2026, 9, 5)) for s in [0] * 30 + [7] * 35 + [9] * 35]
    surveys.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    page = queries.loyalty(people.dev)
    assert page.change is not None
    assert (page.change.verdict, page.change.needed) == ("no clear change", 316)


def test_no_release_no_figure(people: Cast) -> None:
    found = queries.score_rows(people.dev, "service")
    assert (found["rows"], found["total"]["n"], found["total"]["suppressed"]) == ([], None, True)


def test_agents_client_contacts_and_outsiders_read_no_scores(people: Cast) -> None:
    for viewer in (people.hugo, people.ruth, *people.outsiders.values()):
        with pytest.raises(NotAllowed):
            queries.score_rows(viewer)
        with pytest.raises(NotAllowed):
            queries.loyalty(viewer)


def test_asked_and_answered_are_as_of_now_though_a_figure_waits_for_five(people: Cast) -> None:
    asking.crowd(people, 60, site="Mill Lane")
    asking.crowd(people, 60, site="Depot")
    asking.send(people, size=120, month=date(2026, 11, 1))
    links = asking.tokens()
    waiting = list(Invitation.objects.select_related("site").order_by("pk"))
    survey_id = asking.survey_id(people)
    for first, last, site in ((0, 20, "Mill Lane"), (0, 20, "Depot"), (20, 22, "Mill Lane"), (20, 38, "Depot")):
        for one in [i for i in waiting if i.site and i.site.name == site][first:last]:
            surveys.answer(token=links[one.pk], score="9", at=MONDAY + 20 * ONE_DAY)
        if last in {20, 38} and site == "Depot":
            actions.make_release(survey_id=survey_id, actor=system(), at=MONDAY + 40 * ONE_DAY)
    told = dict(queries.loyalty(people.dev).rates)["By site"]
    # Two new ones of Mill Lane wait in the score, and those of the Depot with them; that they answered is no secret.
    assert {one.label: (one.asked, one.replied, one.n) for one in told} == {
        "Mill Lane": (60, 22, 20),
        "Depot": (60, 38, 20),
    }


def test_a_score_weighted_by_the_file_waits_with_the_figure_it_stands_beside(people: Cast) -> None:
    september, october = date(2026, 9, 5), date(2026, 10, 5)
    rows = [NewAnswer(score, day, weight=2.0) for day in (september, october) for score in [9] * 30 + [3] * 10]
    surveys.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    before = queries.loyalty(people.dev).weighted
    assert before is not None
    rows = [NewAnswer(9, september, weight=2.0) for _ in range(5)] + [NewAnswer(0, october, weight=90.0)]
    surveys.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    page = queries.loyalty(people.dev)
    assert page.released == 86
    assert (page.figure and page.figure.n, page.weighted) == (40, before)


def test_the_sum_of_all_less_the_months_shown_is_not_the_month_that_is_not_over(people: Cast) -> None:
    take([9] * 35, site="Mill Lane", day=date(2026, 9, 7), at=MONDAY)
    running = MONDAY.date().replace(day=1)
    take([0] * 7, site="Mill Lane", day=running, at=MONDAY)
    take([9] * 40, site="Mill Lane", day=date(2026, 8, 7), at=MONDAY)
    page = queries.loyalty(people.dev)
    assert page.total is not None
    shown = [one for one in page.months if not one.hidden]
    assert page.total.n == sum(one.n for one in shown) == 75
    assert [(one.key, one.hidden) for one in page.months][-1] == (f"{running:%Y-%m}", "open")
    assert [one.whole and one.whole.n for one in page.sites if one.label == "Mill Lane"] == [75]
