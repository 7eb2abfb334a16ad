"""The REST API's files that go up: a new ticket, or one more message, as a form with files in it."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import ConfigDict, Field

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import LARGEST_ATTACHED, MOST_ATTACHED, MOST_ENCLOSED, TicketChannel
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, MOST, Id, actor_of
from rapport.interfaces.api.messages import MessageIn, told
from rapport.interfaces.api.schemas import MessageOut, Said, TicketOut
from rapport.interfaces.api.tickets import one

WRITE = needs("tickets:write")
LIMITS = f"Up to {MOST_ATTACHED}, each of {LARGEST_ATTACHED // (1024 * 1024)} MB at most."
Files = File(..., min_length=1, description=LIMITS)
ENOUGH = f"Up to {MOST_ENCLOSED}, together as large as the mail server takes: 17 MB where nothing else was set."
ToSend = File(..., min_length=1, description=ENOUGH)
router = Router(tags=["messages"])


class TicketForm(Schema):
    """The fields of a new ticket, as a form writes them."""

    text: Said = Field(min_length=1, max_length=50_000)
    subject: Said = Field(default="", max_length=500)
    service_id: int | None = Field(default=None, ge=1, le=MOST)
    requester_id: int | None = Field(default=None, ge=1, le=MOST)
    kind: Literal["incident", "request", "question", "complaint", "praise"] = "question"


class AnswerForm(MessageIn):
    """The fields of an answer, as a form writes them; each means what it means to POST /tickets/{ticket_id}/messages.

    `keeps` comes once for each promised deed that is done with it.
    """

    model_config = ConfigDict(extra="ignore")  # a form's other fields are not looked at, as in the forms beside it


class MessageForm(Schema):
    """What is said with the files."""

    text: Said = Field(min_length=1, max_length=50_000)


@router.post("uploads/tickets", response={201: TicketOut, **FAULTS}, auth=WRITE)
def open_ticket_with_files(request: HttpRequest, given: Form[TicketForm], files: list[UploadedFile] = Files) -> Any:
    """Open a ticket with files: multipart/form-data, otherwise as POST /tickets."""
    actor, now = actor_of(request), timezone.now()
    made = actions.open_ticket(actor=actor, at=now, channel=TicketChannel.API, attached=_read(files), **given.dict())
    return Status(201, one(actor, made.pk, at=now))


@router.post("uploads/tickets/{ticket_id}/messages", response={201: MessageOut, **FAULTS}, auth=WRITE)
def say_with_files(
    request: HttpRequest, given: Form[MessageForm], files: list[UploadedFile] = Files, ticket_id: int = Id
) -> Any:
    """Add files and a word to a ticket: the person's reply, or the team's note, which the customer never sees."""
    actor, now = actor_of(request), timezone.now()
    say = actions.write_note if actor.staff else actions.reply_as_customer
    return told(actor, say(ticket_id=ticket_id, text=given.text, attached=_read(files), actor=actor, at=now))


@router.post(
    "uploads/tickets/{ticket_id}/answers",
    response={201: MessageOut, **FAULTS},
    auth=needs("tickets:write", staff=True),
)
def answer_with_files(
    request: HttpRequest, given: Form[AnswerForm], files: list[UploadedFile] = ToSend, ticket_id: int = Id
) -> Any:
    """Answer with files: multipart/form-data, otherwise as POST /tickets/{ticket_id}/messages by staff."""
    actor, now = actor_of(request), timezone.now()
    largest = queries.enclosed_limits(actor).together
    if sum(one.size or 0 for one in files) > largest:
        raise actions.TooLargeEnclosed
    attached = [(one.name or "file", one.read()) for one in files]
    return told(actor, actions.answer(ticket_id=ticket_id, actor=actor, at=now, attached=attached, **given.dict()))


def _read(files: list[UploadedFile]) -> list[tuple[str, bytes]]:
    """Name and content of each; what is too much is refused before it is read into memory."""
    if any((one.size or 0) > LARGEST_ATTACHED for one in files[: MOST_ATTACHED + 1]):
        raise actions.TooMuchAttached
    return [(one.name or "file", one.read()) for one in files[: MOST_ATTACHED + 1]]
