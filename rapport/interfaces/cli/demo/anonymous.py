"""The question that is asked anonymously; who said what, the demo does not know either."""

from __future__ import annotations

from datetime import datetime
from random import Random

from rapport.domains.insights import actions as insights
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys.types import Mode
from rapport.foundation.actors import system
from rapport.interfaces.cli.demo.calendar import moment, month_back

NAME = "Honestly: would you recommend working with us?"
ASKED, ANSWERED = 60, 38
WORDS = (
    "I say less in the meetings than I write here.",
    "We are told it is fixed and nobody dares to say that it is not.",
    "Ask the night shift, too.",
    "It got better since the new lead came.",
    "I would speak up if it ever changed anything.",
)


def ask(*, owner_id: int, at: datetime) -> None:
    """Sixty were asked last month, thirty-eight answered, moved together and released."""
    month = month_back(at.date(), 1)
    begun = moment(month, 6)
    survey = surveys.start_default_survey(name=NAME, mode=Mode.ANONYMOUS, owner_id=owner_id, actor=system(), at=begun)
    made = surveys.draw_sample(
        survey_id=survey.pk, month=month, size=ASKED, rest_days=14, seed=11, actor=system(), at=begun
    )
    surveys.send_sample(sample_id=made.sample_id or 0, actor=system(), at=begun)
    surveys.remember_anonymously(sample_id=made.sample_id or 0, answers=_answers(), actor=system(), at=at)
    insights.make_release(survey_id=survey.pk, actor=system(), at=at)


def _answers() -> list[dict[str, object]]:
    lot = Random("honestly")
    scores = lot.choices(range(11), weights=(2, 1, 2, 3, 3, 6, 7, 9, 8, 7, 4), k=ANSWERED)
    words = [*WORDS, *[""] * (ANSWERED - len(WORDS))]
    return [{"score": score, "reasons": [], "words": said} for score, said in zip(scores, words, strict=True)]
