"""Writing what was said, in sets: tickets, messages and everything that follows from them, for lists of any length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from rapport.domains.desk.actions import acknowledging, following
from rapport.domains.desk.actions.reopening import begin_again
from rapport.domains.desk.events import MessagesReceived, TicketReopened, TicketsOpened
from rapport.domains.desk.models import Attachment, KnownId, Message, Participant, Ticket, finding
from rapport.domains.desk.models.expected import subject_of
from rapport.domains.desk.models.numbering import number_tickets
from rapport.domains.desk.queries.beforehand import Beforehand, askers
from rapport.domains.desk.types import DONE, REF, Side, TicketChannel, TicketState
from rapport.domains.ledger.types import REOPENS, Exchange
from rapport.domains.promises import actions as promises
from rapport.foundation import audit, events, files
from rapport.foundation.actors import Actor


@dataclass(frozen=True)
class KeptAttachment:
    """An attachment whose bytes are on disk."""

    name: str
    content_id: str
    kept: files.Kept


@dataclass
class Saying:
    """One message to be written on a ticket, which may be new; several may share one ticket."""

    ticket: Ticket
    message: Message
    source_key: str
    person_id: int
    direction: str = "theirs"
    kind: str = "message"
    hashes: tuple[str, ...] = ()
    attachments: Sequence[KeptAttachment] = ()
    opens: bool = False
    acknowledge: bool = False
    planned: bool = False
    exchange: str = Exchange.SERVICE
    completes: bool = False
    address: str = ""
    traced_as: str = ""
    confirm: str = ""  # the token of a link by which they confirm that it was them


@dataclass
class Written:
    """What was written: new tickets, tickets written on, tickets open again."""

    opened: list[Ticket] = field(default_factory=list)
    replied: list[Ticket] = field(default_factory=list)
    reopened: list[Ticket] = field(default_factory=list)


def write(sayings: Sequence[Saying], *, actor: Actor, at: datetime, known: Beforehand | None = None) -> Written:
    """Write all sayings and what follows, in the caller's transaction; the number of statements does not grow.

    Who writes long lists has read `known` before the transaction began.
    """
    if not sayings:
        return Written()
    known = known or Beforehand(askers(actor, {s.ticket.requester_id for s in sayings if s.opens}))
    written = _tickets(sayings, known, at)
    _messages(sayings, at)
    _known_ids(sayings)
    _wake(written, actor, at, known)
    subjects = [subject_of(t, since=t.opened_at, told=_is_told(t)) for t in written.opened]
    expected = promises.expect_many(subjects, actor=actor, at=at, known=known.grounds)
    _say_that_it_reopens(sayings, written)
    following.record_acts(sayings, actor=actor, at=at, gaps=known.gaps)
    acknowledging.acknowledge(sayings, expected=expected, known=known, actor=actor, at=at)
    finding.index([(s.ticket, s.message, s.opens) for s in sayings])
    _tell(sayings, written, actor, at)
    return written


def _is_told(ticket: Ticket) -> bool:
    """A mail is told by its acknowledgement; what opens on a page, or by somebody's voice, is told there."""
    return ticket.channel != TicketChannel.MAIL or ticket.acknowledged_at is not None


def _say_that_it_reopens(sayings: Sequence[Saying], written: Written) -> None:
    """The first word on what was done opens it again, and the memory knows it as that."""
    again = {ticket.pk for ticket in written.reopened}
    for saying in sayings:
        if saying.ticket.pk in again and saying.message.side == Side.THEIRS:
            saying.kind = REOPENS
            again.discard(saying.ticket.pk)


