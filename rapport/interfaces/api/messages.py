"""The REST API's conversations: messages, answers, notes, contacts logged, and the files that came with them."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from rapport.domains.desk import actions, queries
from rapport.domains.ledger.types import Exchange
from rapport.domains.promises.types import PromiseKind
from rapport.foundation import files
from rapport.foundation.actors import Actor
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, MOST, STRICT, After, Id, actor_of
from rapport.interfaces.api.refusing import problem
from rapport.interfaces.api.schemas import FileOut, IdIn, Listed, MessageOut, Moment, Said
from rapport.interfaces.web.files import download

BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
A_FILE = {"responses": {200: {"description": "The bytes, as they came.", "content": BYTES}}}
Minutes = Field(default=None, ge=0, le=1440, description="The time it took.")
Keeps: Any = Field(default_factory=list, max_length=20, description="Promised deeds that are done with it.")
router = Router(tags=["messages"])


class MessageIn(Schema):
    """One more message; by staff it is an answer that leaves at once, else a reply of the person.

    For staff alone: `then`; `promise_until` (they hear from us by then, or with `promise_kind` deed, `promise_text` is
    done by then); `keeps` (the ids of promised deeds of this ticket that are done with it); `seen_message_id` (the
    greatest id of a message you have read; one that came later refuses with 409), `minutes`, and `macro_id` (the macro
    it came from).
    """

    model_config = STRICT

    text: Said = Field(min_length=1, max_length=50_000)
    then: Literal["keep_open", "wait", "finish"] = "keep_open"
    promise_until: Moment | None = None
    promise_kind: PromiseKind = PromiseKind.WORD
    promise_text: Said = Field(default="", max_length=300)
    keeps: list[IdIn] = Keeps
    seen_message_id: int | None = Field(default=None, ge=1, le=MOST)
    minutes: int | None = Minutes
    macro_id: int | None = Field(default=None, ge=1, le=MOST)


class NoteIn(Schema):
    """A note for the team; whom it names with @ is told on Today."""

    model_config = STRICT

    text: Said = Field(min_length=1, max_length=50_000)
    minutes: int | None = Minutes
    keeps: list[IdIn] = Keeps


class ContactIn(Schema):
    """A call, a walk-in, a chat or a visit nobody arranged, in one line.

    `direction` says who began it, `exchange` what was exchanged: service, information, finance, or a social word.
    """

    model_config = STRICT

    text: Said = Field(min_length=1, max_length=1000)
    channel: Literal["phone", "walk-in", "chat", "visit"] = "phone"
    direction: Literal["theirs", "ours"] = "theirs"
    minutes: int | None = Minutes
    planned: bool = False
    keeps: list[IdIn] = Keeps
    exchange: Exchange = Exchange.SERVICE


class AttachmentOut(FileOut):
    """A file of a conversation."""

    message_id: int


@router.get("tickets/{ticket_id}/messages", response={200: Listed[MessageOut], **FAULTS}, auth=needs("tickets:read"))
def list_messages(request: HttpRequest, ticket_id: int = Id, after: str | None = After) -> Any:
    """What was said, oldest first; notes only for staff."""
    page = queries.messages(actor_of(request), ticket_id, after=after)
    return {"rows": page.rows, "next": page.next}


@router.post("tickets/{ticket_id}/messages", response={201: MessageOut, **FAULTS}, auth=needs("tickets:write"))
def say(request: HttpRequest, given: MessageIn, ticket_id: int = Id) -> Any:
    """Answer as staff, or reply as the person."""
    actor, now = actor_of(request), timezone.now()
    if actor.staff:
        return told(actor, actions.answer(ticket_id=ticket_id, actor=actor, at=now, **given.dict()))
    return told(actor, actions.reply_as_customer(ticket_id=ticket_id, text=given.text, actor=actor, at=now))


def told(actor: Actor, said: Any) -> Status[Any]:
    """What was said, as a list of messages shows it."""
    return Status(201, queries.message(actor, said.pk))


@router.post("tickets/{ticket_id}/notes", response={201: MessageOut, **FAULTS}, auth=needs("tickets:write", staff=True))
def write_note(request: HttpRequest, given: NoteIn, ticket_id: int = Id) -> Any:
    """Keep a note for the team; the customer never sees it."""
    actor = actor_of(request)
    return told(actor, actions.write_note(ticket_id=ticket_id, actor=actor, at=timezone.now(), **given.dict()))


@router.post(
    "tickets/{ticket_id}/contacts", response={201: MessageOut, **FAULTS}, auth=needs("tickets:write", staff=True)
)
def log_contact(request: HttpRequest, given: ContactIn, ticket_id: int = Id) -> Any:
    """Log a contact that went by another way."""
    actor = actor_of(request)
    return told(actor, actions.log_contact(ticket_id=ticket_id, actor=actor, at=timezone.now(), **given.dict()))


@router.get(
    "tickets/{ticket_id}/attachments", response={200: Listed[AttachmentOut], **FAULTS}, auth=needs("tickets:read")
)
def list_attachments(request: HttpRequest, ticket_id: int = Id, after: str | None = After) -> Any:
    """The files of a conversation, in the order in which they came."""
    page = queries.attachments(actor_of(request), ticket_id, after=after)
    names = AttachmentOut.model_fields.keys() - {"message_id"}
    rows = [{n: getattr(card, n) for n in names} | {"message_id": on} for on, card in page.rows]
    return {"rows": rows, "next": page.next}


@router.get("attachments/{attachment_id}", response=FAULTS, openapi_extra=A_FILE, auth=needs("tickets:read"))
def get_attachment(request: HttpRequest, attachment_id: int = Id) -> Any:
    """The bytes of one file, as a download; 409 while it waits for the virus scanner or where that found something."""
    file, name = queries.attachment(actor_of(request), attachment_id)
    if not file.may_be_opened:
        return _closed(file)
    answer = download(request, file, name)
    answer.headers["Content-Type"] = "application/octet-stream"
    return answer


def _closed(file: files.File) -> HttpResponse:
    if file.scan == "found":
        return problem(409, "This file stays closed", "The virus scanner found something in it. The rest is as it was.")
    return problem(409, "This file waits for the virus scanner", "It is kept. Ask again in a minute.")
