"""An answer whose letter did not leave: the mailbox it goes to is full, and the ticket says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from rapport.domains.desk import actions
from rapport.foundation import postroom
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import lately
from rapport.interfaces.cli.demo.placing import Cast

WHY = "The mailbox is full (552 5.2.2)."
ANSWER = (
    "Hello Ewan,\n\ntwo beeps are a flat battery behind the cover: the door still knows your badges. "
    "I send you a new one today. Is there somebody with a ladder?"
)


def try_to_answer(tickets: Mapping[str, int], cast: Cast, *, at: datetime) -> None:
    """Ewan's mailbox refuses mail since yesterday, and Hugo answers him this morning."""
    answered = lately(at - timedelta(hours=1))
    postroom.suppress([n.EWAN], WHY, at=answered - timedelta(days=1))
    actions.answer(
        ticket_id=tickets["today-side-door"], text=ANSWER, then="wait", actor=cast.actor(n.HUGO), at=answered
    )
