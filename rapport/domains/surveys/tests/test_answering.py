"""Answering by a link: what counts, what is kept, and what stays nobody's business."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.ledger import queries as ledger
from rapport.domains.people.models import Person
from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.models import Answer, AnswerChange, Invitation
from rapport.domains.surveys.tests.asking import LATER, by_key, crowd, first, send, tokens
from rapport.domains.surveys.types import Mode
from rapport.foundation import jobs
from rapport.foundation.actors import NOBODY, system
from rapport.foundation.links import WrongLink
from rapport.foundation.models import Audit, Job
from tests import cast
from tests.cast import MONDAY, ONE_DAY, Cast

TEN_DAYS_ON = MONDAY + 10 * ONE_DAY


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


@pytest.fixture
def asked(people: Cast) -> tuple[Invitation, str]:
    crowd(people, 10)
    send(people)
    return first()


def titles(invitation: Invitation) -> list[str]:
    return [act.title for act in ledger.timeline(system(), invitation.person_id).acts]


def test_looking_at_the_question_counts_nothing(asked: tuple[Invitation, str]) -> None:
    before = Job.objects.count()
    page = queries.invitation_page(NOBODY, asked[1], at=TEN_DAYS_ON)
    assert page.owner == "Dev Anand"
    assert (Answer.objects.count(), Job.objects.count()) == (0, before)


def test_an_answer_by_name_becomes_one_act_however_often_it_changes(asked: tuple[Invitation, str]) -> None:
    invitation, token = asked
    actions.answer(token=token, score="9", reasons=["keep_word", "came_back"], words="Good.", at=TEN_DAYS_ON)
    actions.answer(token=token, score="4", words="Less good.", at=TEN_DAYS_ON + ONE_DAY)
    jobs.run_all()
    given = Answer.objects.get()
    assert (given.score, given.words, given.reasons, given.person_id) == (4, "Less good.", [], invitation.person_id)
    assert AnswerChange.objects.get().score == 9
    assert titles(invitation) == ["4"]


def test_reasons_of_another_class_are_not_kept(asked: tuple[Invitation, str]) -> None:
    given = actions.answer(token=asked[1], score="9", reasons=["keep_word", "came_back"], at=TEN_DAYS_ON)
    assert given.reasons == ["keep_word"]


def test_a_name_left_out_leaves_nothing_behind(asked: tuple[Invitation, str]) -> None:
    invitation, token = asked
    trail = Audit.objects.count()
    given = actions.answer(token=token, score="2", leave_name_out=True, at=TEN_DAYS_ON)
    jobs.run_all()
    assert (given.mode, given.person_id, given.answered_at) == (Mode.CONFIDENTIAL, None, None)
    assert titles(invitation) == []
    assert Audit.objects.filter(verb__startswith="answer").count() == 0
    assert Audit.objects.count() == trail


def test_leave_to_print_is_taken_back_by_the_same_link(people: Cast) -> None:
    crowd(people, 10)
    send(people, size=10)
    links = list(tokens().values())
    for place, link in enumerate(links):
        said = {"words": f"You said Thursday, it was Thursday. {place}", "may_print": True}
        actions.answer(token=link, score=9, leave_name_out=place % 2 == 0, at=TEN_DAYS_ON, **said)
    survey = actions.start_default_survey(actor=system(), at=MONDAY).pk
    told = {"survey_id": survey, "before": LATER.date() + 30 * ONE_DAY}
    told["among"] = set(Answer.objects.values_list("pk", flat=True))
    assert len(queries.words_to_print(system(), **told)) == 6
    actions.answer(token=links[0], score=9, words="You said Thursday.", may_print=False, at=TEN_DAYS_ON + ONE_DAY)
    assert queries.words_to_print(system(), **told) == []


def test_the_promise_of_the_first_answer_stands(asked: tuple[Invitation, str]) -> None:
    actions.answer(token=asked[1], score="2", leave_name_out=True, at=TEN_DAYS_ON)
    again = actions.answer(token=asked[1], score="3", at=TEN_DAYS_ON)
    assert again.mode == Mode.CONFIDENTIAL
    assert again.person_id is None


def test_only_the_owner_and_the_person_see_an_answer_by_name(asked: tuple[Invitation, str], people: Cast) -> None:
    actions.answer(token=asked[1], score="2", at=TEN_DAYS_ON)
    assert Answer.objects.in_reach_of(people.dev).count() == 1
    for outsider in (*people.outsiders.values(), people.hugo, people.noor, people.ines):
        assert not Answer.objects.in_reach_of(outsider).exists()


@pytest.mark.parametrize("score", ["11", "-1", "", None, "nine", "7.5", "٧"])
def test_a_number_beyond_the_scale_is_refused(asked: tuple[Invitation, str], score: object) -> None:
    with pytest.raises(actions.NotAScore):
        actions.answer(token=asked[1], score=score, at=TEN_DAYS_ON)
    assert not Answer.objects.exists()


def test_a_link_of_somebody_else_an_old_one_and_nonsense_are_refused_alike(asked: tuple[Invitation, str]) -> None:
    with pytest.raises(WrongLink):
        actions.answer(token="nonsense", score="3", at=TEN_DAYS_ON)
    with pytest.raises(WrongLink):
        actions.answer(token=asked[1], score="3", at=LATER + 60 * ONE_DAY)


def test_who_says_never_again_is_not_drawn_again(asked: tuple[Invitation, str]) -> None:
    invitation, token = asked
    actions.opt_out(token=token, at=TEN_DAYS_ON)
    actions.opt_out(token=token, at=TEN_DAYS_ON)
    assert Person.objects.get(pk=invitation.person_id).opted_out_at == TEN_DAYS_ON
    assert Invitation.objects.get(pk=invitation.pk).declined_at == TEN_DAYS_ON
    found = by_key(LATER.date())
    assert found[invitation.person_id].opted_out


def test_letters_say_who_sees_the_answer_and_leave_on_working_mornings(people: Cast) -> None:
    crowd(people, 10)
    send(people)
    for invitation in Invitation.objects.select_related("organisation"):
        local = invitation.send_at.astimezone(cast.MONDAY.tzinfo)
        assert local.weekday() < 5
        assert 7 <= local.hour <= 10  # nine to eleven in Berlin
        assert invitation.sent_at is not None


def test_who_opted_out_between_draw_and_morning_gets_no_letter(people: Cast) -> None:
    some = crowd(people, 10)
    Person.objects.filter(pk__in=some).update(opted_out_at=None)
    made = actions.draw_sample(
        survey_id=actions.start_default_survey(actor=system(), at=MONDAY).pk,
        month=MONDAY.date(), size=5, seed=1, actor=system(), at=MONDAY,
    )  # fmt: skip
    actions.send_sample(sample_id=made.sample_id, actor=system(), at=MONDAY)
    Person.objects.filter(pk__in=some).update(opted_out_at=MONDAY)
    actions.send_due(actor=system(), at=MONDAY + 60 * ONE_DAY)
    assert not Invitation.objects.filter(sent_at__isnull=False).exists()


def test_a_sample_is_sent_once(people: Cast) -> None:
    crowd(people, 10)
    sample_id = send(people)
    with pytest.raises(actions.SampleSentBefore):
        actions.send_sample(sample_id=sample_id, actor=system(), at=MONDAY)


def test_one_reminder_and_none_for_who_answered(asked: tuple[Invitation, str]) -> None:
    actions.answer(token=asked[1], score="9", at=TEN_DAYS_ON)
    soon = max(Invitation.objects.values_list("remind_at", flat=True))
    Invitation.objects.update(expires_at=soon + 5 * ONE_DAY)
    assert actions.remind_due(actor=system(), at=soon) == 9
    assert actions.remind_due(actor=system(), at=soon + ONE_DAY) == 0
