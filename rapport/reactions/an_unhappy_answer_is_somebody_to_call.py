"""An unhappy answer is somebody to call: the teams that know the person see it, and what changes it ends it."""

from __future__ import annotations

from django.utils import timezone

from rapport.domains.outreach import actions as outreach
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.events import AnswerGiven
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(AnswerGiven)
def notice(event: AnswerGiven) -> None:
    """An answer without a name leaves nothing here."""
    act = surveys.act_of_answer(system(), event.answer_id) if event.named else None
    if act is not None and act.title.isdigit():  # the loyalty question's; other scales say "2 of 5"
        outreach.note_answer(
            answer_id=event.answer_id,
            person_id=act.person_id,
            service_id=act.service_id,
            score=int(act.title),
            said_at=act.at,
            actor=system(),
            at=timezone.now(),
        )
