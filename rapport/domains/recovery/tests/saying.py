"""What several tests of recovery need: Marta says something by name."""

from __future__ import annotations

from datetime import datetime

from rapport.domains.recovery import actions
from rapport.domains.recovery.models import Recovery
from rapport.domains.recovery.types import Heard
from rapport.foundation.actors import system
from tests.cast import MONDAY, Cast

WORDS = "Three of you asked me the same thing."
SURVEY = 77


def heard(
    cast: Cast,
    score: int = 3,
    *,
    answer_id: int = 501,
    person_id: int = 0,
    said_at: datetime = MONDAY,
    changes: int = 0,
    words: str = WORDS,
) -> Heard:
    """One answer about Mail, whose service owner is Dev; Ines owns the survey."""
    mood = "unhappy" if score < 7 else "passive" if score < 9 else "happy"
    return Heard(
        answer_id=answer_id,
        survey_id=SURVEY,
        person_id=person_id or cast.marta.person_id or 0,
        organisation_id=cast.aldergate.pk,
        service_id=cast.mail.pk,
        survey_owner_id=cast.ines.person_id,
        kind="nps",
        mood=mood,
        score=score,
        reasons=("I had to explain it again",),
        words=words,
        said_at=said_at,
        said_on=said_at.date(),
        changes=changes,
    )


def say(*told: Heard, at: datetime = MONDAY) -> int:
    """Have it noted, as the worker does."""
    return actions.note_answers(heard=told, actor=system(), at=at)


def opened(cast: Cast) -> Recovery:
    """Marta is unhappy, and a recovery stands."""
    say(heard(cast))
    return Recovery.objects.get(person_id=cast.marta.person_id)
