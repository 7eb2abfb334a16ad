"""Whoever was unhappy and was called is asked once more, three weeks later: did it help?"""

from __future__ import annotations

from rapport.domains.recovery.events import RecoveryEnded
from rapport.domains.surveys import actions as surveys
from rapport.foundation.actors import system
from rapport.foundation.events import on


@on(RecoveryEnded)
def ask(event: RecoveryEnded) -> None:
    """On the day the outcome names; who wants no contact is left in peace."""
    ask_again = getattr(surveys, "ask_again", None)  # as long as surveys have no single ask, the day stands on the page
    if ask_again is not None and event.ask_again_on is not None:
        ask_again(person_id=event.person_id, on=event.ask_again_on, actor=system(), at=event.at)
