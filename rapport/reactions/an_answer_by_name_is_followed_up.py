"""An answer by name is followed up: the unhappy are called, the passive are read, the happy are thanked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace

from django.utils import timezone

from rapport.domains.recovery import actions as recovery
from rapport.domains.recovery.types import Before, Heard
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.events import AnswerGiven, AnswersImported
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(AnswerGiven)
def follow_up(event: AnswerGiven) -> None:
    """An answer without a name leaves nothing here; one that was changed counts from the change."""
    if event.named:
        now = timezone.now()
        told = surveys.answers_told(system(), [event.answer_id])
        said = [replace(one, said_at=now) if one.changes else one for one in heard(told)]
        recovery.note_answers(heard=said, actor=system(), at=now)


@on(AnswersImported, once=False, priority=80)
def follow_imported(event: AnswersImported) -> None:
    """Some at a time, each its own short transaction; those known already are left as they are."""
    last = 0
    while told := surveys.answers_by_name(system(), after=last, survey_id=event.survey_id):
        recovery.note_answers(heard=heard(told), actor=system(), at=timezone.now())
        last = told[-1].answer_id


def heard(told: Iterable[surveys.AnswerTold]) -> list[Heard]:
    """The same facts in the words of recovery."""
    return [Heard(**asdict(one) | {"before": tuple(Before(**asdict(was)) for was in one.before)}) for one in told]
