"""Every kind of survey: what it asks, how it is answered, how its wording changes, and what is compared."""

from __future__ import annotations

import doctest
import importlib
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.domains.surveys import actions, queries, rules
from rapport.domains.surveys.events import AnswersCounted
from rapport.domains.surveys.models import Answer, AnswerChange, AnswerItem, Invitation, Survey
from rapport.domains.surveys.tests.asking import crowd
from rapport.domains.surveys.types import Asked, Counted, How, Mode, NewPastAsk
from rapport.foundation import events, links
from rapport.foundation.actors import NOBODY, NotAllowed, system
from tests import cast
from tests.cast import MONDAY, ONE_DAY, Cast

SOON = MONDAY + ONE_DAY


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


def started(people: Cast, template: str, **named: object) -> Survey:
    said = {"name": f"About {template}", "asked": Asked.USER, "service_id": people.mail.pk} | named
    return actions.start_survey(template=template, owner_id=people.dev.person_id, actor=people.dev, at=MONDAY, **said)


def asked(people: Cast, survey: Survey, persons: list[int]) -> list[int]:
    """Invitations of the past to these persons, after a matter of theirs."""
    rows = [NewPastAsk(one, people.aldergate.pk, MONDAY, service_id=people.mail.pk) for one in persons]
    made = actions.remember_asks(survey_id=survey.pk, asks=rows, how=How.AFTER_EPISODE, actor=people.dev, at=MONDAY)
    return [one.invitation_id for one in made]


def link_of(people: Cast, survey: Survey) -> str:
    """The link of one invitation to Marta."""
    (one,) = asked(people, survey, [people.marta.person_id or 0])
    until = MONDAY + timedelta(days=30)
    refs = [(people.marta.person_id, f"invitation:{one}")]
    return links.issue_many("answer", refs=refs, expires_at=until, at=MONDAY)[0]


@pytest.mark.parametrize("name", ["classes", "imports", "replies", "templates", "wording"])
def test_the_examples_of_the_rules_are_true(name: str) -> None:
    module = importlib.import_module(f"rapport.domains.surveys.rules.{name}")
    assert doctest.testmod(module).failed == 0


def test_every_template_is_sound_in_both_languages_and_asks_the_same_in_each() -> None:
    for one in rules.templates():
        wording = rules.wording_of(one.key, "Mail")
        assert list(wording) == ["en", "de"]
        assert rules.faults_of(one.kind, wording) == {}
        english, german = (rules.wording_in(wording, code) for code in wording)
        assert english.question != german.question
        assert [q.text for q in english.questions] != [q.text for q in german.questions] or not english.questions


@pytest.mark.parametrize(
    ("kind", "borders"),
    [("nps", "uuuuuuupphh"), ("csat", "-uuphh"), ("ces", "-uuuphhh"), ("own", "-uuppphh")],
)
def test_the_three_classes_of_each_scale(kind: str, borders: str) -> None:
    found = [rules.classed(kind, score)[0] for score, border in enumerate(borders) if border != "-"]
    assert "".join(found) == borders.replace("-", "")


@settings(max_examples=50)
@given(st.integers(0, 5), st.integers(1, 5), st.sampled_from(["high", "low"]))
def test_a_scale_turned_round_swaps_happy_and_unhappy(first: int, span: int, better: str) -> None:
    other = {"high": "low", "low": "high"}[better]
    swapped = {"unhappy": "happy", "passive": "passive", "happy": "unhappy"}
    for score in range(first, first + span + 1):
        here, there = (
            rules.classed("own", score, first=first, last=first + span, better=way) for way in (better, other)
        )
        assert swapped[here] == there


def test_an_answer_holds_its_score_and_the_questions_of_its_class_only(people: Cast) -> None:
    survey = started(people, "csat")
    said = {"solved": ["partly"], "what_to_try": ["Call first."], "minutes_lost": ["9"], "nonsense": ["1"]}
    given = actions.answer(token=link_of(people, survey), score="2", reasons=["came_back", "easy"], items=said, at=SOON)
    rows = {item.key: (item.number, item.choices, item.words) for item in given.items.all()}
    assert (given.score, given.reasons) == (2, ["came_back"])
    assert rows == {"solved": (None, ["partly"], ""), "what_to_try": (None, [], "Call first.")}


