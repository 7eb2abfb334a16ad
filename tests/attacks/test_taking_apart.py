"""Attacks by arithmetic on what is shown: what a figure was made from, and what two of them leave over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from rapport.domains.insights import rules
from rapport.domains.insights.actions import gather_words
from rapport.domains.insights.models import Release, ReleaseCell, WordGroup
from rapport.domains.insights.rules import gaps
from rapport.domains.insights.types import Cell, Figure
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.types import QuestionAsked
from rapport.foundation.actors import system
from rapport.measures import tallies
from rapport.measures.disclosure import told_singly
from tests.attacks import readers
from tests.attacks.siege import BEGUN, NOW, SAID_AT, Siege
from tests.cast import MONDAY, Cast, build
from tests.world import World

pytestmark = pytest.mark.filled

PRINTER = ("The printer jams every morning.", "Printer jams again, paper everywhere.", "Our printer jams daily.")
LATER = ("Grey walls.", "Warm soup.", "Keys were missing.", "A ladder.")
OTHERS = ("A permit for wood.", "Seven in the evening.", "The lift stands still.", "Blue.", "Nobody called Monday.")


@dataclass
class Place:
    """People and a survey, and no answer yet."""

    cast: Cast
    survey_id: int
    api_tokens: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def siege(db: None, settings: Any, tmp_path: Path) -> Siege:
    settings.DATA = tmp_path
    people = build(at=MONDAY - timedelta(days=400))
    survey = surveys.start_default_survey(owner_id=people.dev.person_id, actor=system(), at=BEGUN)
    return Siege(cast(World, Place(people, survey.pk)))


def spreads(n: int, points: int) -> Iterator[tuple[int, ...]]:
    """Every way in which n answers may lie on so many points of a scale."""
    if points == 1:
        yield (n,)
        return
    for many in range(n + 1):
        for rest in spreads(n - many, points - 1):
            yield (many, *rest)


def written(one: Figure) -> tuple[Any, ...]:
    """Everything a row of CSV, workbook or API says of a figure; page and review say less."""
    row = rules.rows._row("all", one)
    return (row.n, row.value, row.low, row.high, row.favourable, row.deviation, row.counts, one.median, one.scores)


def test_the_one_unhappy_answer_of_eleven_is_not_in_the_spread() -> None:
    """Seventy-seven places could hold these answers by their classes; a deviation would leave one."""
    told = defaultdict(set)
    for unhappy in range(7):
        for nines in range(11):
            scores = [0] * 11
            scores[unhappy], scores[9], scores[10] = 1, nines, 10 - nines
            told[written(rules.figure_of("", "", Cell(1, 0, 10, scores=tuple(scores), singly=True)))].add(unhappy)
    assert [len(answers) for answers in told.values()] == [7]


def test_a_mean_of_ten_hardly_ever_leaves_one_answer_for_the_one_who_is_unhappy() -> None:
    """From n, exact mean and exact range 638 of 660 could be written down."""
    judged = rules.judging_of("ces")
    told = defaultdict(list)
    for spread in spreads(10, 7):
        if not told_singly(spread):
            scores = (0, *spread, 0, 0, 0)
            cell = Cell(sum(spread[:3]), spread[3], sum(spread[4:]), scores=scores, singly=True)
            told[written(rules.figure_of("", "", cell, judging=judged))].append(spread)
    alone = [(row, one) for row, found in told.items() for one in found if sum(one[:3]) == 1]
    known = [one for row, one in alone if {other[:3] for other in told[row]} == {one[:3]}]
    assert len(alone) == 660
    assert len(known) < 70


def test_the_minutes_one_person_lost_are_not_read_from_the_minutes_of_ten() -> None:
    """Nine lost a little and one a lot: mean, middle and highest tenth would leave one place for that one."""
    lost, asked = (5, 10, 15, 30, 45, 60), QuestionAsked(key="lost", text="Lost?", kind="minutes")
    exact, told = defaultdict(set), defaultdict(set)
    for few in spreads(9, len(lost)):
        for one in range(65, 500, 5):
            counts = {minutes: many for minutes, many in zip(lost, few, strict=True) if many} | {one: 1}
            whole = tallies.lost_time(counts)
            exact[whole.mean, whole.median, whole.p90, whole.carrying_share].add(one)
            (figure,) = rules.items_of({"lost": (10, {str(said): many for said, many in counts.items()})}, [asked])
            told[figure.n, figure.minutes, figure.counts].add(one)
    assert sum(len(could) == 1 for could in exact.values()) > 1000
    assert all(len(could) > 1 for could in told.values())


def test_no_two_rows_leave_the_answers_of_few(siege: Siege) -> None:
    """The sum less a site, a service less a quarter: each answer stands by period alone, so nothing is left."""
    siege.ask({"Mill Lane": 45, "Depot": 20})
    siege.say("Mill Lane", [9, 8, 10, 7, 3, 9, 10] * 5, name=True)
    siege.say("Depot", [0, 9, 9, 8, 2, 10, 9, 9, 10, 9, 8], name=True)
    siege.release()
    rows = readers.rows(siege, siege.attackers()["dev"])["csv"]
    each = [row for row in rows if row["counts"] and not row["counts"].startswith(("unhappy", "other"))]
    assert {row["section"] for row in each} == {"period", "asked"}  # the same month, and who answered in it
    assert {row["section"] for row in rows if row["deviation"]} == {"period", "asked"}
    assert len({row["counts"] for row in each}) == 1
    assert {row["label"] for row in rows if row["section"] == "site" and row["n"]} == {"Mill Lane", "Depot"}


def test_what_few_added_to_a_month_is_not_read_answer_by_answer(siege: Siege) -> None:
    """An earlier release taken off a later one leaves six people: in classes, not one by one."""
    siege.ask({"Mill Lane": 60})
    siege.say("Mill Lane", [9, 8, 10, 7, 3] * 7, name=True)
    siege.release()
    siege.say("Mill Lane", [0, 2, 4, 7, 9, 10], name=True)
    siege.release(at=NOW + timedelta(hours=1))
    first, second = (period_of(siege, number) for number in (1, 2))
    assert (sum(first.scores), sum(second.scores)) == (35, 41)
    assert rules.figure_of(*first.told()).scores == tuple(first.scores)
    assert rules.figure_of(*second.told()).scores == ()
    siege.say("Mill Lane", [9, 8, 10, 7, 3], name=True)
    siege.release(at=NOW + timedelta(hours=2))
    third = period_of(siege, 3)
    assert sum(third.scores) == 46
    assert rules.figure_of(*third.told()).scores == ()  # eleven since each answer was last shown


def period_of(siege: Siege, number: int) -> ReleaseCell:
    return ReleaseCell.objects.get(release__number=number, release__survey_id=siege.survey_id, margin="period")


def test_somebody_who_changes_an_answer_within_a_class_is_not_seen(siege: Siege) -> None:
    """Two releases differ by five new people elsewhere, and here by one who said 3 and says 6 now: no class moves."""
    siege.ask({"Mill Lane": 12, "Depot": 20})
    mine = siege.tokens["Mill Lane"][0]
    siege.say("Mill Lane", [3, 9, 9, 8, 8, 9, 10, 9, 7, 9, 3], name=True)
    siege.say("Depot", [9, 8, 10, 7, 3, 9], name=True)
    siege.release()
    surveys.answer(token=mine, score=6, at=SAID_AT + timedelta(hours=2))
    siege.say("Depot", [9, 8, 10, 7, 3, 9], name=True)
    siege.release(at=NOW + timedelta(hours=1))
    sites = ReleaseCell.objects.filter(margin="site", label="Mill Lane", hidden=False)
    before, after = (one.scores for one in sites.order_by("release__number"))
    assert before == after


def test_three_people_are_not_five_because_two_changed_their_answers(siege: Siege) -> None:
    siege.ask({"Mill Lane": 20, "Depot": 30})
    mine = siege.tokens["Mill Lane"][:2]
    siege.say("Mill Lane", [3, 3, 9, 8, 8, 9, 10, 9, 7, 9, 3], name=True)
    siege.say("Depot", [9, 8, 10, 7, 3, 9], name=True)
    siege.release()
    for token in mine:
        surveys.answer(token=token, score=9, at=SAID_AT + timedelta(hours=2))
    siege.say("Mill Lane", [0], name=True)
    siege.say("Depot", [9, 8, 10, 7, 3, 9, 9, 9], name=True)
    siege.release(at=NOW + timedelta(hours=1))
    sites = ReleaseCell.objects.filter(margin="site", label="Mill Lane", hidden=False)
    before, after = (one.scores for one in sites.order_by("release__number"))
    assert before == after


@pytest.mark.parametrize(("outside", "told"), [(3, False), (5, True)])
def test_all_answers_less_the_words_that_are_alike_are_not_those_of_few(siege: Siege, outside: int, told: bool) -> None:
    siege.ask({"Mill Lane": 30})
    others(siege, outside)
    jams(siege, 12, name=True)
    siege.release()
    assert scores_told(siege) == [told]


@pytest.mark.parametrize(("nameless", "told"), [(1, False), (5, True)])
def test_a_group_of_words_does_not_tell_the_class_of_the_one_without_a_name(
    siege: Siege, nameless: int, told: bool
) -> None:
    """Its owner reads the eleven by name and takes them off."""
    siege.ask({"Mill Lane": 60})
    siege.say("Mill Lane", [9] * 15, name=True)
    siege.say("Mill Lane", [8] * 6, name=False)
    others(siege, 5)
    jams(siege, 12 - nameless, name=True)
    jams(siege, nameless, name=False)
    siege.release()
    assert scores_told(siege) == [told]


def test_one_new_sentence_does_not_tell_the_class_of_who_wrote_it(siege: Siege) -> None:
    siege.ask({"Mill Lane": 60})
    siege.say("Mill Lane", [9, 8, 7, 3] * 5, name=True)
    others(siege, 5)
    jams(siege, 12, name=True)
    siege.release()
    assert scores_told(siege) == [True]
    for words in LATER:
        siege.say("Mill Lane", [8], name=True, words=words)
    jams(siege, 1, name=True, score=0)
    siege.say("Mill Lane", [9] * 3, name=True)
    siege.release(at=NOW + timedelta(hours=1))
    assert scores_told(siege) == [True]
    first, second = WordGroup.objects.order_by("release__number")
    assert first.scores == second.scores


def others(siege: Siege, many: int) -> None:
    """So many write of something else."""
    for words in OTHERS[:many]:
        siege.say("Mill Lane", [8], name=True, words=words)


def jams(siege: Siege, many: int, *, name: bool, score: int = 4) -> None:
    """So many say nearly the same of the printer, and may be quoted."""
    for turn in range(many):
        token = siege.tokens["Mill Lane"].pop(0)
        words = PRINTER[turn % 3]
        surveys.answer(token=token, score=score, words=words, leave_name_out=not name, may_print=name, at=SAID_AT)


def scores_told(siege: Siege) -> list[bool]:
    """Gather the words of the newest release; of each group whether its score stands."""
    newest = Release.objects.filter(survey_id=siege.survey_id).latest("number")
    gather_words(survey_id=siege.survey_id, release_id=newest.pk, actor=system(), at=NOW)
    groups = WordGroup.objects.filter(release=newest)
    return [one.detractors + one.passives + one.promoters > 0 for one in groups]


@pytest.mark.parametrize("n", range(5, 10))
def test_the_two_sides_beside_a_gap_do_not_say_that_all_are_unhappy(n: int) -> None:
    found = gaps.tested(gaps.Counts(unhappy_met=n, met=n, unhappy_missed=0, missed=n))
    assert found is not None and found.unhappy_met is not None and found.unhappy_missed is not None
    assert (found.unhappy_met.k, found.unhappy_missed.k) == (n - 1, 1)
