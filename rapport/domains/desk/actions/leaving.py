"""What the desk forgets of a person who leaves: their requests, their words in those of others, and the bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from rapport.domains.desk.models import (
    Attachment,
    Draft,
    DraftFile,
    FieldValue,
    HeldMessage,
    Message,
    Participant,
    Reminder,
    Ticket,
    Visit,
    finding,
)
from rapport.domains.desk.types import REF, Side
from rapport.domains.ledger import actions as ledger
from rapport.foundation import files, leaving, postroom, search
from rapport.foundation.actors import Actor, system
from rapport.foundation.leaving import MASKED, Leaver
from rapport.foundation.models import File, Letter, RawMail

BATCH = 20
HELD_AT_ONCE = 200
LARGEST_TEXT = 5 * 1024 * 1024
NOTICES = "notices"  # letters to us that tell of several matters at once, each by number and subject


@leaving.step("desk.1 requests", order=10)
def _requests(leaver: Leaver, after: int) -> int | None:
    """Requests in which nobody else who is served had a word go as a whole, our answers with them."""
    rows = Ticket.objects.filter(requester__in=leaver.person_ids, pk__gt=after).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:BATCH])
    shared = _shared(ids, leaver)
    _forget_tickets([pk for pk in ids if pk not in shared])
    return ids[-1] if ids else None


@leaving.step("desk.2 conversations", order=20)
def _conversations(leaver: Leaver, after: int) -> int | None:
    """Conversations of others in which they took part: their words go, their name is masked, raw copies go."""
    tickets = list(Ticket.objects.filter(_took_part(leaver), pk__gt=after).order_by("pk").distinct()[:BATCH])
    for ticket in tickets:
        _forget_within(ticket, leaver)
    return tickets[-1].pk if tickets else None


@leaving.step("desk.3 held", order=30)
def _held(leaver: Leaver, after: int) -> int | None:
    """Mail of theirs that waited for a decision, or that was decided on."""
    theirs = Q(person__in=leaver.person_ids) | Q(sender_address__in=leaver.own_addresses)
    rows = list(HeldMessage.objects.filter(theirs, pk__gt=after).order_by("pk")[:HELD_AT_ONCE])
    HeldMessage.objects.filter(pk__in=[row.pk for row in rows]).delete()
    _forget_raw(row.raw_mail_id for row in rows)
    _forget_files(file_id for row in rows for file_id in _named_in(row))
    return rows[-1].pk if rows else None


@leaving.step("desk.4 visits", order=30)
def _visits(leaver: Leaver, after: int) -> int | None:
    """Visits they were told of stay, as visits of the site; what they asked for goes, and so does what a visit is for.

    What it is for is the subject of what they asked, unless somebody wrote it anew.
    """
    rows = Visit.objects.filter(person__in=leaver.person_ids, pk__gt=after).order_by("pk")
    ids = list(rows.values_list("pk", flat=True)[:HELD_AT_ONCE])
    Visit.objects.filter(pk__in=ids).update(asked_for="", what=MASKED)
    Letter.objects.filter(ref_kind="visit", ref_id__in=ids).delete()
    return ids[-1] if ids else None


@leaving.step("desk.5 files of drafts", order=30)
def _draft_files(leaver: Leaver, after: int) -> int | None:
    """Files an agent attached to answers that never left."""
    rows = DraftFile.objects.filter(agent__in=leaver.person_ids, pk__gt=after).order_by("pk")
    found = dict(rows.values_list("pk", "file_id")[:HELD_AT_ONCE])
    DraftFile.objects.filter(pk__in=found).delete()
    _forget_files(found.values())
    return max(found, default=None)


@leaving.touched(Message)
def _masked(message_ids: Sequence[int]) -> None:
    """A name was masked in what somebody wrote elsewhere: the raw copy holds it still, and so does its HTML."""
    rows = Message.objects.filter(pk__in=list(message_ids))
    _forget_raw(rows.values_list("raw_mail_id", flat=True))
    rows.update(html="")


def _took_part(leaver: Leaver) -> Q:
    said = Message.objects.filter(author__in=leaver.person_ids).values("ticket")
    part = Participant.objects.filter(person__in=leaver.person_ids).values("ticket")
    held = HeldMessage.objects.filter(person__in=leaver.person_ids, ticket__isnull=False).values("ticket")
    return Q(requester__in=leaver.person_ids) | Q(pk__in=said) | Q(pk__in=part) | Q(pk__in=held)


def _shared(ticket_ids: Sequence[int], leaver: Leaver) -> set[int]:
    """Those in which somebody else who is served took part or wrote."""
    part = Participant.objects.filter(ticket__in=ticket_ids).exclude(person__in=leaver.person_ids)
    said = Message.objects.filter(ticket__in=ticket_ids, side=Side.THEIRS, author__isnull=False)
    said = said.exclude(author__in=leaver.person_ids)
    return {*part.values_list("ticket_id", flat=True), *said.values_list("ticket_id", flat=True)}


def _forget_tickets(ids: Sequence[int]) -> None:
    _forget_subjects(Ticket.objects.filter(pk__in=ids))
    messages = list(Message.objects.filter(ticket__in=ids).values_list("pk", "raw_mail_id"))
    held = list(HeldMessage.objects.filter(ticket__in=ids))
    attached = list(Attachment.objects.filter(message__ticket__in=ids).values_list("file_id", flat=True))
    attached += list(DraftFile.objects.filter(ticket__in=ids).values_list("file_id", flat=True))
    raw = [raw_id for _, raw_id in messages] + [row.raw_mail_id for row in held]
    raw += list(RawMail.objects.filter(ref_kind=REF, ref_id__in=ids).values_list("pk", flat=True))
    search.remove(finding.MESSAGE, [pk for pk, _ in messages])
    search.remove(REF, ids)
    Letter.objects.filter(ref_kind=REF, ref_id__in=ids).delete()
    Ticket.objects.filter(pk__in=ids).delete()
    _forget_raw(raw)
    _forget_files([*attached, *(file_id for row in held for file_id in _named_in(row))])


def _forget_within(ticket: Ticket, leaver: Leaver) -> None:
    """One conversation that stays: what they wrote is emptied, in what others wrote their name is masked."""
    messages = list(Message.objects.filter(ticket=ticket).order_by("pk"))
    theirs = [m for m in messages if m.author_id in leaver.person_ids]
    heir_id = _heir(ticket, messages, leaver) if ticket.requester_id in leaver.person_ids else None
    attached = Attachment.objects.filter(message__in=theirs)
    file_ids = list(attached.values_list("file_id", flat=True))
    attached.delete()
    for message in messages:
        _mask(message, leaver)
    masked = ["text", "quoted", "html", "remarks", "mail_subject", "cc", "author"]
    Message.objects.bulk_update(messages, masked, batch_size=100)
    _mask_ticket(ticket, leaver, heir_id)
    _mask_files(Attachment.objects.filter(message__in=[m for m in messages if m not in theirs]), leaver)
    _mask_files(DraftFile.objects.filter(ticket=ticket), leaver)
    _mask_work(ticket, leaver)
    _forget_raw([m.raw_mail_id for m in messages])
    _forget_files(file_ids)
    Letter.objects.filter(ref_kind=REF, ref_id=ticket.pk).exclude(state=Letter.WAITING).update(
        data={}, subject="", thread_topic="", mime=None, files=[]
    )
    finding.index([(ticket, message, message.pk == messages[0].pk) for message in messages])


def _mask(message: Message, leaver: Leaver) -> None:
    """Quotations and HTML repeat what others in the thread wrote, so they go; the text itself stays readable."""
    message.quoted = message.html = ""
    message.remarks = []
    message.cc = [one for one in message.cc if one[1].lower() not in leaver.addresses]
    message.mail_subject = leaver.masked_here(message.mail_subject)[:500]
    if message.author_id in leaver.person_ids:
        message.text, message.mail_subject, message.author_id = "", "", None
    else:
        said = (MASKED if line.lstrip().startswith(">") else line for line in message.text.splitlines())
        message.text = leaver.masked_here("\n".join(said))


def _mask_work(ticket: Ticket, leaver: Leaver) -> None:
    """What agents are writing on it, and what they wanted to be told of."""
    for row in Draft.objects.filter(ticket=ticket):
        Draft.objects.filter(pk=row.pk).update(
            text=leaver.masked_here(row.text), came_back=leaver.masked_here(row.came_back)
        )
    for reminder in Reminder.objects.filter(ticket=ticket).exclude(words=""):
        Reminder.objects.filter(pk=reminder.pk).update(words=leaver.masked_here(reminder.words)[:200])
    for said in FieldValue.objects.filter(ticket=ticket):
        FieldValue.objects.filter(pk=said.pk).update(value=leaver.masked_here(said.value)[:200])


def _mask_files(rows: QuerySet[Any], leaver: Leaver) -> None:
    """Files of others that name the leaver: their names, and plain text within; pictures and the like stay."""
    for row in rows.select_related("file"):
        before, row.name = row.file, leaver.masked_here(row.name)[:255]
        row.file = _masked_file(before, leaver)
        row.save(update_fields=["name", "file"])
        if row.file_id != before.pk:
            _forget_files([before.pk])


def _masked_file(file: File, leaver: Leaver) -> File:
    name, content = leaver.masked_here(file.name)[:255], _text_of(file)
    masked = leaver.masked_here(content)
    if masked == content:
        File.objects.filter(pk=file.pk).exclude(name=name).update(name=name)
        return file
    plain = masked.encode("utf-8", errors="surrogateescape")
    return files.store([(file.organisation_id, name, plain)], at=file.created_at)[0]


def _text_of(file: File) -> str:
    if not file.content_type.startswith("text/") or file.size > LARGEST_TEXT:
        return ""
    try:
        with files.open_unseen(file) as stream:
            return stream.read().decode("utf-8", errors="surrogateescape")
    except files.FileGone:
        return ""


def _heir(ticket: Ticket, messages: Sequence[Message], leaver: Leaver) -> int | None:
    """With whom a conversation goes on whose first asker leaves: who wrote next, else who was added."""
    wrote = (m.author_id for m in messages if m.side == Side.THEIRS and m.author_id not in leaver.person_ids)
    added = Participant.objects.filter(ticket=ticket).exclude(person__in=leaver.person_ids).order_by("pk")
    return next((pk for pk in wrote if pk), None) or added.values_list("person_id", flat=True).first()


def _mask_ticket(ticket: Ticket, leaver: Leaver, heir_id: int | None) -> None:
    """The subject is the words of whoever asked."""
    asked = ticket.requester_id in leaver.person_ids
    if heir_id is not None:
        ticket.requester_id = heir_id
        Participant.objects.get_or_create(ticket=ticket, person_id=heir_id)
    ticket.subject = MASKED if asked else leaver.masked_here(ticket.subject)[:500]
    ticket.thread_topic = MASKED if asked else leaver.masked_here(ticket.thread_topic)[:500]
    ticket.reply_to = "" if asked else ticket.reply_to
    ticket.save(update_fields=["subject", "thread_topic", "requester", "reply_to"])
    if asked:
        _forget_subjects([ticket])
        FieldValue.objects.filter(ticket=ticket).delete()
        ledger.forget_titles(refs=[(REF, ticket.pk)], actor=system(), at=timezone.now())


def _forget_subjects(tickets: Iterable[Ticket]) -> None:
    """Where a subject was copied to: what a visit is for, and notices to us that have not left or were kept."""
    found = {ticket.pk: ticket.key for ticket in tickets}
    Visit.objects.filter(ticket__in=found).update(what=MASKED)
    named = Q(pk__in=[])
    for key in found.values():
        named |= Q(said__contains=f'"{key} ')
    starts = tuple(f"{key} " for key in found.values())
    for letter in Letter.objects.filter(kind=NOTICES).annotate(said=Cast("data", TextField())).filter(named):
        matters = [_untitled(one, starts) for one in letter.data.get("matters", [])]
        Letter.objects.filter(pk=letter.pk).update(data=letter.data | {"matters": matters}, mime=None)


def _untitled(matter: dict[str, Any], starts: tuple[str, ...]) -> dict[str, Any]:
    title = str(matter.get("title", ""))
    return matter | {"title": f"{title.split(' ', 1)[0]} {MASKED}"} if title.startswith(starts) else matter


def _named_in(held: HeldMessage) -> list[int]:
    return [int(one[0]) for one in held.files]


def _forget_raw(raw_mail_ids: Iterable[int | None]) -> None:
    ids = [one for one in raw_mail_ids if one is not None]
    if ids:
        postroom.forget_raw(ids)
        RawMail.objects.filter(pk__in=ids).update(reason="")


def forget_files(*, file_ids: Sequence[int], actor: Actor, at: datetime) -> None:
    """Forget files that nothing holds any more, a while after they were let go."""
    actor.require("tickets.answer")
    _forget_files(file_ids)


def _forget_files(file_ids: Iterable[int]) -> None:
    """Bytes that nothing else holds: no message, no draft and no held mail of anybody."""
    wanted = set(file_ids)
    if not wanted:
        return
    still = set(Attachment.objects.filter(file__in=wanted).values_list("file_id", flat=True))
    still |= set(DraftFile.objects.filter(file__in=wanted).values_list("file_id", flat=True))
    for row in HeldMessage.objects.exclude(files=[]).only("files").iterator():
        still |= wanted.intersection(_named_in(row))
    files.forget(list(File.objects.filter(pk__in=wanted - still)))
