"""Opening a ticket in the portal, on the phone or for somebody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction

from rapport.domains.desk.actions import saying
from rapport.domains.desk.actions.attaching import Attached, KeptFiles
from rapport.domains.desk.actions.filling import Filled
from rapport.domains.desk.actions.saying import Saying
from rapport.domains.desk.models import Mailbox, Message, Ticket
from rapport.domains.desk.queries import arrivals
from rapport.domains.desk.rules import ids, thread_index
from rapport.domains.desk.rules.acknowledging import Restraint
from rapport.domains.desk.rules.words import first_line, said_text
from rapport.domains.desk.types import Side, TicketChannel, TicketKind
from rapport.domains.people import queries as people
from rapport.domains.people.types import PersonCard
from rapport.foundation.actors import Actor, NotAllowed, NotFound, system

ACKNOWLEDGED = frozenset({TicketChannel.PORTAL, TicketChannel.API})


class NoTeam(Exception):
    """There is no team yet that could read it. Nothing was sent; an administrator must set up a mailbox first."""


class NobodyAsked(ValueError):
    """A ticket belongs to the person who asked; say who that is."""


class AskedAlready(Exception):
    """This was asked before, and `ticket` is what came of it. Nothing was opened again."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(AskedAlready.__doc__)
        self.ticket = ticket


def open_ticket(
    *,
    actor: Actor,
    at: datetime,
    text: str,
    subject: str = "",
    service_id: int | None = None,
    kind: str = TicketKind.QUESTION,
    channel: str = TicketChannel.PORTAL,
    requester_id: int | None = None,
    source_key: str | None = None,
    attached: Sequence[Attached] = (),
    answers: Mapping[int, str] | None = None,
    site_id: int | None = None,
) -> Ticket:
    """Open a ticket for oneself, or as staff for somebody else; portal tickets are acknowledged by mail, too.

    `site_id` is where it is, unless that is where the person works.
    `answers` are what was filled into the form of the service, by the id of each field.
    `source_key` names what is asked: the same again, also at the same moment, refuses with AskedAlready.
    """
    with _once(source_key):
        said, form = said_text(text), Filled.of(service_id, answers or {})
        requester = _requester(actor, requester_id)
        mailbox = _mailbox()
        team_id = _team(actor, service_id, mailbox)
        if mailbox is not None and mailbox.team_id != team_id:
            mailbox = Mailbox.objects.filter(team_id=team_id).order_by("pk").first() or mailbox
        ticket = _ticket(requester, team_id, said, subject, at)
        ticket.service_id, ticket.kind = service_id, TicketKind(kind)
        ticket.channel = ticket.raw_source = channel
        ticket.mailbox, ticket.source_key, ticket.site_id = mailbox, source_key, site_id
        message = Message(
            author_id=requester.id, side=Side.THEIRS, channel=channel, text=said, said_at=at, recorded_at=at
        )
        one = Saying(
            ticket,
            message,
            source_key=f"open:{ticket.public_key}",
            person_id=requester.id,
            kind="call" if channel == TicketChannel.PHONE else "message",
            opens=True,
            acknowledge=_is_acknowledged(ticket, requester, at),
            address=requester.address,
            attachments=KeptFiles.of(attached, requester.organisation_id),
        )
        saying.write([one], actor=actor, at=at)
        form.keep(ticket)
        return ticket


@contextmanager
def _once(source_key: str | None) -> Iterator[None]:
    """One transaction, in which what was asked before, or is asked beside us, is found and not made again."""
    _refuse_repeated(source_key)
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        _refuse_repeated(source_key)
        raise


def _refuse_repeated(source_key: str | None) -> None:
    found = Ticket.objects.filter(source_key=source_key).first() if source_key else None
    if found is not None:
        raise AskedAlready(found)


def _requester(actor: Actor, requester_id: int | None) -> PersonCard:
    """Oneself with tickets.open; anybody within reach for staff who log calls."""
    wanted = requester_id if requester_id is not None else actor.person_id
    if wanted is None:
        raise NobodyAsked(NobodyAsked.__doc__)
    if wanted not in actor.reach.person_ids and not actor.reach.whole:
        if not actor.staff:
            raise NotFound
        actor.require("tickets.answer")
    elif not actor.reach.may("tickets.open"):
        raise NotAllowed("tickets.open")
    card = people.names(actor, [wanted]).get(wanted)
    if card is None:
        raise NotFound
    return card


def _team(actor: Actor, service_id: int | None, mailbox: Mailbox | None) -> int:
    """The team of the service within reach, else the team of the first mailbox."""
    if service_id is not None:
        return people.service(actor, service_id).team_id
    if mailbox is None:
        raise NoTeam(NoTeam.__doc__)
    return mailbox.team_id


def _mailbox() -> Mailbox | None:
    rows = arrivals.mailboxes(system()).rows
    return rows[0] if rows else None


def _ticket(requester: PersonCard, team_id: int, text: str, subject: str, at: datetime) -> Ticket:
    topic = ids.ticket_subject(subject or first_line(text))
    ticket = Ticket(
        organisation_id=requester.organisation_id,
        requester_id=requester.id,
        team_id=team_id,
        subject=topic,
        opened_at=at,
        last_message_at=at,
        last_side=Side.THEIRS,
        thread_topic=topic,
    )
    ticket.thread_index = thread_index.new_index(seed=ticket.public_key, at=at)
    return ticket


def _is_acknowledged(ticket: Ticket, requester: PersonCard, at: datetime) -> bool:
    """Only what came through the portal or a program, to an address we have, within the limits that hold for mail."""
    if ticket.channel not in ACKNOWLEDGED or ticket.mailbox is None or not requester.address:
        return False
    restraint = Restraint(arrivals.acknowledged(system(), {requester.id}, at))
    return not restraint.reason_for_silence(
        person_id=requester.id, topic=ticket.thread_topic, wanted=True, automatic=False, suppressed=False, at=at
    )
