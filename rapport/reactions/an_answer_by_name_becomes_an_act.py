"""An answer by name becomes an act; every other answer leaves nothing in the ledger."""

from __future__ import annotations

from django.utils import timezone

from rapport.domains.ledger import actions as ledger
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.events import AnswerGiven
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(AnswerGiven)
def record(event: AnswerGiven) -> None:
    """Record it once; a changed answer is the same act, said anew."""
    act = surveys.act_of_answer(system(), event.answer_id) if event.named else None
    if act is not None:
        ledger.say_anew([act], actor=system(), at=timezone.now())
