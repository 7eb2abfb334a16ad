"""Answers, notes, calls and visits of agents; replies of customers in the portal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from rapport.domains.desk.actions import saying
from rapport.domains.desk.actions.attaching import Attached, KeptFiles
from rapport.domains.desk.actions.changing import finish, keep_open
from rapport.domains.desk.actions.enclosing import Enclosed
from rapport.domains.desk.actions.letters import Correspondence
from rapport.domains.desk.actions.reminding import note_mentions
from rapport.domains.desk.actions.saying import KeptAttachment, Saying
from rapport.domains.desk.actions.tagging import follow_macro
from rapport.domains.desk.events import TicketAnswered
from rapport.domains.desk.models import Attachment, DraftFile, Message, Ticket
from rapport.domains.desk.queries import changing, thread
from rapport.domains.desk.rules.words import NothingSaid, said_text
from rapport.domains.desk.types import DONE, REF, Side, Then, TicketChannel, TicketState
from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import REOPENS, Exchange
from rapport.domains.people import queries as people
from rapport.domains.promises import actions as promises
from rapport.domains.promises import queries as promised
from rapport.domains.promises.types import NEXT_WORD, ClockKind, PromiseKind, Standing
from rapport.foundation import audit, events, postroom
from rapport.foundation.actors import Actor, system
from rapport.foundation.models.mail import Letter

__all__ = [
    "NewerMessage",
    "NothingSaid",
    "SaidAlready",
    "WrongContact",
    "answer",
    "log_contact",
    "reply_as_customer",
    "write_note",
]

SAME_WITHIN = timedelta(hours=1)


class NewerMessage(Exception):
    """There is a newer message than the last one you saw. Nothing was sent and your text is kept; read it first."""

    def __init__(self, message_id: int) -> None:
        super().__init__(NewerMessage.__doc__)
        self.message_id = message_id


class SaidAlready(Exception):
    """This was sent before and is here once. Nothing was sent again."""


class WrongContact(ValueError):
    """A contact that is logged is a call, a walk-in, a visit or a chat, by them or by us; about one of four things."""


@transaction.atomic
def answer(
    *,
    ticket_id: int,
    text: str,
    actor: Actor,
    at: datetime,
    then: str = Then.KEEP_OPEN,
    promise_until: datetime | None = None,
    promise_text: str = "",
    promise_kind: str = PromiseKind.WORD,
    keeps: Collection[int] = (),
    seen_message_id: int | None = None,
    minutes: int | None = None,
    macro_id: int | None = None,
    cc: Sequence[tuple[str, str]] = (),
    source_key: str | None = None,
    draft_files: Collection[int] = (),
    attached: Sequence[Attached] = (),
) -> Message:
    """Answer by mail; then keep it open, wait for the customer, or finish, which asks the three questions.

    Meets the clock of the first answer, keeps the promise of a next word, and the promised deeds that `keeps` names;
    finishing keeps all. `promise_until` gives the next time, of a word or of a deed. A message newer than
    `seen_message_id` refuses with NewerMessage, the same `source_key` again with SaidAlready. `minutes` is the time it
    took, `macro_id` the macro it came from; `draft_files` of one's own draft and those `attached` go with it.
    """
    ticket = changing.ticket_to_change(actor, ticket_id)
    said, step, kind = said_text(text), Then(then), PromiseKind(promise_kind)
    refuse_said(ticket, said, source_key, files=[*draft_files, *attached], actor=actor, at=at)
    _refuse_if_newer(actor, ticket, seen_message_id)
    files = Enclosed.of(ticket, draft_files, attached, actor=actor, at=at)
    word = {"promise_until": promise_until.isoformat() if promise_until else None, "promise_kind": kind}
    letter = _post(ticket, said, step, actor=actor, word=word, cc=cc, files=files, at=at)
    message = _message(actor, Side.OURS, TicketChannel.MAIL, said, at, minutes=minutes)
    message.mail_id, message.letter_id, message.source_key = letter.message_id, letter.pk, source_key
    message.cc = [list(one) for one in cc]
    _write(ticket, message, kind=_kind(ticket, step), files=files.kept, actor=actor, at=at)
    files.said()
    keep_deeds(ticket, keeps, actor=actor, at=at)
    _keep_word(ticket, actor=actor, at=at, until=promise_until, text=promise_text, kind=kind)
    if step == Then.FINISH:
        finish(ticket, actor=actor, at=at)
    else:
        keep_open(ticket, step, actor=actor, at=at)
    follow_macro(ticket, macro_id, actor=actor, at=at)
    audit.record("ticket.answered", actor=actor, subject_kind=REF, subject_id=ticket.pk, at=at)
    events.publish(TicketAnswered(ticket_id=ticket.pk, message_id=message.pk, at=at))
    return message


@transaction.atomic
def write_note(
    *,
    ticket_id: int,
    text: str,
    minutes: int | None = None,
    actor: Actor,
    at: datetime,
    source_key: str | None = None,
    attached: Sequence[Attached] = (),
    draft_files: Collection[int] = (),
    keeps: Collection[int] = (),
) -> Message:
    """Write down something for the team, with files; the customer never sees it, and it is no answer.

    `keeps` names promised deeds that are done, `draft_files` those of one's own draft that go with it.

    Whom it names with @ among those of the team is told on Today. `minutes` is the time it took.
    """
    ticket = changing.ticket_to_change(actor, ticket_id)
    _refuse_repeated(source_key)
    enclosed = Enclosed.of(ticket, draft_files, (), actor=actor, at=at)
    message = _message(actor, Side.NOTE, TicketChannel.PORTAL, said_text(text), at, minutes=minutes)
    message.source_key = source_key
    one = _saying_of(ticket, message, kind="note")
    one.attachments = [*KeptFiles.of(attached, ticket.organisation_id), *enclosed.kept]
    saying.write([one], actor=actor, at=at)
    enclosed.said()
    keep_deeds(ticket, keeps, actor=actor, at=at)
    note_mentions(message, team_id=ticket.team_id, actor=actor, at=at)
    return message


@transaction.atomic
def log_contact(
    *,
    ticket_id: int,
    text: str,
    actor: Actor,
    at: datetime,
    channel: str = TicketChannel.PHONE,
    direction: str = "ours",
    minutes: int | None = None,
    planned: bool = False,
    exchange: str = Exchange.SERVICE,
    source_key: str | None = None,
    keeps: Collection[int] = (),
) -> Message:
    """Log a call, a walk-in, a visit or a chat on a ticket; our side of it counts as an answer.

    `exchange` is what was exchanged: service, information, finance or a word between people. `keeps` names promised
    deeds that were done with it.
    """
    ticket = changing.ticket_to_change(actor, ticket_id)
    _refuse_repeated(source_key)
    if channel not in thread.CONTACTS or direction not in {"theirs", "ours"} or exchange not in set(Exchange):
        raise WrongContact
    ours = direction == "ours"
    message = _message(actor, Side.OURS if ours else Side.THEIRS, channel, said_text(text), at, minutes=minutes)
    message.author_id, message.source_key = actor.person_id if ours else ticket.requester_id, source_key
    message.noted_by_id = None if ours else actor.person_id
    kind = "call" if channel == TicketChannel.PHONE else channel
    _write(ticket, message, kind=kind, actor=actor, at=at, planned=planned, exchange=exchange)
    keep_deeds(ticket, keeps, actor=actor, at=at)
    if ours:
        _keep_word(ticket, actor=actor, at=at, until=None, text="", kind=PromiseKind.WORD)
    return message


@transaction.atomic
def reply_as_customer(
    *,
    ticket_id: int,
    text: str,
    actor: Actor,
    at: datetime,
    source_key: str | None = None,
    attached: Sequence[Attached] = (),
) -> Message:
    """Add something to one's own ticket in the portal, with files; a solved ticket is open again."""
    ticket = changing.ticket_to_write_on(actor, ticket_id)
    actor.require("tickets.open")
    _refuse_repeated(source_key)
    message = _message(actor, Side.THEIRS, TicketChannel.PORTAL, said_text(text), at)
    message.source_key = source_key
    one = _saying_of(ticket, message, kind="message")
    one.attachments = KeptFiles.of(attached, ticket.organisation_id)
    saying.write([one], actor=actor, at=at)
    return message


