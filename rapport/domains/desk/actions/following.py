"""What every message becomes in the ledger: acts of people, traces of machines, parts of those behind the scenes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rapport.domains.desk.types import REF, Side, TicketChannel
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import ENDS, Channel, Direction, NewAct, NewPart, NewTrace
from rapport.foundation.actors import Actor

if TYPE_CHECKING:
    from rapport.domains.desk.actions.saying import Saying
    from rapport.domains.desk.models import Ticket


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


def record_turns(
    tickets: Iterable[Ticket], *, kind: str, minutes: int | None = None, actor: Actor, at: datetime
) -> None:
    """Done, or open again, without a word: an act of whoever said so, so that the memory stands as the desk does.

    minutes: what it cost whoever asked, as they state it.
    """
    acts = [_turn(t, kind, at, minutes=minutes, author_id=actor.person_id) for t in tickets]
    ledger.record_acts(acts, actor=actor, at=at)


def _turn(ticket: Ticket, kind: str, at: datetime, *, minutes: int | None, author_id: int | None) -> NewAct:
    """The act by which a ticket is done, or open again; theirs where whoever asked says so."""
    return NewAct(
        person_id=ticket.requester_id,
        organisation_id=ticket.organisation_id,
        at=at,
        channel=Channel.PORTAL,
        direction=Direction.THEIRS if author_id == ticket.requester_id else Direction.OURS,
        kind=kind,
        source_key=f"ticket:{ticket.pk}:{kind}:{at.isoformat()}",
        author_id=author_id,
        team_id=ticket.team_id,
        service_id=ticket.service_id,
        site_id=ticket.site_id,
        ref=(REF, ticket.pk),
        completes=kind == ENDS,
        title=ticket.subject,
        minutes=minutes,
    )


def _act(saying: Saying) -> NewAct:
    ticket, message = saying.ticket, saying.message
    return NewAct(
        person_id=ticket.requester_id if message.side == Side.OURS else saying.person_id,
        organisation_id=ticket.organisation_id,
        at=message.said_at,
        # A program speaks for somebody who would else have come to these pages; acts know no programs.
        channel=Channel.PORTAL if message.channel == TicketChannel.API else message.channel,
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
        exchange=saying.exchange,
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
