"""The REST API's desk: macros, saved views, custom fields, tags, reminders, and mail that is held."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import Then
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, STRICT, After, Id, actor_of
from rapport.interfaces.api.schemas import Listed, Said
from rapport.interfaces.api.tickets import FieldOut

READ, WRITE = needs("tickets:read", staff=True), needs("tickets:write", staff=True)
Until = Query(date(2999, 12, 31), description="Those until this day; without it all.")
router = Router(tags=["desk"])


class MacroOut(Schema):
    """A text that comes again, with placeholders; `then` is what becomes of a ticket answered with it."""

    id: int
    name: str
    text: str
    then: Then
    tags: list[str]
    takes: bool
    team_id: int | None
    team: str


class ViewOut(Schema):
    """A kept view of the queue; `count` is counted every few minutes, a hundred at most."""

    id: int
    name: str
    owner_id: int | None
    team_id: int | None
    team: str
    filters: dict[str, Any]
    order: str
    count: int


class QueueRowOut(Schema):
    """One line of the queue: the person first, then what they wait for."""

    ticket_id: int
    key: str
    subject: str
    kind: str
    state: str
    priority: int
    requester_id: int
    requester: str
    organisation_id: int
    organisation: str
    site: str
    service: str
    team_id: int
    assignee_id: int | None
    assignee: str
    last_side: str
    last_message_at: datetime
    opened_at: datetime
    next_word_at: datetime | None
    due_at: datetime | None
    promise: str


class ReminderOut(Schema):
    """A ticket that you wanted to be told of on a day."""

    id: int
    ticket_id: int
    key: str
    subject: str
    person: str
    on: date
    words: str


class ReminderIn(Schema):
    """Today or a later day, within two years."""

    model_config = STRICT

    on: date
    words: Said = Field(default="", max_length=200)


class HeldOut(Schema):
    """A mail that waits for a decision: who wrote, on which ticket, and why it is held."""

    id: int
    sender_name: str
    sender_address: str
    subject: str
    text: str
    reason: str
    ticket_id: int | None
    ticket_key: str
    received_at: datetime
    proof: str
    remarks: list[str]


class DecisionIn(Schema):
    """True lets the mail in, false leaves it out; its sender learns nothing either way."""

    model_config = STRICT

    accept: bool


class DecisionOut(Schema):
    """The ticket the mail is on now, if it is on one."""

    ticket_id: int | None


class TagOut(Schema):
    """A word of ours that tickets are found by."""

    name: str


@router.get("macros", response={200: Listed[MacroOut], **FAULTS}, auth=READ)
def list_macros(request: HttpRequest) -> Any:
    """Your own macros first, then those of your teams; all on one page."""
    return {"rows": queries.macros(actor_of(request)), "next": None}


@router.get("tickets/{ticket_id}/macros/{macro_id}", response={200: MacroOut, **FAULTS}, auth=READ)
def fill_macro(request: HttpRequest, ticket_id: int = Id, macro_id: int = Id) -> Any:
    """A macro as it reads on one ticket, with what is known in place of its placeholders."""
    actor = actor_of(request)
    card = queries.ticket_card(actor, ticket_id)
    return queries.macro(actor, macro_id).__dict__ | {"text": queries.macro_text(actor, macro_id, card)}


@router.get("views", response={200: Listed[ViewOut], **FAULTS}, auth=READ)
def list_views(request: HttpRequest) -> Any:
    """Your own views first, then those of your teams; all on one page."""
    rows = queries.saved_views(actor_of(request))
    return {"rows": [row.__dict__ | {"filters": row.filters.kept()} for row in rows], "next": None}


@router.get("views/{view_id}/tickets", response={200: Listed[QueueRowOut], **FAULTS}, auth=READ)
def list_view_tickets(request: HttpRequest, view_id: int = Id, after: str | None = After) -> Any:
    """What stands in a view now, in its order."""
    actor = actor_of(request)
    view = queries.saved_view(actor, view_id)
    page = queries.filtered_queue(
        actor, view.filters, order=view.order, team_id=view.team_id, at=timezone.now(), after=after, size=50
    )
    return {"rows": page.rows, "next": page.next}


@router.get("fields", response={200: Listed[FieldOut], **FAULTS}, auth=READ)
def list_fields(request: HttpRequest) -> Any:
    """Every custom field there is, by service; all on one page."""
    return {"rows": queries.custom_fields(actor_of(request)), "next": None}


@router.get("tags", response={200: Listed[TagOut], **FAULTS}, auth=READ)
def list_tags(request: HttpRequest) -> Any:
    """The first two hundred tags, by name."""
    return {"rows": [{"name": name} for name in queries.tag_names(actor_of(request))], "next": None}


@router.get("reminders", response={200: Listed[ReminderOut], **FAULTS}, auth=READ)
def list_reminders(request: HttpRequest, until: date = Until) -> Any:
    """Your own reminders that are not done, the next fifty, the earliest first."""
    return {"rows": queries.reminders(actor_of(request), until=until), "next": None}


@router.post("tickets/{ticket_id}/reminders", response={201: ReminderOut, **FAULTS}, auth=WRITE)
def remind(request: HttpRequest, given: ReminderIn, ticket_id: int = Id) -> Any:
    """Be told of a ticket again on a day."""
    actor = actor_of(request)
    made = actions.remind(ticket_id=ticket_id, actor=actor, at=timezone.now(), **given.dict())
    return Status(201, next(row for row in queries.reminders_on(actor, made.ticket_id) if row.id == made.pk))


@router.delete("reminders/{reminder_id}", response={204: None, **FAULTS}, auth=WRITE)
def end_reminder(request: HttpRequest, reminder_id: int = Id) -> Any:
    """It is done, or not wanted any more."""
    actions.end_reminder(reminder_id=reminder_id, actor=actor_of(request), at=timezone.now())
    return Status(204, None)


@router.get("held", response={200: Listed[HeldOut], **FAULTS}, auth=READ)
def list_held(request: HttpRequest, after: str | None = After) -> Any:
    """Mail that waits for a decision of your teams, oldest first."""
    page = queries.held(actor_of(request), after=after)
    return {"rows": page.rows, "next": page.next}


@router.post("held/{held_id}/decision", response={200: DecisionOut, **FAULTS}, auth=WRITE)
def decide_held(request: HttpRequest, given: DecisionIn, held_id: int = Id) -> Any:
    """Let a mail in, or leave it out."""
    ticket = actions.decide_held(held_id=held_id, accept=given.accept, actor=actor_of(request), at=timezone.now())
    return {"ticket_id": ticket.pk if ticket else None}
