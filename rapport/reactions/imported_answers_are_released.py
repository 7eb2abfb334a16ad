"""Imported answers are released at once: they were closed before they came here."""

from __future__ import annotations

from rapport.domains.insights import actions as insights
from rapport.domains.surveys.events import AnswersImported
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(AnswersImported, now=True)
def release(event: AnswersImported) -> None:
    """Make a release where there are five new answers."""
    insights.make_release(survey_id=event.survey_id, how=event.how, actor=system(), at=event.at)
