"""What was said on a ticket, with files and what became of our letters; and mail that waits for a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from rapport.domains.desk.models import Attachment, HeldMessage, Message, Ticket
from rapport.domains.desk.rules.threading import OURSELVES
from rapport.domains.desk.types import AttachmentCard, HeldCard, MessageCard
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.models.files import File
from rapport.foundation.models.mail import Letter
from rapport.foundation.paging import Page, page_of
from rapport.foundation.prepared import Prepared

NEWEST = 100


def newest(viewer: Actor, ticket_id: int, *, serves: bool) -> tuple[tuple[MessageCard, ...], bool]:
    """The newest hundred messages in the order in which they were said, and whether there are earlier ones."""
    found = _NEWEST(viewer, ticket=ticket_id)
    shown = found[:NEWEST][::-1]
    return tuple(_cards(shown, serves)), len(found) > NEWEST


def messages(viewer: Actor, ticket_id: int, *, after: str | None = None, size: int = 50) -> Page[MessageCard]:
    """The messages of one ticket within reach, oldest first, page by page."""
    ticket = Ticket.objects.in_reach_of(viewer).filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    serves = viewer.reach.whole or (viewer.staff and ticket.team_id in viewer.reach.team_ids)
    rows = _said(viewer, [ticket.pk])
    page = page_of(rows, by=("said_at", "id"), after=after, size=size)
    return Page(_cards(page.rows, serves), page.next)


def message(viewer: Actor, message_id: int) -> MessageCard:
    """One message within reach, with its files."""
    found = (
        Message.objects.in_reach_of(viewer).filter(pk=message_id).values_list("ticket_id", "ticket__team_id").first()
    )
    if found is None:
        raise NotFound
    serves = viewer.reach.whole or (viewer.staff and found[1] in viewer.reach.team_ids)
    return _cards(_said(viewer, [found[0]]).filter(pk=message_id), serves)[0]


def message_html(viewer: Actor, message_id: int, *, ticket_id: int | None = None) -> str:
    """The sanitised HTML of one message within reach (and of that ticket), for its sandboxed frame."""
    rows = Message.objects.in_reach_of(viewer).filter(pk=message_id)
    rows = rows if ticket_id is None else rows.filter(ticket_id=ticket_id)
    found = rows.values_list("html", flat=True).first()
    if found is None:
        raise NotFound
    return found


def attachment(viewer: Actor, attachment_id: int) -> tuple[File, str]:
    """A file on a message within reach, and the name it had there."""
    seen = Message.objects.in_reach_of(viewer).values("pk")
    found = Attachment.objects.filter(pk=attachment_id, message__in=seen).select_related("file").first()
    if found is None:
        raise NotFound
    return found.file, found.name


def attachments(
    viewer: Actor, ticket_id: int, *, after: str | None = None, size: int = 50
) -> Page[tuple[int, AttachmentCard]]:
    """The files of one ticket within reach, each with the id of its message, in the order in which they came."""
    if not Ticket.objects.in_reach_of(viewer).filter(pk=ticket_id).exists():
        raise NotFound
    seen = Message.objects.in_reach_of(viewer).filter(ticket_id=ticket_id).values("pk")
    rows = Attachment.objects.filter(message__in=seen).select_related("file")
    page = page_of(rows, by=("id",), after=after, size=size)
    return Page([(row.message_id, _file_card(row)) for row in page.rows], page.next)


def held(viewer: Actor, *, after: str | None = None, size: int = 25) -> Page[HeldCard]:
    """Mail that waits for a decision of the viewer's teams, oldest first."""
    viewer.require("tickets.read")
    rows = HeldMessage.objects.in_reach_of(viewer).undecided().select_related("ticket")
    page = page_of(rows, by=("received_at", "pk"), after=after, size=size)
    return Page([_held(row) for row in page.rows], page.next)


