"""Reasons by class, and the names of those who helped in groups of words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rapport.domains.insights import actions, queries, rules
from rapport.domains.insights.models import ReleaseCell
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.tests import asking
from rapport.domains.surveys.types import NewAnswer
from rapport.foundation.actors import system
from tests import cast
from tests.cast import MONDAY, Cast

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


def test_reasons_stand_by_class_with_n_and_range_and_small_classes_are_hidden(people: Cast) -> None:
    survey_id = asking.survey_id(people)
    said = (
        [(3, ("came_back", "my_time"))] * 7
        + [(3, ("came_back",))] * 2
        + [(3, ("not_told",))] * 4
        + [(8, ("fewer_steps",))] * 4
        + [(9, ())] * 9
    )
    rows = [NewAnswer(score, OCTOBER, reasons=reasons) for score, reasons in said]
    surveys.import_answers(rows, survey_id=survey_id, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    unhappy, passive, happy = queries.loyalty(people.dev).reasons
    assert (unhappy.felt, unhappy.n, [(c.label, c.many) for c in unhappy.choices]) == (
        "unhappy", 13, [("It came back", 9), ("It took too much of my time", 7)],
    )  # fmt: skip
    assert unhappy.choices[1].low < 7 / 13 < unhappy.choices[1].high
    for one in (passive, happy):
        assert (one.n, one.choices, one.hidden) == (0, (), "few")
    told = {row.key: (row.n, row.counts) for row in queries.reading(people.dev).rows if row.section == "reason"}
    assert told["unhappy:my_time"] == (13, "7")
    assert told["passive"] == (None, "")


def test_what_everybody_of_a_class_ticked_and_a_class_below_ten_are_not_shown(people: Cast) -> None:
    survey_id = asking.survey_id(people)
    said = [(9, ("easy",))] * 4 + [(9, ("easy", "quick"))] * 8 + [(3, ("came_back",))] * 6 + [(3, ("not_told",))] * 3
    rows = [NewAnswer(score, OCTOBER, reasons=reasons) for score, reasons in said]
    surveys.import_answers(rows, survey_id=survey_id, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    unhappy, _, happy = queries.loyalty(people.dev).reasons
    assert (unhappy.n, unhappy.choices, unhappy.hidden) == (0, (), "few")
    assert (happy.n, [c.many for c in happy.choices]) == (12, [8])
    stored = {cell.key[:5]: cell.scores for cell in ReleaseCell.objects.filter(margin="reason")}
    assert stored["happy"] == {"quick": 8}


def test_the_few_without_a_name_are_not_given_away_by_their_reasons(people: Cast) -> None:
    by_name = {(3, True): {"": 12, "came_back": 12}, (3, False): {"": 1, "spoken_to": 1}}
    assert rules.reasons_by_class(by_name, rules.judging_of("nps"))["unhappy"] == {"": 12, "came_back": 12}
    by_name[3, False] = {"": 5, "spoken_to": 5}
    assert rules.reasons_by_class(by_name, rules.judging_of("nps"))["unhappy"]["spoken_to"] == 5


def test_the_name_of_who_helped_is_no_word_of_a_group(people: Cast) -> None:
    said = (
        "Hugo came because the printer jams every morning.",
        "Printer jams again, Hugo came, paper everywhere.",
        "Our printer jams daily, Hugo came.",
    )
    rows = [NewAnswer(9, OCTOBER, words=said[n % 3]) for n in range(12)]
    rows += [NewAnswer(9, OCTOBER, words="A permit for wood.") for _ in range(3)]
    surveys.import_answers(rows, drawn=True, anonymous=True, actor=system(), at=MONDAY)
    release = queries.latest_release(system())
    assert release is not None
    actions.gather_words(survey_id=release.survey_id, release_id=release.pk, actor=system(), at=MONDAY)
    (group,) = queries.their_words(people.dev).groups
    assert "hugo" not in group.name.casefold()
    assert "printer" in group.name.casefold()


def test_reasons_are_told_of_the_same_answers_as_the_score(people: Cast) -> None:
    survey_id = asking.survey_id(people)
    august, november = date(2026, 8, 1), date(2026, 11, 1)
    said = [(3, ("came_back",))] * 8 + [(3, ("not_told",))] * 7 + [(9, ())] * 15
    rows = [NewAnswer(score, august, reasons=reasons) for score, reasons in said]
    rows += [NewAnswer(score, november, reasons=reasons) for score, reasons in said[:20]]
    running = MONDAY.replace(month=11, day=20)
    surveys.import_answers(rows, survey_id=survey_id, drawn=True, anonymous=True, actor=system(), at=running)
    found = queries.loyalty(people.dev)
    unhappy = found.reasons[0]
    shown = {row.key: row for row in queries.reading(people.dev).rows if row.section == "all"}
    assert (unhappy.n, [row.n for row in shown.values()]) == (15, [30])
