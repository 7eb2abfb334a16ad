"""The REST API's participants of a ticket, who read and write on it beside those who serve, and what it promises."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from rapport.domains.desk import actions, queries
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import PromiseKind, Standing
from rapport.foundation.actors import Actor
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, MOST, STRICT, Id, actor_of
from rapport.interfaces.api.schemas import Listed

READ, WRITE = needs("tickets:read", staff=True), needs("tickets:write", staff=True)
router = Router(tags=["tickets"])


class ParticipantOut(Schema):
    """Somebody who reads and writes on a ticket beside those who serve; `asked`: the ticket is theirs."""

    person_id: int
    name: str
    asked: bool


class ParticipantIn(Schema):
    """Who is to read and write on the ticket."""

    model_config = STRICT

    person_id: int = Field(ge=1, le=MOST)


class PromiseOut(Schema):
    """A time somebody was given: kind word is to hear from us, which any answer keeps; deed is kept when it is done."""

    id: int
    person_id: int
    made_by_id: int | None
    kind: PromiseKind
    text: str
    made_at: datetime
    due_at: datetime
    kept_at: datetime | None
    standing: Literal[tuple(one.value for one in Standing)]  # type: ignore[valid-type]


@router.get("tickets/{ticket_id}/promises", response={200: Listed[PromiseOut], **FAULTS}, auth=needs("tickets:read"))
def list_promises(request: HttpRequest, ticket_id: int = Id) -> Any:
    """What was promised on a ticket, in the order it fell due; all on one page."""
    actor = actor_of(request)
    card = queries.ticket_card(actor, ticket_id)
    return {"rows": promises.promises_on(actor, [("ticket", card.id)], at=timezone.now()), "next": None}


@router.get("tickets/{ticket_id}/participants", response={200: Listed[ParticipantOut], **FAULTS}, auth=READ)
def list_participants(request: HttpRequest, ticket_id: int = Id) -> Any:
    """Who takes part in a ticket; all on one page."""
    return _told(actor_of(request), ticket_id)


@router.post("tickets/{ticket_id}/participants", response={201: Listed[ParticipantOut], **FAULTS}, auth=WRITE)
def add_participant(request: HttpRequest, given: ParticipantIn, ticket_id: int = Id) -> Any:
    """Copy somebody in: they read and write on the ticket from now on. Gives all who take part."""
    actor = actor_of(request)
    actions.add_participant(ticket_id=ticket_id, actor=actor, at=timezone.now(), **given.dict())
    return Status(201, _told(actor, ticket_id))


@router.delete("tickets/{ticket_id}/participants/{person_id}", response={204: None, **FAULTS}, auth=WRITE)
def remove_participant(request: HttpRequest, ticket_id: int = Id, person_id: int = Id) -> Any:
    """Copy somebody out; what they wrote stays, and the one who asked cannot be taken off."""
    actions.remove_participant(ticket_id=ticket_id, person_id=person_id, actor=actor_of(request), at=timezone.now())
    return Status(204, None)


def _told(actor: Actor, ticket_id: int) -> dict[str, Any]:
    page = queries.ticket(actor, ticket_id)
    asked = page.ticket.requester_id
    rows = [{"person_id": pk, "name": name, "asked": pk == asked} for pk, name in page.participants]
    return {"rows": rows, "next": None}
