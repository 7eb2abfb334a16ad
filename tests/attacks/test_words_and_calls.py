"""Attacks by arithmetic on what stands beside figures: words, reasons beside a gap, calls to other programs."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from rapport.domains.insights import queries
from rapport.domains.insights.actions import compare_gaps, gather_words
from rapport.domains.insights.models import GapTest, Release
from rapport.domains.insights.types import WordsPage
from rapport.domains.notices import actions as notices
from rapport.domains.notices.models import HookCall
from rapport.domains.notices.types import OFFERED
from rapport.domains.publishing import queries as publishing
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys import queries as surveys_told
from rapport.domains.surveys.models import Answer
from rapport.domains.surveys.types import Asked, How, Mode, NewPastAsk
from rapport.foundation import links
from rapport.foundation.actors import NOBODY, system
from tests.attacks.siege import BEGUN, NOW, SAID_AT, Siege
from tests.attacks.test_taking_apart import Place
from tests.cast import MONDAY, ONE_DAY, Cast, build
from tests.world import World

pytestmark = pytest.mark.filled

JULY = date(2026, 7, 1)
NOVEMBER = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture
def people(db: None, settings: Any, tmp_path: Path) -> Cast:
    settings.DATA = tmp_path
    return build(at=MONDAY - timedelta(days=400))


@pytest.fixture
def siege(people: Cast) -> Siege:
    survey = surveys.start_default_survey(owner_id=people.dev.person_id, actor=system(), at=BEGUN)
    found = Siege(cast(World, Place(people, survey.pk)))
    found.ask({"Mill Lane": 90})
    return found


def wrote(siege: Siege, many: int, *, name: bool, score: int = 9, leave: bool = False) -> None:
    """So many write, each something else; by name with leave to print it, or without."""
    for _ in range(many):
        token = siege.tokens["Mill Lane"].pop(0)
        words = f"This was said as number {len(siege.tokens['Mill Lane'])}."
        surveys.answer(token=token, score=score, words=words, leave_name_out=not name, may_print=leave, at=SAID_AT)


def read(siege: Siege, *, after: int) -> WordsPage:
    """The list as of a release so many hours later."""
    siege.release(at=NOW + timedelta(hours=after))
    newest = Release.objects.filter(survey_id=siege.survey_id).latest("number")
    gather_words(survey_id=siege.survey_id, release_id=newest.pk, actor=system(), at=NOW)
    return queries.their_words(siege.attackers()["dev"], survey_id=siege.survey_id)


def without_a_name(page: WordsPage) -> dict[str, int | None]:
    """What the owner is left with: the list less what was said by name."""
    known = set(Answer.objects.filter(mode=Mode.NAMED).values_list("words", flat=True))
    return {one.words: one.score for one in page.rows if one.words not in known}


@pytest.mark.parametrize(("nameless", "listed"), [(1, 0), (9, 0), (10, 10)])
def test_a_list_less_the_words_by_name_is_not_that_of_few(siege: Siege, nameless: int, listed: int) -> None:
    wrote(siege, 12, name=True, leave=True)
    wrote(siege, nameless, name=False, score=0)
    siege.say("Mill Lane", [9] * 6, name=True)
    siege.say("Mill Lane", [8] * 6, name=False)
    page = read(siege, after=0)
    assert not page.hidden
    assert len(without_a_name(page)) == listed


def test_todays_list_less_yesterdays_is_not_one_sentence_without_a_name(siege: Siege) -> None:
    wrote(siege, 12, name=False)
    siege.say("Mill Lane", [8] * 6, name=False)
    before = without_a_name(read(siege, after=0))
    assert len(before) == 12
    wrote(siege, 5, name=True)
    wrote(siege, 1, name=False, score=0)
    after = without_a_name(read(siege, after=1))
    assert after == before
    wrote(siege, 4, name=False, score=3)
    wrote(siege, 1, name=True)
    assert len(without_a_name(read(siege, after=2)).keys() - before.keys()) == 5


def scored(page: WordsPage) -> int:
    return sum(one.score is not None for one in page.rows)


@pytest.mark.parametrize(("silent", "told"), [(0, True), (1, False), (4, False), (5, True)])
def test_the_sum_less_the_scores_beside_words_is_not_that_of_few(siege: Siege, silent: int, told: bool) -> None:
    """All answers, less those by name, less those whose words stand with a score: whoever wrote nothing is left."""
    wrote(siege, 12, name=False)
    siege.say("Mill Lane", [9] * 8, name=True)
    siege.say("Mill Lane", [0] * silent, name=False)
    page = read(siege, after=0)
    assert (len(page.rows), scored(page)) == (12, 12 if told else 0)


def test_what_the_sum_grew_by_less_the_new_scores_beside_words_is_not_one(siege: Siege) -> None:
    wrote(siege, 12, name=False)
    siege.say("Mill Lane", [8] * 6, name=False)
    assert scored(read(siege, after=0)) == 12
    wrote(siege, 5, name=False, score=9)
    siege.say("Mill Lane", [0], name=False)
    page = read(siege, after=1)
    assert (len(page.rows), scored(page)) == (17, 12)


def test_whoever_changes_an_answer_is_not_seen_beside_their_words(siege: Siege) -> None:
    mine = siege.tokens["Mill Lane"][0]
    wrote(siege, 12, name=False)
    siege.say("Mill Lane", [8] * 6, name=False)
    before = without_a_name(read(siege, after=0))
    words = Answer.objects.order_by("pk")[0].words
    surveys.answer(token=mine, score=0, words=words, leave_name_out=True, at=SAID_AT + timedelta(hours=1))
    wrote(siege, 6, name=True)
    assert without_a_name(read(siege, after=1)) == before


def test_reasons_beside_a_gap_less_those_by_name_are_nobodys(siege: Siege) -> None:
    for name in (True,) * 5 + (False,):
        token = siege.tokens["Mill Lane"].pop(0)
        surveys.answer(token=token, score=2, reasons=["came_back"], leave_name_out=not name, at=SAID_AT)
    assert Answer.objects.filter(reasons=["came_back"]).count() == 6
    compare_gaps(survey_id=siege.survey_id, quarter=JULY, actor=system(), at=NOW)
    told = [ticked for one in GapTest.objects.all() for ticked in one.ticks]
    assert told and {n for _, n in told} == {5}


def printed(siege: Siege) -> list[list[str]]:
    """Words in public, in the review of a client, and beside the gap of a site."""
    survey, home = siege.survey_id, siege.world.cast.aldergate.pk
    review = queries.review(siege.attackers()["dev"], home, quarter=JULY, at=NOVEMBER)
    site = Answer.objects.exclude(site=None).values_list("site_id", flat=True)[0]
    asked = {"survey_id": survey, "since": JULY, "until": date(2026, 10, 1), "site_id": site}
    among = queries.words_released(siege.attackers()["dev"], survey_id=survey)
    beside = surveys_told.words_of_group(siege.attackers()["dev"], among=among, **asked)  # type: ignore[arg-type]
    return [publishing.results(NOBODY, at=NOVEMBER).voices, list(review.words), beside]


def test_what_somebody_just_wrote_is_not_seen_in_words_that_may_be_printed(siege: Siege) -> None:
    """The shortest stand there: whoever looks before and after a colleague answered would know what they wrote."""
    wrote(siege, 12, name=False, leave=True)
    siege.say("Mill Lane", [8] * 6, name=False)
    read(siege, after=0)
    before = printed(siege)
    assert [len(one) for one in before] == [6, 6, 6]
    token = siege.tokens["Mill Lane"].pop(0)
    surveys.answer(token=token, score=0, words="Bad.", leave_name_out=True, may_print=True, at=SAID_AT)
    assert printed(siege) == before
    wrote(siege, 4, name=False, leave=True)
    read(siege, after=1)
    assert all("Bad." in one for one in printed(siege))


@pytest.mark.parametrize("score", ["1", "3", "5"])
def test_a_call_to_another_program_does_not_tell_by_its_count_how_happy_somebody_is(people: Cast, score: str) -> None:
    """The unhappy are asked how many minutes they lost: their answers would count as more than one."""
    notices.open_endpoint(
        name="Dashboard", url="https://8.8.8.8/hook", events=list(OFFERED), actor=people.ines, at=MONDAY
    )
    survey = surveys.start_survey(
        template="csat", owner_id=people.dev.person_id, actor=people.dev, at=MONDAY, name="Mail", asked=Asked.USER
    )
    asks = [NewPastAsk(people.marta.person_id or 0, people.aldergate.pk, MONDAY, service_id=people.mail.pk)]
    (made,) = surveys.remember_asks(survey_id=survey.pk, asks=asks, how=How.AFTER_EPISODE, actor=people.dev, at=MONDAY)
    refs = [(people.marta.person_id, f"invitation:{made.invitation_id}")]
    (token,) = links.issue_many("answer", refs=refs, expires_at=MONDAY + 30 * ONE_DAY, at=MONDAY)
    said = {"minutes_lost": ["30"], "solved": ["partly"]}
    surveys.answer(token=token, score=score, items=said, at=MONDAY + ONE_DAY)
    surveys.answer(token=token, score="4", at=MONDAY + 2 * ONE_DAY)
    told = [json.loads(body) for body in HookCall.objects.values_list("body", flat=True)]
    assert [one["data"]["n"] for one in told if one["type"] == "answer.counted"] == [1]
