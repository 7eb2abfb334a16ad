"""Receiving mail: a list of deliveries becomes tickets and replies at once (docs/rules-of-mail.md 2, 3, 5, 10, 11)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from rapport.domains.desk.actions import saying
from rapport.domains.desk.actions.delivered import Delivered
from rapport.domains.desk.actions.saying import KeptAttachment, Saying
from rapport.domains.desk.models import HeldMessage, Mailbox, Ticket
from rapport.domains.desk.models.numbering import reserved
from rapport.domains.desk.queries import arrivals
from rapport.domains.desk.queries.beforehand import beforehand
from rapport.domains.desk.rules import ids
from rapport.domains.desk.rules.acknowledging import Restraint
from rapport.domains.desk.rules.subjects import says_away
from rapport.domains.desk.rules.threading import AUTOMATIC, Arrival, Placed, Threads
from rapport.domains.desk.types import REF, Incoming, Outcome, Proof, Side
from rapport.domains.ledger import queries as ledger
from rapport.domains.people import actions as people
from rapport.domains.people.types import Sender
from rapport.foundation import files, postroom
from rapport.foundation.actors import Actor

PROVEN = {Proof.PASS: True, Proof.FAIL: False, Proof.NONE: None}


@dataclass
class Mail:
    """One delivery on its way: where it belongs and what is written for it."""

    delivered: Delivered
    arrival: Arrival
    attachments: list[KeptAttachment] = field(default_factory=list)
    placed: Placed = field(default_factory=lambda: Placed("ignored"))
    ticket: Ticket | None = None
    saying: Saying | None = None
    silence: str = ""

    @property
    def item(self) -> Incoming:
        """The delivery as it was handed in."""
        return self.delivered.item


def receive_messages(incoming: Sequence[Incoming], *, actor: Actor, at: datetime) -> list[Outcome]:
    """Turn deliveries into tickets and replies; of one conversation the parent stands before its replies.

    Everything that can be looked up is looked up before the transaction begins. The number of statements does
    not grow with the list. A delivery received before keeps its first outcome.
    """
    done = arrivals.outcomes_before(actor, incoming)
    fresh = [item for item in incoming if item.raw_mail_id not in done]
    if done:
        with transaction.atomic():
            postroom.settle([_settled(o) for o in done.values()])
    if fresh:
        done |= _receive(fresh, actor=actor, at=at)
    return [done[item.raw_mail_id] for item in incoming]


def _receive(incoming: Sequence[Incoming], *, actor: Actor, at: datetime) -> dict[int, Outcome]:
    mailboxes = arrivals.mailboxes(actor)
    mails = _identify(incoming, mailboxes, actor, at)
    _keep_attachments(mails)
    known = arrivals.look_up(actor, [m.arrival for m in mails], at=at)
    persons = {m.arrival.person_id for m in mails if m.arrival.person_id is not None}
    numbers = reserved(known.beginnings([m.arrival for m in mails]))
    before = replace(beforehand(actor, persons, suppressed=known.suppressed), numbers=numbers)
    with transaction.atomic():
        known.lock()
        _place(mails, known, ours=mailboxes.addresses)
        _prepare(mails, known)
        saying.write([m.saying for m in mails if m.saying is not None], actor=actor, at=at, known=before)
        _hold([m for m in mails if m.placed.outcome == "held"], at)
        outcomes = {m.item.raw_mail_id: _outcome(m) for m in mails}
        postroom.settle([_settled(o) for o in outcomes.values()])
    return outcomes


def _identify(incoming: Sequence[Incoming], mailboxes: arrivals.Mailboxes, actor: Actor, at: datetime) -> list[Mail]:
    """Who wrote each mail; unknown senders become persons."""
    homes = [mailboxes.home_of(item) for item in incoming]
    asked = [_sender(item, home) for item, home in zip(incoming, homes, strict=True)]
    found = people.resolve_senders(senders=asked, actor=actor, at=at, latest_acts=_latest_acts_for(actor))
    all_delivered = [Delivered(i, home, who, at) for i, home, who in zip(incoming, homes, found, strict=True)]
    return [Mail(delivered, _arrival(delivered)) for delivered in all_delivered]


def _latest_acts_for(actor: Actor) -> Callable[[Collection[int]], dict[int, datetime]]:
    """Decides whose an address is that two organisations know: the one last heard of (docs/rules-of-mail.md 11)."""

    def latest_acts(person_ids: Collection[int]) -> dict[int, datetime]:
        found = ledger.recent_episodes(actor, person_ids)
        return {person_id: max(e.last_act_at for e in episodes) for person_id, episodes in found.items()}

    return latest_acts


def _place(mails: Sequence[Mail], known: arrivals.Known, *, ours: frozenset[str]) -> None:
    threads = Threads(conversations=known.conversations, known=known.ids, seen=known.seen, ours=ours)
    for mail in mails:
        mail.placed = threads.place(mail.arrival)


def _prepare(mails: Sequence[Mail], known: arrivals.Known) -> None:
    """The row that each mail becomes; a conversation that begins here has one ticket, whoever writes in it."""
    restraint = Restraint(known.acknowledged)
    tickets: dict[int, Ticket] = {id(c): known.tickets[c.ticket_id or 0] for c in known.conversations}
    for mail in mails:
        conversation = mail.placed.conversation
        if conversation is None:
            continue
        if id(conversation) not in tickets:
            follows = conversation.follows.ticket_id if conversation.follows else None
            tickets[id(conversation)] = mail.delivered.ticket(follows_id=follows)
        mail.ticket = tickets[id(conversation)]
        if mail.placed.outcome == "ignored":
            mail.saying = _note(mail, mail.ticket)
        elif mail.placed.outcome != "held":
            mail.saying = _saying(mail, mail.ticket, restraint, known)


def _note(mail: Mail, ticket: Ticket) -> Saying:
    return Saying(ticket, mail.delivered.note(mail.placed.reason), source_key="", person_id=ticket.requester_id)


def _saying(mail: Mail, ticket: Ticket, restraint: Restraint, known: arrivals.Known) -> Saying:
    side = Side.AUTOMATIC if mail.placed.reason == AUTOMATIC else Side.THEIRS
    opens = mail.placed.outcome == "ticket"
    if opens:
        mail.silence = _silence(mail, restraint, known)
    elif ticket.pk is None:
        ticket.last_message_at = max(ticket.last_message_at, mail.delivered.opened_at)
    return Saying(
        ticket,
        mail.delivered.message(side, by_token=mail.placed.proven_by_token),
        source_key=f"mail:{mail.item.raw_mail_id}",
        person_id=mail.delivered.sender.person_id or 0,
        hashes=_new_hashes(mail.arrival, ticket, known),
        attachments=mail.attachments,
        opens=opens,
        acknowledge=opens and not mail.silence,
        address=mail.arrival.sender_address,
        traced_as="automatic_mail" if side == Side.AUTOMATIC else "",
    )


def _new_hashes(arrival: Arrival, ticket: Ticket, known: arrivals.Known) -> tuple[str, ...]:
    """The ids of this mail that do not lead to the ticket yet; long threads repeat theirs in every mail."""
    named = dict.fromkeys(h for h in (arrival.own_hash, *arrival.hashes) if h)
    return tuple(h for h in named if ticket.pk is None or ticket.pk not in known.ids.get(h, ()))


def _silence(mail: Mail, restraint: Restraint, known: arrivals.Known) -> str:
    return restraint.reason_for_silence(
        person_id=mail.delivered.sender.person_id or 0,
        topic=ids.ticket_subject(mail.item.mail.subject),
        wanted=mail.item.acknowledge,
        automatic=mail.arrival.automatic,
        suppressed=mail.arrival.sender_address in known.suppressed,
        away=says_away(mail.item.mail.subject),
        at=mail.delivered.at,
    )


def _hold(held: Sequence[Mail], at: datetime) -> None:
    if not held:
        return
    kept = [a.kept for m in held for a in m.attachments]
    rows = iter(files.record(kept, at=at) if kept else [])
    named = [[(next(rows).pk, a.name, a.content_id) for a in m.attachments] for m in held]
    HeldMessage.objects.bulk_create(
        m.delivered.held(m.placed.reason, ticket=m.ticket, files=attached)
        for m, attached in zip(held, named, strict=True)
    )


def _outcome(mail: Mail) -> Outcome:
    return Outcome(
        raw_mail_id=mail.item.raw_mail_id,
        outcome=mail.placed.outcome,
        reason=mail.placed.reason or (f"Not acknowledged: {mail.silence}." if mail.silence else ""),
        ticket_id=mail.ticket.pk if mail.ticket else None,
        key=mail.ticket.key if mail.ticket else "",
        auto=mail.arrival.automatic,
    )


def _settled(outcome: Outcome) -> tuple[int, str, str, tuple[str, int] | None]:
    ref = (REF, outcome.ticket_id) if outcome.ticket_id is not None else None
    return outcome.raw_mail_id, outcome.outcome, outcome.reason, ref


def _sender(item: Incoming, mailbox: Mailbox) -> Sender:
    return Sender(
        address=item.mail.sender_address,
        name=item.mail.sender_name,
        proven=PROVEN[Proof(item.mail.proof)],
        mailbox_organisation_id=mailbox.client_id,
    )


def _arrival(delivered: Delivered) -> Arrival:
    item, mail = delivered.item, delivered.item.mail
    return Arrival(
        mail_key=delivered.mail_key,
        own_hash=ids.id_hash(mail.message_id),
        hashes=tuple(ids.referenced(mail.ids)),
        sender_address=mail.sender_address.strip().lower(),
        received_at=item.received_at,
        token_ref=item.token_ref,
        subject_keys=item.subject_keys,
        person_id=delivered.sender.person_id,
        held_reason=delivered.sender.held_reason,
        forged=mail.proof == Proof.FAIL,
        automatic=bool(mail.auto),
    )


def _keep_attachments(mails: Sequence[Mail]) -> None:
    """Put the bytes on disk before the transaction begins."""
    named = [(mail, a) for mail in mails for a in mail.item.mail.attachments]
    kept = files.keep([(_home(mail), a.name, a.content) for mail, a in named])
    for (mail, attachment), one in zip(named, kept, strict=True):
        mail.attachments.append(KeptAttachment(attachment.name, attachment.content_id, one))


def _home(mail: Mail) -> int:
    """The organisation that a file belongs to: the sender's, else the provider's."""
    return mail.delivered.sender.organisation_id or mail.delivered.mailbox.team.organisation_id