def _post(
    ticket: Ticket,
    text: str,
    then: Then,
    *,
    actor: Actor,
    word: Mapping[str, Any],
    cc: Sequence[tuple[str, str]],
    files: Enclosed,
    at: datetime,
) -> Letter:
    before = thread.chain_of(actor, ticket.pk)
    card = people.names(system(), [ticket.requester_id])[ticket.requester_id]
    said = {
        "text": text,
        "agent": actor.name,
        **word,
        "said_at": at.isoformat(),
        "quoted": before.quoted,
    }
    # A copy would carry the right to answer in another's name: then the questions stand on the request's page only.
    if then == Then.FINISH and not cc:
        said["token"] = ledger.link_to_questions(
            person_id=ticket.requester_id, ref=(REF, ticket.pk), actor=actor, at=at
        )
    letter = Correspondence([ticket]).letter(
        ticket,
        kind="closing" if then == Then.FINISH else "answer",
        address=ticket.reply_to or card.address,
        subject=before.subject or ticket.subject,
        said=said,
        in_reply_to=before.last,
        references=before.references,
        cc=cc,
        files=files.of_letter,
        at=at,
    )
    return postroom.post([letter], at=at)[0]


def _kind(ticket: Ticket, step: Then) -> str:
    """An answer on what was done that does not finish it opens it again."""
    if step == Then.FINISH:
        return "closing"
    return REOPENS if ticket.state in DONE else "answer"


def _write(
    ticket: Ticket,
    message: Message,
    *,
    kind: str,
    actor: Actor,
    at: datetime,
    planned: bool = False,
    exchange: str = Exchange.SERVICE,
    files: Sequence[KeptAttachment] = (),
) -> None:
    one = _saying_of(ticket, message, kind=kind)
    one.planned, one.completes, one.attachments = planned, kind == "closing", files
    one.exchange = exchange
    saying.write([one], actor=actor, at=at)
    if message.side == Side.OURS:
        _answered(ticket, actor=actor, at=at)