def _tickets(sayings: Sequence[Saying], known: Beforehand, at: datetime) -> Written:
    """Insert the new tickets with their numbers, where who asked is, and the people who take part in them."""
    each = list({id(s.ticket): s.ticket for s in sayings}.values())
    written = Written(opened=[t for t in each if t.pk is None])
    moved = {id(s.ticket) for s in sayings if s.message.side == Side.THEIRS and s.ticket.pk is not None}
    written.replied = [t for t in each if id(t) in moved]
    for saying in sayings:
        if saying.acknowledge:
            saying.ticket.acknowledged_at = at
    if written.opened:
        for ticket in written.opened:
            ticket.site_id = ticket.site_id or known.askers[ticket.requester_id].site_id
        number_tickets(written.opened, known.numbers)
        Ticket.objects.bulk_create(written.opened)
    pairs = {(s.ticket.pk, s.person_id): None for s in sayings if s.ticket in written.opened}
    pairs |= {(t.pk, t.requester_id): None for t in written.opened}
    if pairs:
        rows = [Participant(ticket_id=ticket_id, person_id=person_id) for ticket_id, person_id in pairs]
        Participant.objects.bulk_create(rows, ignore_conflicts=True)
    return written


def _messages(sayings: Sequence[Saying], at: datetime) -> None:
    for saying in sayings:
        saying.message.ticket = saying.ticket
    Message.objects.bulk_create([s.message for s in sayings])
    named = [(s.message, a) for s in sayings for a in s.attachments]
    if named:
        rows = files.record([a.kept for _, a in named], at=at)
        Attachment.objects.bulk_create(
            Attachment(message=message, file=file, name=files.safe_name(a.name), content_id=a.content_id[:255])
            for (message, a), file in zip(named, rows, strict=True)
        )


def _known_ids(sayings: Sequence[Saying]) -> None:
    pairs = {(h, s.ticket.pk) for s in sayings for h in s.hashes}
    if pairs:
        rows = [KnownId(hash=h, ticket_id=ticket_id) for h, ticket_id in sorted(pairs)]
        KnownId.objects.bulk_create(rows, ignore_conflicts=True)


def _wake(written: Written, actor: Actor, at: datetime, known: Beforehand) -> None:
    """A person wrote on tickets that are here: it is our turn again, and what was solved is open."""
    if not written.replied:
        return
    ids = [t.pk for t in written.replied]
    Ticket.objects.filter(pk__in=ids).update(last_message_at=at, last_side=Side.THEIRS)
    asleep = [t for t in written.replied if t.state == TicketState.WAITING or t.state in DONE]
    written.reopened = [t for t in asleep if t.state in DONE]
    if asleep:
        Ticket.objects.filter(pk__in=[t.pk for t in asleep]).update(
            state=TicketState.OPEN, solved_at=None, closed_at=None
        )
        _resume(asleep, written.reopened, actor, at)
        begin_again(written.reopened, actor=actor, at=at, grounds=known.grounds)


def _resume(asleep: Sequence[Ticket], reopened: Sequence[Ticket], actor: Actor, at: datetime) -> None:
    """Clocks that stood still while we waited go on."""
    paused = [(REF, t.pk) for t in asleep if t not in reopened]
    if paused:
        promises.resume_clocks(paused, actor=actor, at=at)


def _tell(sayings: Sequence[Saying], written: Written, actor: Actor, at: datetime) -> None:
    audit.record_many(_lines(sayings, written), actor=actor, at=at)
    told: list[events.Event] = []
    if written.opened:
        told.append(
            TicketsOpened(
                ticket_ids=tuple(t.pk for t in written.opened),
                at=at,
                requester_ids=tuple(t.requester_id for t in written.opened),
                team_ids=tuple(t.team_id for t in written.opened),
            )
        )
    theirs = [s.message for s in sayings if s.message.side == Side.THEIRS]
    if theirs:
        tickets = tuple(dict.fromkeys(m.ticket_id for m in theirs))
        told.append(MessagesReceived(ticket_ids=tickets, at=at))
    events.publish_all([*told, *(TicketReopened(ticket_id=ticket.pk, at=at) for ticket in written.reopened)])


def _lines(sayings: Sequence[Saying], written: Written) -> list[audit.Line]:
    opened = [audit.Line("ticket.opened", REF, t.pk) for t in written.opened]
    reopened = [audit.Line("ticket.reopened", REF, t.pk, ("state",)) for t in written.reopened]
    new = {t.pk for t in written.opened}
    said = [audit.Line("ticket.written_on", REF, s.ticket.pk) for s in sayings if s.ticket.pk not in new]
    return [*opened, *reopened, *said]