def test_the_same_link_changes_every_part_keeps_what_it_was_and_adds_none(people: Cast) -> None:
    survey = started(people, "ces")
    token, heard = link_of(people, survey), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "publish", heard.append)
        patch.setattr("rapport.domains.surveys.actions.answering.publish", heard.append)
        actions.answer(token=token, score="2", items={"minutes_lost": ["480"]}, at=SOON)
        actions.answer(token=token, score="6", items={"minutes_lost": ["480"]}, at=SOON + ONE_DAY)
    assert (Answer.objects.count(), Answer.objects.get().score, AnswerItem.objects.count()) == (1, 6, 0)
    before = AnswerChange.objects.get()
    assert (before.score, before.items) == (2, {"minutes_lost": {"number": 480, "counted": True}})
    counted = [(c.score, c.answered) for e in heard if isinstance(e, AnswersCounted) for c in e.counts]
    assert counted == [(2, 1), (480, 1), (2, -1), (480, -1), (6, 1)]


def test_scales_after_the_first_question_are_counted_under_their_key_and_taken_back(people: Cast) -> None:
    survey, heard = started(people, "trust"), []
    token = link_of(people, survey)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rapport.domains.surveys.actions.answering.publish", heard.append)
        actions.answer(token=token, items={"honest": ["7"], "rely_on": ["5"]}, at=SOON)
        actions.answer(token=token, items={"honest": ["6"]}, at=SOON)
    rows: list[Counted] = [c for e in heard if isinstance(e, AnswersCounted) for c in e.counts]
    assert Answer.objects.get().score is None
    assert sum(c.answered for c in rows if not c.question) == 1
    net = {(c.question, c.score): 0 for c in rows if c.question}
    for c in rows:
        if c.question:
            net[c.question, c.score] += c.answered
    assert net == {("honest", 7): 0, ("rely_on", 5): 0, ("honest", 6): 1}


@pytest.mark.parametrize(
    ("items", "key"),
    [
        ({"solved": ["maybe"]}, "solved"),
        ({"solved": ["yes", "no"]}, "solved"),
        ({"minutes_lost": ["-1"]}, "minutes_lost"),
        ({"minutes_lost": ["10081"]}, "minutes_lost"),
        ({"minutes_lost": ["9.5"]}, "minutes_lost"),
        ({"rate": ["8"]}, "rate"),
        ({"rate": ["٧"]}, "rate"),
        ({"tools": ["nothing", "magic"]}, "tools"),
        ({"why": ["x" * 4001]}, "why"),
    ],
)
def test_what_a_question_does_not_offer_is_refused_by_its_key(items: dict[str, list[str]], key: str) -> None:
    rows = [
        {"key": "solved", "kind": "single", "text": "?", "choices": [["yes", "Yes"], ["no", "No"]]},
        {"key": "minutes_lost", "kind": "minutes", "text": "?"},
        {"key": "rate", "kind": "scale", "text": "?", "from": 1, "to": 7},
        {"key": "tools", "kind": "multiple", "text": "?", "choices": [["nothing", "Nothing"], ["all", "All"]]},
        {"key": "why", "kind": "text", "text": "?"},
    ]
    wording = rules.wording_in({"en": {"question": "?", "low": "", "high": "", "reasons": {}, "questions": rows}}, "en")
    with pytest.raises(rules.NotAnAnswer) as refused:
        rules.replies(wording, "", items)
    assert refused.value.key == key
    accepted = {"minutes_lost": ["10080"], "tools": ["all", "nothing", "all"], "rate": [""]}
    assert [(one.number, one.choices) for one in rules.replies(wording, "", accepted)] == [
        (10080, ()),
        (None, ("all", "nothing")),
    ]