def _answered(ticket: Ticket, *, actor: Actor, at: datetime) -> None:
    """It was our turn and we spoke; the first time meets the clock of the first answer."""
    if ticket.answered_at is None:
        ticket.answered_at = at
        promises.meet_clocks([(REF, ticket.pk)], ClockKind.FIRST_ANSWER, actor=actor, at=at)
    ticket.last_message_at, ticket.last_side = at, Side.OURS
    if ticket.assignee_id is None and actor.is_person:
        ticket.assignee_id = actor.person_id
    if ticket.state == TicketState.NEW:
        ticket.state = TicketState.OPEN
    ticket.save(update_fields=["answered_at", "last_message_at", "last_side", "assignee", "state"])


def keep_deeds(ticket: Ticket, ids: Collection[int], *, actor: Actor, at: datetime) -> None:
    """What was promised on this ticket and is done now; one that was kept meanwhile stays as it is."""
    if ids and promises.keep_promises(ref=(REF, ticket.pk), ids=ids, actor=actor, at=at):
        _note_next_word(ticket, at=at)


def _note_next_word(ticket: Ticket, *, at: datetime) -> None:
    """Those who take part and were promised nothing themselves read the day on the ticket: the next one still owed."""
    stands = promised.promises_on(system(), [(REF, ticket.pk)], at=at)
    owed = (one.due_at for one in stands if one.kept_at is None and one.standing != Standing.WITHDRAWN)
    ticket.next_word_at = min(owed, default=None)
    ticket.save(update_fields=["next_word_at"])


def _keep_word(
    ticket: Ticket, *, actor: Actor, at: datetime, until: datetime | None, text: str, kind: PromiseKind
) -> None:
    """The word that was promised on this ticket is kept by speaking; a new time begins a new promise."""
    promises.keep_promises(ref=(REF, ticket.pk), kind=PromiseKind.WORD, actor=actor, at=at)
    if until is not None:
        again = f"{NEXT_WORD} on “{ticket.subject}”" if kind == PromiseKind.WORD else ""
        promises.promise(
            person_id=ticket.requester_id,
            ref=(REF, ticket.pk),
            team_id=ticket.team_id,
            text=text.strip() or again,
            kind=kind,
            due_at=until,
            actor=actor,
            at=at,
        )
    _note_next_word(ticket, at=at)


def _saying_of(ticket: Ticket, message: Message, *, kind: str) -> Saying:
    """One message written here; its act is named after the moment, as a person says one thing at a time."""
    key = f"desk:{ticket.pk}:{message.author_id or 0}:{message.side}:{message.said_at.isoformat()}"
    ours = message.side in {Side.OURS, Side.NOTE}
    return Saying(
        ticket,
        message,
        source_key=key,
        person_id=ticket.requester_id if ours else (message.author_id or ticket.requester_id),
        direction="ours" if ours else "theirs",
        kind=kind,
    )


def _message(actor: Actor, side: str, channel: str, text: str, at: datetime, *, minutes: int | None = None) -> Message:
    return Message(
        author_id=actor.person_id,
        side=side,
        channel=channel,
        text=text,
        said_at=at,
        recorded_at=at,
        minutes=minutes,
    )


def refuse_said(
    ticket: Ticket,
    said: str,
    source_key: str | None,
    *,
    actor: Actor,
    at: datetime,
    files: Sequence[int | Attached] = (),
) -> None:
    """Refuse what was sent before: the same sending, or the same words of the same agent within the hour.

    A page that one goes back to is a new page to us, with the old words still in its box. The same words with other
    files are another answer: "Here it is." is said often.
    """
    same = Q(ticket=ticket, author_id=actor.person_id, side=Side.OURS, text=said, said_at__gt=at - SAME_WITHIN)
    if files and not _went_with(same, files):
        same = Q(pk__in=())
    if source_key:
        same = Q(source_key=source_key) | same if actor.person_id else Q(source_key=source_key)
    if (source_key or actor.person_id) and Message.objects.filter(same).exists():
        raise SaidAlready(SaidAlready.__doc__)


def _went_with(same: Q, files: Sequence[int | Attached]) -> bool:
    """Did a message with the same words carry these very files of a draft?"""
    drafts = DraftFile.objects.filter(pk__in=[one for one in files if isinstance(one, int)])
    wanted = set(drafts.values_list("file_id", flat=True))
    went = Attachment.objects.filter(message__in=Message.objects.filter(same)).values_list("file_id", flat=True)
    return bool(wanted) and wanted <= set(went)


def _refuse_repeated(source_key: str | None) -> None:
    """The ticket is locked, so of two equal words at once the second finds the first."""
    if source_key and Message.objects.filter(source_key=source_key).exists():
        raise SaidAlready(SaidAlready.__doc__)


def _refuse_if_newer(viewer: Actor, ticket: Ticket, seen_message_id: int | None) -> None:
    if seen_message_id is None:
        return
    newest = thread.newest_message(viewer, ticket.pk)
    if newest is not None and newest > seen_message_id:
        raise NewerMessage(newest)
