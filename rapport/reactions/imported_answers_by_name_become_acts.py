"""Answers by name that were given elsewhere become acts, as those given here do; all others leave nothing."""

from __future__ import annotations

from django.utils import timezone

from rapport.domains.ledger import actions as ledger
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.events import AnswersImported
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(AnswersImported, once=False, priority=80)
def record(event: AnswersImported) -> None:
    """Some at a time, each its own short transaction; recorded again they are what they were."""
    last = 0
    while told := surveys.answers_by_name(system(), after=last, survey_id=event.survey_id):
        acts = surveys.acts_of_answers(system(), [one.answer_id for one in told])
        ledger.say_anew(acts, actor=system(), at=timezone.now())
        last = told[-1].answer_id
