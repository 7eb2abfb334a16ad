"""Asking before the address is confirmed: staff see it, nobody else does, until the link in the mail was pressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rapport.domains.desk.actions import saying
from rapport.domains.desk.actions.attaching import Attached, KeptFiles
from rapport.domains.desk.actions.opening import AskedAlready, NoTeam, _mailbox, _once, _ticket
from rapport.domains.desk.actions.saying import Saying
from rapport.domains.desk.models import Message, Participant, Ticket, finding
from rapport.domains.desk.rules.words import said_text
from rapport.domains.desk.types import REF, Side, TicketChannel, TicketKind
from rapport.domains.people import actions as people
from rapport.domains.people import queries as known
from rapport.domains.promises import queries as promises
from rapport.foundation import audit, limits, links
from rapport.foundation.actors import Actor, NotFound, system

PURPOSE = "confirm_request"
HOUR = 3600
PER_ADDRESS, ALTOGETHER = 3, 300


@dataclass(frozen=True)
class Sent:
    """What somebody who is not signed in is told: that we have it, and what to expect (promises' standing)."""

    key: str
    subject: str
    team: str
    standing: object | None


class TooManyAsked(Exception):
    """Too many requests came for this address within the hour. This one was not sent; its text is kept."""


def open_unconfirmed(
    *,
    text: str,
    name: str,
    address: str,
    actor: Actor,
    at: datetime,
    source_key: str | None = None,
    attached: Sequence[Attached] = (),
    site_id: int | None = None,
) -> Sent:
    """Open a ticket for whoever says that this is their address; the acknowledgement asks them to confirm it.

    Whether somebody here has the address changes nothing of what happens or is told. The same form sent again is told
    the same. `site_id` is where they are, known by the poster they came from.
    """
    said = said_text(text)
    mailbox = _mailbox()
    if mailbox is None:
        raise NoTeam(NoTeam.__doc__)
    try:
        with _once(source_key):
            _refuse_floods(address)
            ticket = _open(said, (name, address), source_key, attached, at, site_id=site_id)
            audit.record("ticket.sent_unconfirmed", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at)
    except AskedAlready as error:
        ticket = error.ticket
    return _sent(ticket)


@transaction.atomic
def confirm_request(*, token: str, actor: Actor, at: datetime) -> Ticket:
    """It was them: the request is theirs, and they see it like any other."""
    link = links.use(token, PURPOSE, at)
    rows = Ticket.objects.select_for_update().filter(pk=int(link.ref), requester_id=link.person_id or 0)
    ticket = rows.exclude(reply_to="").first()
    if ticket is None:
        raise NotFound
    person = people.adopt_unconfirmed(person_id=ticket.requester_id, address=ticket.reply_to, actor=system(), at=at)
    Message.objects.filter(ticket=ticket, author_id=ticket.requester_id).update(author=person, unproven=False)
    ticket.requester_id, ticket.organisation_id, ticket.reply_to = person.pk, person.organisation_id, ""
    ticket.save(update_fields=["requester", "organisation", "reply_to"])
    Participant.objects.get_or_create(ticket=ticket, person_id=person.pk)
    finding.regrant(ticket)
    audit.record("ticket.confirmed", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at, fields=("requester",))
    return ticket


def _refuse_floods(address: str) -> None:
    mine = limits.allow(f"unconfirmed {address.strip().lower()}", limit=PER_ADDRESS, per_seconds=HOUR)
    if not mine or not limits.allow("unconfirmed", limit=ALTOGETHER, per_seconds=HOUR):
        raise TooManyAsked(TooManyAsked.__doc__)


def _open(
    said: str,
    who: tuple[str, str],
    source_key: str | None,
    attached: Sequence[Attached],
    at: datetime,
    *,
    site_id: int | None,
) -> Ticket:
    mailbox = _mailbox()
    assert mailbox is not None
    name, address = who
    row = people.meet_unconfirmed(name=name, address=address, actor=system(), at=at)
    card = known.names(system(), [row.pk])[row.pk]
    ticket = _ticket(card, mailbox.team_id, said, "", at)
    ticket.kind, ticket.channel, ticket.raw_source = TicketKind.QUESTION, TicketChannel.PORTAL, TicketChannel.PORTAL
    ticket.mailbox, ticket.source_key, ticket.reply_to = mailbox, source_key, address.strip().lower()
    ticket.site_id = site_id
    message = Message(
        author_id=row.pk,
        side=Side.THEIRS,
        channel=TicketChannel.PORTAL,
        text=said,
        said_at=at,
        recorded_at=at,
        unproven=True,
    )
    kept = KeptFiles.of(attached, card.organisation_id)
    one = Saying(
        ticket, message, f"open:{ticket.public_key}", row.pk, attachments=kept, opens=True, address=ticket.reply_to
    )
    one.acknowledge, one.confirm = True, links.issue(PURPOSE, person_id=row.pk, ref="0", at=at)
    saying.write([one], actor=system(), at=at)
    links.point(one.confirm, PURPOSE, ref=str(ticket.pk))
    return ticket


def _sent(ticket: Ticket) -> Sent:
    standing = promises.standing_of(system(), [(REF, ticket.pk)]).get((REF, ticket.pk))
    return Sent(ticket.key, ticket.subject, ticket.team.name, standing)
