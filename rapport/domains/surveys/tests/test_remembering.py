"""Asks and answers of the past are counted; no letter leaves about them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.models import Answer, Invitation
from rapport.domains.surveys.tests.asking import LATER, OCTOBER, crowd, survey_id
from rapport.domains.surveys.types import PastAnswer, PastAsk
from rapport.foundation.actors import system
from rapport.foundation.models import Letter
from tests import cast
from tests.cast import MONDAY, Cast


@pytest.fixture
def people(db: None) -> Cast:
    return cast.build(at=MONDAY - timedelta(days=400))


@pytest.fixture
def sample(people: Cast) -> int:
    crowd(people, 12)
    made = actions.draw_sample(survey_id=survey_id(people), month=OCTOBER, size=10, seed=3, actor=system(), at=MONDAY)
    actions.send_sample(sample_id=made.sample_id or 0, actor=system(), at=MONDAY)
    return made.sample_id or 0


def sent(sample: int) -> list[PastAsk]:
    return actions.remember_sent(sample_id=sample, until=LATER, actor=system(), at=LATER)


def test_what_was_sent_in_the_past_is_not_sent_again(sample: int) -> None:
    assert len(sent(sample)) == 10
    assert actions.send_due(actor=system(), at=LATER) == 0
    assert actions.remind_due(actor=system(), at=LATER) == 0
    assert Letter.objects.count() == 0


def test_an_answer_without_name_names_nobody(sample: int) -> None:
    first, second = sent(sample)[:2]
    given = [
        PastAnswer(first.invitation_id, 9, LATER, words="Quick."),
        PastAnswer(second.invitation_id, 3, LATER, leave_name_out=True),
    ]
    by_name = actions.remember_answers(answers=given, actor=system(), at=LATER)
    assert list(by_name) == [first.invitation_id]
    assert Answer.objects.get(score=3).person_id is None
    assert Invitation.objects.filter(answered_on=LATER.date()).count() == 2


def test_who_is_asked_now_gets_the_letter_and_the_link_is_good(sample: int) -> None:
    asked = sent(sample)[0]
    actions.ask_now(sample_id=sample, person_ids=[asked.person_id], actor=system(), at=LATER)
    assert actions.send_due(actor=system(), at=LATER) == 1
    assert [letter.ref_id for letter in Letter.objects.all()] == [asked.invitation_id]
    assert Invitation.objects.get(pk=asked.invitation_id).expires_at > LATER


def test_a_trial_gives_what_the_draw_would(people: Cast) -> None:
    crowd(people, 12)
    ask = {"month": OCTOBER, "size": 5, "rest_days": 90}
    trials = list(queries.trial_draws(system(), **ask, seeds=[1, 2]))
    made = actions.draw_sample(survey_id=survey_id(people), **ask, seed=2, actor=system(), at=MONDAY)
    assert [line.candidate.key for line in trials[1].drawn] == [line.candidate.key for line in made.drawn]
