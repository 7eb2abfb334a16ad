"""Whoever was unhappy and was called is asked once more, three weeks later: did it help?"""

from __future__ import annotations

from rapport.domains.recovery.events import RecoveryEnded
from rapport.domains.surveys import actions as surveys
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(RecoveryEnded)
def ask(event: RecoveryEnded) -> None:
    """Three weeks after it ended; who wants no contact is left in peace."""
    if event.ask_again_on is not None:
        surveys.ask_again(person_id=event.person_id, after=event.at, actor=system(), at=event.at)
