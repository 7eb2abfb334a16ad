"""Deciding on held mail: let it in, or leave it out; its sender learns nothing either way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.desk.actions import saying
from rapport.domains.desk.actions.saying import Saying
from rapport.domains.desk.models import Attachment, HeldMessage, Message, Participant, Ticket, finding
from rapport.domains.desk.queries import changing
from rapport.domains.desk.rules import ids, thread_index
from rapport.domains.desk.rules.threading import OURSELVES
from rapport.domains.desk.types import Side, TicketChannel
from rapport.domains.people import actions as people
from rapport.domains.people import queries as people_seen
from rapport.domains.people.types import Sender
from rapport.foundation import audit, files
from rapport.foundation.actors import Actor

OURS = (
    "This mail came from one of our own mailboxes, so there is nobody to answer. Nothing was changed. "
    "Open a ticket for whom it is about, then leave this one out."
)


class AlreadyDecided(Exception):
    """Somebody has decided on this mail already; the text says who and what. It stays so."""

    def __init__(self, held: HeldMessage) -> None:
        who = held.decided_by.name if held.decided_by else "Somebody"
        what = "let this mail in" if held.accepted else "left this mail out"
        super().__init__(f"{who} has {what} already. It stays so, and nothing of the mail is lost.")
        self.ticket_id = held.ticket_id


class NoSender(ValueError):
    """We cannot tell who wrote this mail, so it cannot become a ticket. Open one for the right person and copy it."""


@transaction.atomic
def decide_held(*, held_id: int, accept: bool, actor: Actor, at: datetime) -> Ticket | None:
    """Accept a held mail, which makes its sender a participant, or leave it out; returns the ticket it is on now."""
    held = changing.held_to_decide(actor, held_id)
    if held.decided_at is not None:
        raise AlreadyDecided(held)
    ticket = _let_in(held, actor=actor, at=at) if accept else held.ticket
    held.accepted, held.decided_at, held.decided_by_id = accept, at, actor.person_id
    held.ticket = ticket
    held.save(update_fields=["accepted", "decided_at", "decided_by", "ticket"])
    verb = "held_mail.accepted" if accept else "held_mail.left_out"
    audit.record(verb, actor=actor, subject_kind="held_mail", subject_id=held.pk, at=at)
    return ticket


def _let_in(held: HeldMessage, *, actor: Actor, at: datetime) -> Ticket:
    if held.reason == OURSELVES:
        raise NoSender(OURS)
    person_id = held.person_id or _resolve(held, actor, at)
    new = held.ticket is None
    ticket = held.ticket or _ticket(held, person_id, actor, at)
    message = _message(held, person_id, at)
    hashes = {ids.id_hash(held.mail_id), *map(ids.id_hash, held.references)} - {""}
    one = Saying(
        ticket,
        message,
        source_key=f"mail:{held.raw_mail_id}",
        person_id=person_id,
        hashes=tuple(sorted(hashes)),
        opens=new,
    )
    if not new:
        Participant.objects.get_or_create(ticket=ticket, person_id=person_id)
    saying.write([one], actor=actor, at=at)
    _attach(held, message)
    if not new:
        finding.regrant(ticket)
    return ticket


def _resolve(held: HeldMessage, actor: Actor, at: datetime) -> int:
    """Staff vouch for the sender, so the address counts as it stands."""
    sender = Sender(address=held.sender_address, name=held.sender_name)
    found = people.resolve_senders(senders=[sender], actor=actor, at=at)[0]
    if found.person_id is None:
        raise NoSender(NoSender.__doc__)
    return found.person_id


def _ticket(held: HeldMessage, person_id: int, actor: Actor, at: datetime) -> Ticket:
    card = people_seen.names(actor, [person_id])[person_id]
    topic = ids.ticket_subject(held.subject)
    return Ticket(
        organisation_id=card.organisation_id,
        requester_id=person_id,
        team_id=held.team_id,
        mailbox=held.mailbox,
        subject=topic,
        channel=TicketChannel.MAIL,
        opened_at=held.received_at,
        last_message_at=held.received_at,
        thread_topic=topic,
        thread_index=thread_index.new_index(seed=f"{held.raw_mail_id}", at=at),
    )


def _message(held: HeldMessage, person_id: int, at: datetime) -> Message:
    return Message(
        author_id=person_id,
        side=Side.THEIRS,
        channel=TicketChannel.MAIL,
        text=held.text,
        quoted=held.quoted,
        html=held.html,
        said_at=held.said_at,
        recorded_at=at,
        mail_id=held.mail_id,
        mail_key=held.mail_key,
        mail_subject=held.subject,
        references=held.references,
        cc=held.cc,
        raw_mail_id=held.raw_mail_id,
        unproven=True,
        remarks=held.remarks,
    )


def _attach(held: HeldMessage, message: Message) -> None:
    Attachment.objects.bulk_create(
        Attachment(message=message, file_id=file_id, name=files.safe_name(name), content_id=content_id[:255])
        for file_id, name, content_id in held.files
    )
