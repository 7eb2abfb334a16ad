"""The REST API's tickets that are one, two again, or belong together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import LinkKind
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, MOST, STRICT, Id, actor_of
from rapport.interfaces.api.schemas import Listed, Said, TicketOut
from rapport.interfaces.api.tickets import one

READ, WRITE = needs("tickets:read", staff=True), needs("tickets:write", staff=True)
router = Router(tags=["tickets"])


class MergeIn(Schema):
    """The ticket that is kept; this one leads on to it."""

    model_config = STRICT

    into_id: int = Field(ge=1, le=MOST)


class MergeOut(Schema):
    """Two tickets that are one; undone within a day under this id."""

    id: int
    kept_id: int
    merged_id: int
    made_at: datetime


class MergedOut(Schema):
    """A ticket that was merged into this one."""

    id: int
    key: str
    subject: str
    by: str
    at: datetime
    may_be_undone: bool


class SplitIn(Schema):
    """The message with which the other matter begins; it and everything after it becomes a ticket of its own."""

    model_config = STRICT

    message_id: int = Field(ge=1, le=MOST)
    subject: Said = Field(default="", max_length=500)


class LinkIn(Schema):
    """How this ticket stands to another."""

    model_config = STRICT

    other_id: int = Field(ge=1, le=MOST)
    kind: LinkKind = LinkKind.RELATED


class LinkOut(Schema):
    """A ticket that belongs to this one; `said` is how this one stands to it."""

    ticket_id: int
    key: str
    subject: str
    state: str
    said: str


@router.get("tickets/{ticket_id}/merges", response={200: Listed[MergedOut], **FAULTS}, auth=READ)
def list_merges(request: HttpRequest, ticket_id: int = Id) -> Any:
    """What was merged into a ticket and stands in it still; all on one page."""
    actor = actor_of(request)
    card = queries.ticket_card(actor, ticket_id)
    return {"rows": queries.merged_in(actor, card.id, at=timezone.now()), "next": None}


@router.post("tickets/{ticket_id}/merge", response={201: MergeOut, **FAULTS}, auth=WRITE)
def merge_ticket(request: HttpRequest, given: MergeIn, ticket_id: int = Id) -> Any:
    """Let this ticket go on in another."""
    actor, now = actor_of(request), timezone.now()
    return Status(201, actions.merge_tickets(ticket_id=ticket_id, into_id=given.into_id, actor=actor, at=now))


@router.post("merges/{merge_id}/undo", response={200: TicketOut, **FAULTS}, auth=WRITE)
def undo_merge(request: HttpRequest, merge_id: int = Id) -> Any:
    """Part them again, within a day; gives the ticket that was merged."""
    actor, now = actor_of(request), timezone.now()
    parted = actions.undo_merge(merge_id=merge_id, actor=actor, at=now)
    return one(actor, parted.pk, at=now)


@router.post("tickets/{ticket_id}/split", response={201: TicketOut, **FAULTS}, auth=WRITE)
def split_ticket(request: HttpRequest, given: SplitIn, ticket_id: int = Id) -> Any:
    """Make a message and everything after it a ticket of its own; gives the new one."""
    actor, now = actor_of(request), timezone.now()
    made = actions.split_ticket(ticket_id=ticket_id, actor=actor, at=now, **given.dict())
    return Status(201, one(actor, made.pk, at=now))


@router.get("tickets/{ticket_id}/links", response={200: Listed[LinkOut], **FAULTS}, auth=READ)
def list_links(request: HttpRequest, ticket_id: int = Id) -> Any:
    """Tickets that belong to this one, whichever side said so; all on one page."""
    actor = actor_of(request)
    card = queries.ticket_card(actor, ticket_id)
    return {"rows": queries.linked(actor, card.id), "next": None}


@router.post("tickets/{ticket_id}/links", response={201: Listed[LinkOut], **FAULTS}, auth=WRITE)
def link_ticket(request: HttpRequest, given: LinkIn, ticket_id: int = Id) -> Any:
    """Say how this ticket stands to another; said again it is said anew. Gives all links of this one."""
    actor = actor_of(request)
    made = actions.link_tickets(ticket_id=ticket_id, actor=actor, at=timezone.now(), **given.dict())
    return Status(201, {"rows": queries.linked(actor, made.ticket_id), "next": None})


@router.delete("tickets/{ticket_id}/links/{other_id}", response={204: None, **FAULTS}, auth=WRITE)
def unlink_ticket(request: HttpRequest, ticket_id: int = Id, other_id: int = Id) -> Any:
    """Take a link away, from whichever side it was made."""
    actions.unlink_tickets(ticket_id=ticket_id, other_id=other_id, actor=actor_of(request), at=timezone.now())
    return Status(204, None)