def test_nothing_at_all_and_a_number_beyond_its_scale_are_refused_before_anything_is_written(people: Cast) -> None:
    trust, csat = (link_of(people, started(people, template)) for template in ("trust", "csat"))
    with pytest.raises(actions.NothingSaid):
        actions.answer(token=trust, words="Only words", at=SOON)
    with pytest.raises(actions.NotAScore):
        actions.answer(token=csat, score="6", at=SOON)
    with pytest.raises(actions.NotAnAnswer):
        actions.answer(token=csat, score="5", items={"solved": ["no such"]}, at=SOON)
    assert not Answer.objects.exists()


def test_a_wording_somebody_was_asked_with_becomes_another_version_and_answers_stay(people: Cast) -> None:
    survey = started(people, "csat")
    wording = queries.wording_in_force(people.dev, survey.pk)
    wording["en"]["question"] = "How did it go?"
    change = {"survey_id": survey.pk, "actor": people.dev, "at": MONDAY}
    assert actions.change_wording(wording=wording, **change).number == 1  # nobody was asked yet
    token = link_of(people, survey)
    assert actions.change_wording(wording=wording, **change).number == 1  # the same words again
    wording["de"]["question"] = "Wie war es?"
    assert actions.change_wording(wording=wording, **change).number == 2
    given = actions.answer(token=token, score="5", at=SOON)
    assert given.version.number == 1
    assert [one.used for one in queries.survey_page(people.dev, survey.pk).versions] == [False, True]


def test_a_wording_that_cannot_be_asked_says_what_is_missing_and_where(people: Cast) -> None:
    survey = started(people, "trust")
    wording = queries.wording_in_force(people.dev, survey.pk)
    for words in wording.values():
        del words["questions"][-1]
    wording["de"]["question"] = " "
    wording["de"]["questions"][0] = {**wording["de"]["questions"][0], "to": 5}
    with pytest.raises(actions.UnsoundWording) as refused:
        actions.change_wording(survey_id=survey.pk, wording=wording, actor=people.dev, at=MONDAY)
    assert refused.value.faults.keys() == {"whole", "de.question"}
    assert queries.survey_page(people.dev, survey.pk).row.versions == 1


def test_paused_sends_nothing_and_what_was_due_leaves_on_a_working_morning(people: Cast) -> None:
    survey, persons = started(people, "ces"), crowd(people, 5)
    asked(people, survey, persons)
    Invitation.objects.update(sent_at=None, reminded_at=None)
    act = {"survey_id": survey.pk, "actor": people.dev}
    actions.pause_survey(at=SOON, **act)
    assert actions.send_due(actor=system(), at=SOON) == 0
    with pytest.raises(actions.SurveyRests):
        actions.draw_sample(month=MONDAY.date(), size=3, seed=1, at=SOON, **act)
    friday = MONDAY + 4 * ONE_DAY
    actions.resume_survey(at=friday, **act)
    assert actions.send_due(actor=system(), at=friday + ONE_DAY) == 0
    assert actions.send_due(actor=system(), at=MONDAY + 7 * ONE_DAY) == 5
    actions.stop_survey(at=friday, **act)
    assert actions.remind_due(actor=system(), at=MONDAY + 20 * ONE_DAY) == 0
    with pytest.raises(actions.SurveyStopped):
        actions.resume_survey(at=friday, **act)


def test_a_name_is_taken_once_and_only_perceptions_follow_expectations(people: Cast) -> None:
    csat = started(people, "csat")
    with pytest.raises(actions.NameTaken):
        started(people, "csat")
    with pytest.raises(actions.NoSuchTemplate):
        started(people, "perception", follows_id=csat.pk)
    with pytest.raises(NotAllowed):
        actions.start_survey(template="csat", name="Mine", asked=Asked.USER, actor=people.hugo, at=MONDAY)


def test_an_answer_on_another_scale_is_not_taken_for_the_loyalty_question(people: Cast) -> None:
    survey = started(people, "csat")
    given = actions.answer(token=link_of(people, survey), score="5", at=SOON)
    act = queries.act_of_answer(system(), given.pk)
    assert given.mode == Mode.NAMED
    assert act is not None and act.title == "5 of 5, happy"
    assert queries.default_survey(NOBODY) is None
