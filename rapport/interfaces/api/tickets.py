"""The REST API's tickets: listed, opened, read, changed, solved and opened again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import TicketCard, TicketChannel, TicketFilters, TicketKind, TicketState
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import SolveClock
from rapport.foundation.actors import Actor
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, MOST, STRICT, After, Id, Named, actor_of
from rapport.interfaces.api.schemas import CalendarOut, Listed, Moment, Said, TicketIn, TicketOut

Since = Query(None, description="Tickets with a word said since; every ticket opened since is among them.")
AsOf = Query(None, description="The moment at which clocks are read, now at the latest; without it now.")
NOT_OF_A_CARD = {"solve_minutes", "solve_clock", "estimate", "tags", "installed_id"}
router = Router(tags=["tickets"])


class FieldOut(Schema):
    """One custom field of a service; `value` is what a ticket says in it."""

    id: int
    service_id: int
    service: str
    name: str
    kind: str
    choices: list[str]
    required: bool
    on_form: bool
    value: str = ""


class FieldIn(Schema):
    """What a ticket says in one custom field; an empty text takes it away."""

    model_config = STRICT

    id: int = Field(ge=1, le=MOST)
    value: Said = Field(max_length=1000)


class TicketChange(Schema):
    """What is to change; what is not named stays. All of it is done, or nothing."""

    model_config = STRICT

    service_id: int | None = Field(default=None, ge=1, le=MOST, description="Its team takes the ticket over.")
    assignee_id: int | None = Field(default=None, ge=1, le=MOST, description="Null is nobody.")
    kind: TicketKind = TicketKind.QUESTION
    priority: int = Field(default=3, ge=1, le=4)
    tags: list[Said] = Field(default_factory=list, max_length=50, description="Exactly these.")
    fields: list[FieldIn] = Field(default_factory=list, max_length=50)
    installed_id: int | None = Field(default=None, ge=1, le=MOST, description="What stands at its site; null is none.")


@router.get("tickets", response={200: Listed[TicketOut], **FAULTS}, auth=needs("tickets:read"))
def list_tickets(
    request: HttpRequest,
    *,
    state: TicketState | None = None,
    kind: TicketKind | None = None,
    service_id: int | None = Named,
    team_id: int | None = Named,
    assignee_id: int | None = Named,
    requester_id: int | None = Named,
    organisation_id: int | None = Named,
    since: Moment | None = Since,
    as_of: Moment | None = AsOf,
    after: str | None = After,
) -> Any:
    """Tickets, the newest word first, with the working time of each."""
    actor, now = actor_of(request), timezone.now()
    filters = TicketFilters(
        states=(state,) if state else (),
        kinds=(kind,) if kind else (),
        service_id=service_id,
        team_id=team_id,
        assignee_id=assignee_id,
        requester_id=requester_id,
        organisation_id=organisation_id,
        since=since,
    )
    page = queries.tickets(actor, filters=filters, after=after)
    return {"rows": told(actor, page.rows, at=min(as_of or now, now)), "next": page.next}


@router.post("tickets", response={201: TicketOut, **FAULTS}, auth=needs("tickets:write"))
def open_ticket(request: HttpRequest, given: TicketIn) -> Any:
    """Open a ticket."""
    actor, now = actor_of(request), timezone.now()
    made = actions.open_ticket(actor=actor, at=now, channel=TicketChannel.API, **given.dict())
    return Status(201, one(actor, made.pk, at=now))


@router.get("tickets/{ticket_id}", response={200: TicketOut, **FAULTS}, auth=needs("tickets:read"))
def get_ticket(request: HttpRequest, ticket_id: int = Id) -> Any:
    """One ticket with what was said to expect; a merged one leads on to the one that was kept."""
    actor, now = actor_of(request), timezone.now()
    row = one(actor, ticket_id, at=now)
    stands = promises.standing_of(actor, [("ticket", ticket_id)], at=now).get(("ticket", ticket_id))
    return row | {"estimate": stands.estimate if stands else None}


@router.patch("tickets/{ticket_id}", response={200: TicketOut, **FAULTS}, auth=needs("tickets:write", staff=True))
def change_ticket(request: HttpRequest, given: TicketChange, ticket_id: int = Id) -> Any:
    """Say as staff who has it, what it is, how urgent, which service, its tags and custom fields."""
    actor, now = actor_of(request), timezone.now()
    changes = given.dict(exclude_unset=True)
    if "fields" in changes:
        changes["fields"] = {each.id: each.value for each in given.fields}
    actions.change_ticket(ticket_id=ticket_id, changes=changes, actor=actor, at=now)
    return one(actor, ticket_id, at=now)


@router.post("tickets/{ticket_id}/solve", response={200: TicketOut, **FAULTS}, auth=needs("tickets:write", staff=True))
def solve_ticket(request: HttpRequest, ticket_id: int = Id) -> Any:
    """Mark it as solved as staff, without a letter."""
    actor, now = actor_of(request), timezone.now()
    actions.solve(ticket_id=ticket_id, actor=actor, at=now)
    return one(actor, ticket_id, at=now)


@router.post("tickets/{ticket_id}/reopen", response={200: TicketOut, **FAULTS}, auth=needs("tickets:write", staff=True))
def reopen_ticket(request: HttpRequest, ticket_id: int = Id) -> Any:
    """Open a solved or closed ticket again."""
    actor, now = actor_of(request), timezone.now()
    actions.reopen(ticket_id=ticket_id, actor=actor, at=now)
    return one(actor, ticket_id, at=now)


@router.get(
    "tickets/{ticket_id}/fields", response={200: Listed[FieldOut], **FAULTS}, auth=needs("tickets:read", staff=True)
)
def list_ticket_fields(request: HttpRequest, ticket_id: int = Id) -> Any:
    """What its service asks for, and what it says there; all on one page."""
    actor = actor_of(request)
    card = queries.ticket_card(actor, ticket_id)
    return {"rows": queries.fields_of(actor, card.id), "next": None}


@router.get("calendar", response={200: CalendarOut, **FAULTS}, auth=needs("tickets:read"))
def get_calendar(request: HttpRequest) -> Any:
    """The calendar that working time is counted by."""
    return promises.working_calendar()


def one(actor: Actor, ticket_id: int, *, at: datetime) -> dict[str, Any]:
    """One ticket as the API tells it."""
    return told(actor, [queries.ticket_card(actor, ticket_id)], at=at)[0]


def told(actor: Actor, cards: Sequence[TicketCard], *, at: datetime) -> list[dict[str, Any]]:
    """Tickets with their tags, clocks and what they are about: three statements for any number."""
    clocks = promises.solve_clocks(actor, [("ticket", card.id) for card in cards], at=at)
    tags = queries.tags_of(actor, [card.id for card in cards])
    things = queries.things_of(actor, [card.id for card in cards])
    names = TicketOut.model_fields.keys() - NOT_OF_A_CARD
    return [
        {n: getattr(c, n) for n in names}
        | {"tags": tags.get(c.id, ()), "installed_id": things.get(c.id)}
        | _clock(clocks.get(("ticket", c.id)))
        for c in cards
    ]


def _clock(clock: SolveClock | None) -> dict[str, Any]:
    if clock is None:
        return {}
    pauses = [{"since": since, "until": until} for since, until in clock.pauses]
    return {
        "solve_minutes": clock.minutes if clock.finished else None,
        "solve_clock": {**clock.__dict__, "pauses": pauses},
    }