def held_on(viewer: Actor, ticket_id: int) -> tuple[HeldCard, ...]:
    """Mail that waits for a decision on one ticket."""
    if not _ANY_HELD(viewer, ticket=ticket_id):
        return ()
    rows = HeldMessage.objects.in_reach_of(viewer).undecided().filter(ticket_id=ticket_id)
    return tuple(_held(row) for row in rows.select_related("ticket").order_by("received_at", "pk"))


def _said(viewer: Actor, ticket_ids: Collection[int]) -> QuerySet[Any, Any]:
    """The messages with their authors and what became of their letters, in one statement; HTML is read by itself."""
    letter = Letter.objects.filter(pk=OuterRef("letter_id"))
    rows = Message.objects.in_reach_of(viewer).filter(ticket_id__in=ticket_ids)
    more = rows.annotate(
        delivery=Subquery(letter.values("state")),
        trouble=Subquery(letter.values("reason")),
        as_sent=ExpressionWrapper(~Q(html=""), output_field=BooleanField()),
        has_files=Exists(Attachment.objects.filter(message_id=OuterRef("pk"))),
    )
    return more.values_list(*SAID, named=True)


SAID = (
    *("id", "ticket_id", "author_id", "author__name", "side", "channel", "text", "quoted", "said_at"),
    *("unproven", "cc", "minutes", "delivery", "trouble", "as_sent", "has_files", "remarks"),
    *("language", "noted_by__name"),
)
_NEWEST = Prepared(
    lambda viewer, *, ticket: _said(viewer, ticket).order_by("-said_at", "-pk")[: NEWEST + 1],
    "ticket",
)
_ANY_HELD = Prepared(
    lambda viewer, *, ticket: (
        HeldMessage.objects.in_reach_of(viewer)
        .undecided()
        .filter(ticket_id__in=ticket)
        .values_list("pk", flat=True)[:1]
    ),
    "ticket",
)


def _cards(rows: Iterable[Any], serves: bool) -> list[MessageCard]:
    rows = list(rows)
    files = _files([row.id for row in rows if row.has_files])
    return [_card(row, serves, files[row.id]) for row in rows]


def _card(row: Any, serves: bool, files: tuple[AttachmentCard, ...]) -> MessageCard:
    return MessageCard(
        id=row.id,
        ticket_id=row.ticket_id,
        author_id=row.author_id,
        author=row.author__name or "",
        side=row.side,
        channel=row.channel,
        text=row.text,
        quoted=row.quoted,
        said_at=row.said_at,
        unproven=row.unproven,
        as_sent=row.as_sent,
        cc=tuple(f"{name} <{address}>" if name else address for name, address in row.cc) if serves else (),
        minutes=row.minutes if serves else None,
        delivery=(row.delivery or "") if serves else "",
        delivery_reason=(row.trouble or "") if serves else "",
        attachments=files,
        remarks=tuple(row.remarks) if serves else (),
        language=row.language or "",
        noted_by=row.noted_by__name or "",
    )


def _files(message_ids: Sequence[int]) -> dict[int, tuple[AttachmentCard, ...]]:
    found: dict[int, tuple[AttachmentCard, ...]] = defaultdict(tuple)
    if not message_ids:
        return found
    attached = Attachment.objects.filter(message__in=message_ids).select_related("file").order_by("pk")
    for one in attached:
        found[one.message_id] += (_file_card(one),)
    return found


def _file_card(one: Attachment) -> AttachmentCard:
    file = one.file
    fixed = (one.pk, one.file_id, one.name, file.content_type, file.size, one.content_id)
    return AttachmentCard(*fixed, scan=file.scan, found=file.scan_found)


def _held(row: HeldMessage) -> HeldCard:
    return HeldCard(
        id=row.pk,
        sender_name=row.sender_name,
        sender_address=row.sender_address,
        subject=row.subject,
        text=row.text,
        reason=row.reason,
        ours=row.reason == OURSELVES,
        ticket_id=row.ticket_id,
        ticket_key=row.ticket.key if row.ticket else "",
        received_at=row.received_at,
        proof=row.proof,
        remarks=tuple(row.remarks),
    )
