"""What was said on a ticket, with files and what became of our letters; and mail that waits for a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from rapport.domains.desk.models import Attachment, HeldMessage, Message, Ticket
from rapport.domains.desk.types import AttachmentCard, HeldCard, MessageCard
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.models.files import File
from rapport.foundation.models.mail import Letter
from rapport.foundation.paging import Page, page_of

NEWEST = 100


def newest(viewer: Actor, ticket: Ticket, *, serves: bool) -> tuple[tuple[MessageCard, ...], bool]:
    """The newest hundred messages in the order in which they were said, and whether there are earlier ones."""
    rows = _said(viewer, ticket)
    found = list(rows.order_by("-said_at", "-pk")[: NEWEST + 1])
    shown = list(reversed(found[:NEWEST]))
    return tuple(_cards(shown, serves)), len(found) > NEWEST


def messages(viewer: Actor, ticket_id: int, *, after: str | None = None, size: int = 50) -> Page[MessageCard]:
    """The messages of one ticket within reach, oldest first, page by page."""
    ticket = Ticket.objects.in_reach_of(viewer).filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    serves = viewer.reach.whole or (viewer.staff and ticket.team_id in viewer.reach.team_ids)
    rows = _said(viewer, ticket)
    page = page_of(rows, by=("said_at", "pk"), after=after, size=size)
    return Page(_cards(page.rows, serves), page.next)


def message_html(viewer: Actor, message_id: int) -> str:
    """The sanitised HTML of one message within reach, for its sandboxed frame."""
    found = Message.objects.in_reach_of(viewer).filter(pk=message_id).values_list("html", flat=True).first()
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


def held(viewer: Actor, *, after: str | None = None, size: int = 25) -> Page[HeldCard]:
    """Mail that waits for a decision of the viewer's teams, oldest first."""
    viewer.require("tickets.read")
    rows = HeldMessage.objects.in_reach_of(viewer).undecided().select_related("ticket")
    page = page_of(rows, by=("received_at", "pk"), after=after, size=size)
    return Page([_held(row) for row in page.rows], page.next)


def held_on(viewer: Actor, ticket: Ticket) -> tuple[HeldCard, ...]:
    """Mail that waits for a decision on one ticket."""
    rows = HeldMessage.objects.in_reach_of(viewer).undecided().filter(ticket=ticket)
    return tuple(_held(row) for row in rows.select_related("ticket").order_by("received_at", "pk"))


def _said(viewer: Actor, ticket: Ticket) -> QuerySet[Message]:
    """The messages with their authors and what became of their letters, in one statement."""
    letter = Letter.objects.filter(pk=OuterRef("letter_id"))
    rows = Message.objects.in_reach_of(viewer).filter(ticket=ticket).select_related("author")
    return rows.annotate(delivery=Subquery(letter.values("state")), trouble=Subquery(letter.values("reason")))


def _cards(rows: Sequence[Message], serves: bool) -> list[MessageCard]:
    files = _files(rows)
    return [_card(row, serves, files[row.pk]) for row in rows]


def _card(row: Message, serves: bool, files: tuple[AttachmentCard, ...]) -> MessageCard:
    return MessageCard(
        id=row.pk,
        ticket_id=row.ticket_id,
        author_id=row.author_id,
        author=row.author.name if row.author else "",
        side=row.side,
        channel=row.channel,
        text=row.text,
        quoted=row.quoted,
        html=row.html,
        said_at=row.said_at,
        unproven=row.unproven,
        cc=tuple(f"{name} <{address}>" if name else address for name, address in row.cc) if serves else (),
        minutes=row.minutes if serves else None,
        delivery=(row.delivery or "") if serves else "",  # type: ignore[attr-defined]
        delivery_reason=(row.trouble or "") if serves else "",  # type: ignore[attr-defined]
        attachments=files,
    )


def _files(rows: Sequence[Message]) -> dict[int, tuple[AttachmentCard, ...]]:
    found: dict[int, tuple[AttachmentCard, ...]] = defaultdict(tuple)
    attached = Attachment.objects.filter(message__in=[row.pk for row in rows]).select_related("file").order_by("pk")
    for one in attached:
        card = AttachmentCard(one.pk, one.file_id, one.name, one.file.content_type, one.file.size, one.content_id)
        found[one.message_id] += (card,)
    return found


def _held(row: HeldMessage) -> HeldCard:
    return HeldCard(
        id=row.pk,
        sender_name=row.sender_name,
        sender_address=row.sender_address,
        subject=row.subject,
        text=row.text,
        reason=row.reason,
        ticket_id=row.ticket_id,
        ticket_key=row.ticket.key if row.ticket else "",
        received_at=row.received_at,
        proof=row.proof,
    )
