"""What every message becomes in the ledger: acts of people, traces of machines, parts of those behind the scenes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rapport.domains.desk.types import REF, Side
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import NewAct, NewPart, NewTrace
from rapport.foundation.actors import Actor

if TYPE_CHECKING:
    from rapport.domains.desk.actions.saying import Saying


OUR_SIDES = frozenset({Side.OURS, Side.NOTE})


def record_acts(sayings: Sequence[Saying], *, actor: Actor, at: datetime, gaps: Any = None) -> None:
    """Messages of people are acts; what machines sent is a trace, notes are work behind the scenes."""
    acts = [_act(s) for s in sayings if s.message.side in {Side.THEIRS, Side.OURS}]
    if acts:
        ledger.record_acts(acts, actor=actor, at=at, gaps=gaps)
    traces = [_trace(s) for s in sayings if s.traced_as]
    if traces:
        ledger.record_traces(traces, actor=actor, at=at)
    parts = [_part(s, who) for s in sayings if s.message.side in OUR_SIDES and (who := s.message.author_id)]
    if parts:
        ledger.note_parts(parts, actor=actor, at=at)


def _act(saying: Saying) -> NewAct:
    ticket, message = saying.ticket, saying.message
    return NewAct(
        person_id=ticket.requester_id if message.side == Side.OURS else saying.person_id,
        organisation_id=ticket.organisation_id,
        at=message.said_at,
        channel=message.channel,
        direction=saying.direction,
        kind=saying.kind,
        source_key=saying.source_key,
        author_id=message.author_id,
        team_id=ticket.team_id,
        service_id=ticket.service_id,
        site_id=ticket.site_id,
        ref=(REF, ticket.pk),
        completes=saying.completes,
        planned=saying.planned,
        title=ticket.subject,
        minutes=message.minutes,
    )


def _trace(saying: Saying) -> NewTrace:
    at = saying.message.said_at
    return NewTrace(person_id=saying.person_id, kind=saying.traced_as, at=at, ref=(REF, saying.ticket.pk))


def _part(saying: Saying, person_id: int) -> NewPart:
    message = saying.message
    role = "note" if message.side == Side.NOTE else "answer"
    return NewPart(person_id=person_id, ref=(REF, saying.ticket.pk), role=role, at=message.said_at)
