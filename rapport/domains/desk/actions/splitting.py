"""A message and what follows becomes a ticket of its own; and tickets that belong together are linked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapport.domains.desk.models import KnownId, Message, Participant, Ticket, TicketLink, finding
from rapport.domains.desk.models.numbering import number_tickets
from rapport.domains.desk.queries import changing
from rapport.domains.desk.rules import ids, thread_index
from rapport.domains.desk.rules.joining import CannotLink, CannotSplit
from rapport.domains.desk.rules.words import first_line
from rapport.domains.desk.types import REF, LinkKind, Side, TicketState
from rapport.domains.ledger import actions as ledger
from rapport.domains.promises import actions as promises
from rapport.domains.promises.types import Subject
from rapport.foundation import audit, search
from rapport.foundation.actors import Actor, NotFound

COPIED = (
    *("organisation_id", "requester_id", "team_id", "service_id", "site_id", "mailbox", "kind", "priority"),
    *("assignee_id", "channel", "raw_source"),
)


@transaction.atomic
def split_ticket(*, ticket_id: int, message_id: int, subject: str = "", actor: Actor, at: datetime) -> Ticket:
    """Make a message and everything after it a ticket of its own, for the same people, linked to this one."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    moving = _from(ticket, message_id)
    new = _new(ticket, moving, subject, at)
    number_tickets([new])
    new.save()
    persons = Participant.objects.filter(ticket=ticket).values_list("person_id", flat=True)
    Participant.objects.bulk_create([Participant(ticket=new, person_id=one) for one in persons])
    Message.objects.filter(pk__in=[m.pk for m in moving]).update(ticket=new)
    _lead_mail(ticket, new, moving)
    _lead_on(ticket, new, moving[0], actor=actor, at=at)
    TicketLink.objects.create(ticket=new, other=ticket, kind=LinkKind.RELATED, made_at=at)
    _find(new, moving[0])
    for pk in (ticket.pk, new.pk):
        audit.record("ticket.split", actor=actor, subject_kind=REF, subject_id=pk, at=at)
    return new


@transaction.atomic
def link_tickets(*, ticket_id: int, other_id: int, kind: str, actor: Actor, at: datetime) -> TicketLink:
    """Say how one ticket stands to another; said again it is said anew."""
    ticket, other = changing.ticket_to_change(actor, ticket_id), changing.ticket_to_change(actor, other_id)
    if ticket.pk == other.pk:
        raise CannotLink("A ticket cannot be linked to itself. Nothing was changed; name the other one.")
    if kind not in set(LinkKind):
        raise CannotLink(f"{kind!r} is no way to link tickets. Nothing was changed.")
    TicketLink.objects.filter(ticket=other, other=ticket).delete()
    made, _ = TicketLink.objects.update_or_create(ticket=ticket, other=other, defaults={"kind": kind, "made_at": at})
    audit.record("ticket.linked", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at)
    return made


@transaction.atomic
def unlink_tickets(*, ticket_id: int, other_id: int, actor: Actor, at: datetime) -> None:
    """Take a link away, from whichever side it was made."""
    ticket = changing.ticket_to_change(actor, ticket_id)
    gone = TicketLink.objects.filter(ticket=ticket, other_id=other_id)
    gone = gone | TicketLink.objects.filter(ticket_id=other_id, other=ticket)
    if not gone.delete()[0]:
        raise NotFound
    audit.record("ticket.unlinked", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at)


def _from(ticket: Ticket, message_id: int) -> list[Message]:
    """The message with everything said after it; something must stay, and it begins with what was said openly."""
    first = Message.objects.filter(ticket=ticket, pk=message_id).first()
    if first is None:
        raise NotFound
    if first.side == Side.NOTE:
        raise CannotSplit("A ticket begins with what was said, not with a note. Nothing was changed.")
    before = Message.objects.filter(ticket=ticket, said_at__lt=first.said_at).exclude(side=Side.NOTE)
    if not before.exists():
        raise CannotSplit("Nothing would stay behind: this is where the ticket begins. Nothing was changed.")
    return list(Message.objects.filter(ticket=ticket, said_at__gte=first.said_at).order_by("said_at", "pk"))


def _new(ticket: Ticket, moving: Sequence[Message], subject: str, at: datetime) -> Ticket:
    topic = ids.ticket_subject(subject or first_line(moving[0].text) or ticket.subject)
    last = [m for m in moving if m.side != Side.NOTE][-1]
    ours = next((m.said_at for m in moving if m.side == Side.OURS), None)
    return Ticket(
        **{name: getattr(ticket, name) for name in COPIED},
        subject=topic,
        state=TicketState.OPEN,
        opened_at=moving[0].said_at,
        last_message_at=last.said_at,
        last_side=last.side,
        answered_at=ours,
        thread_topic=topic,
        thread_index=thread_index.new_index(seed=f"split:{moving[0].pk}", at=at),
    )


def _lead_mail(ticket: Ticket, new: Ticket, moving: Sequence[Message]) -> None:
    """Who answers one of these mails writes to the new ticket."""
    hashes = {ids.id_hash(m.mail_id) for m in moving if m.mail_id} - {""}
    KnownId.objects.filter(ticket=ticket, hash__in=hashes).delete()
    KnownId.objects.bulk_create([KnownId(ticket=new, hash=one) for one in sorted(hashes)], ignore_conflicts=True)


def _lead_on(ticket: Ticket, new: Ticket, first: Message, *, actor: Actor, at: datetime) -> None:
    """Acts move, the new matter has clocks of its own, and what stays behind knows its last word."""
    ledger.move_acts(was=(REF, ticket.pk), now=(REF, new.pk), since=first.said_at, actor=actor, at=at)
    subject = Subject(
        ref=(REF, new.pk),
        person_id=new.requester_id,
        organisation_id=new.organisation_id,
        team_id=new.team_id,
        service_id=new.service_id,
        priority=new.priority,
        at=new.opened_at,
    )
    promises.expect_many([subject], actor=actor, at=at)
    last = Message.objects.filter(ticket=ticket).exclude(side=Side.NOTE).order_by("-said_at", "-pk")[0]
    ticket.last_message_at, ticket.last_side = last.said_at, last.side
    ticket.save(update_fields=["last_message_at", "last_side"])


def _find(new: Ticket, first: Message) -> None:
    """The new ticket is found by its first words; every other message goes on being found by itself."""
    search.remove(finding.MESSAGE, [first.pk])
    finding.index([(new, first, True)])
    finding.regrant(new)
