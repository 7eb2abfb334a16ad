"""Whoever was unhappy and was called is asked once more, three weeks later: did it help?"""

from __future__ import annotations

from rapport.domains.recovery import actions as recovery
from rapport.domains.recovery.events import RecoveryEnded
from rapport.domains.surveys import actions as surveys
from rapport.domains.surveys import queries
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(RecoveryEnded)
def ask(event: RecoveryEnded) -> None:
    """Three weeks after it ended; who wants no contact is left in peace. Its page says the day, or that nobody asks."""
    if event.ask_again_on is None:
        return
    asked = surveys.ask_again(
        person_id=event.person_id, after=event.at, survey_id=event.survey_id, actor=system(), at=event.at
    )
    day = None if asked is None else queries.asked_on(system(), asked)
    recovery.note_asked_again(recovery_id=event.recovery_id, on=day, actor=system(), at=event.at)
