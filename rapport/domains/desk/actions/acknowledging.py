"""The acknowledgement of a new conversation: one letter that says what was understood and what to expect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rapport.domains.desk.actions.letters import Correspondence
from rapport.domains.desk.queries.beforehand import Beforehand
from rapport.domains.desk.types import REF
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import NewTrace
from rapport.domains.promises.types import Expect
from rapport.foundation import postroom
from rapport.foundation.actors import Actor

if TYPE_CHECKING:
    from rapport.domains.desk.actions.saying import Saying

KIND = "acknowledgement"


def acknowledge(
    sayings: Sequence[Saying],
    *,
    expected: Mapping[tuple[str, int], Expect],
    known: Beforehand,
    actor: Actor,
    at: datetime,
) -> None:
    """Post the letters of all sayings that are to be acknowledged; a trace each, no act."""
    chosen = [s for s in sayings if s.acknowledge]
    if not chosen:
        return
    post = Correspondence([s.ticket for s in chosen], askers=known.askers)
    letters = [_letter(post, s, expected.get((REF, s.ticket.pk)), at) for s in chosen]
    postroom.post(letters, at=at, suppressed=known.suppressed)
    traces = [NewTrace(person_id=s.person_id, kind=KIND, at=at, ref=(REF, s.ticket.pk)) for s in chosen]
    ledger.record_traces(traces, actor=actor, at=at)


def _letter(post: Correspondence, saying: Saying, expect: Expect | None, at: datetime) -> postroom.NewLetter:
    ticket, message = saying.ticket, saying.message
    return post.letter(
        ticket,
        kind=KIND,
        address=saying.address,
        # Whoever has the address may not be who wrote: then nothing that was written is mailed to them.
        subject=None if saying.confirm else message.mail_subject or ticket.subject,
        said={
            "subject": ticket.subject,
            "expect": Correspondence.plain(expect),
            "said_at": at.isoformat(),
            "confirm": saying.confirm,
        },
        in_reply_to=message.mail_id,
        references=[*message.references, message.mail_id],
        automatic=True,
        said_in=message.language or "",
        at=at,
    )
