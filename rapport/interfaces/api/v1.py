"""The REST API, version 1: people, tickets, messages, the calendar, acts, episodes; errors are problem+json."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Path, Query
from ninja.errors import AuthenticationError, HttpError, ValidationError

from rapport.domains.desk import actions as desk_actions
from rapport.domains.desk import queries as desk
from rapport.domains.desk.types import TicketCard, TicketFilters, TicketState
from rapport.domains.knowledge import actions as knowledge_actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import SolveClock
from rapport.foundation.actors import Actor, NotAllowed, NotFound
from rapport.foundation.paging import WrongCursor
from rapport.interfaces.api import loyalty, terms, visits
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.refusing import UnknownParameter, known_parameters_only, problem
from rapport.interfaces.api.schemas import (
    ActOut,
    CalendarOut,
    EpisodeOut,
    Listed,
    MessageIn,
    MessageOut,
    Moment,
    PersonOut,
    Problem,
    TicketIn,
    TicketOut,
)

FAULTS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}
Id = Path(..., ge=1, le=2**62)
After = Query(None, max_length=400, description="The `next` of the page before.")
Since = Query(None, description="Tickets with a word said since; every ticket opened since is among them.")
AsOf = Query(None, description="The moment at which clocks are read, now at the latest; without it now.")
api = NinjaAPI(
    title="Rapport",
    version="1",
    description="Within the reach of the token's person; not there and not yours look the same.",
    openapi_url="openapi.json",
    docs_url=None,
    urls_namespace="api",
)
api.add_decorator(known_parameters_only)
api.add_router("", terms.router)
api.add_router("", loyalty.router)
api.add_router("", visits.router)


@api.get("people", response={200: Listed[PersonOut], **FAULTS}, auth=needs("people:read"), tags=["people"])
def list_people(request: HttpRequest, search: str = Query("", max_length=100), after: str | None = After) -> Any:
    """People by name; `search` is the beginning of a name or address."""
    page = people.people(_actor(request), search=search, after=after)
    return {"rows": page.rows, "next": page.next}


@api.get("people/{person_id}", response={200: PersonOut, **FAULTS}, auth=needs("people:read"), tags=["people"])
def get_person(request: HttpRequest, person_id: int = Id) -> Any:
    """One person."""
    found = people.names(_actor(request), [person_id]).get(person_id)
    if found is None:
        raise NotFound
    return found


@api.get("tickets", response={200: Listed[TicketOut], **FAULTS}, auth=needs("tickets:read"), tags=["tickets"])
def list_tickets(
    request: HttpRequest,
    *,
    state: TicketState | None = None,
    service_id: int | None = Query(None, ge=1, le=2**62),
    since: Moment | None = Since,
    as_of: Moment | None = AsOf,
    after: str | None = After,
) -> Any:
    """Tickets, the newest word first, with the working time of each."""
    actor, now = _actor(request), timezone.now()
    filters = TicketFilters(states=(state,) if state else (), service_id=service_id, since=since)
    page = desk.tickets(actor, filters=filters, after=after)
    return {"rows": _with_clocks(actor, page.rows, at=min(as_of or now, now)), "next": page.next}


@api.post("tickets", response={201: TicketOut, **FAULTS}, auth=needs("tickets:write"), tags=["tickets"])
def open_ticket(request: HttpRequest, given: TicketIn) -> Any:
    """Open a ticket."""
    actor, now = _actor(request), timezone.now()
    made = desk_actions.open_ticket(actor=actor, at=now, channel="portal", **given.dict())
    return 201, _with_clocks(actor, [desk.ticket_card(actor, made.pk)], at=now)[0]


@api.get("tickets/{ticket_id}", response={200: TicketOut, **FAULTS}, auth=needs("tickets:read"), tags=["tickets"])
def get_ticket(request: HttpRequest, ticket_id: int = Id) -> Any:
    """One ticket with what was said to expect."""
    actor, now = _actor(request), timezone.now()
    row = _with_clocks(actor, [desk.ticket_card(actor, ticket_id)], at=now)[0]
    stands = promises.standing_of(actor, [("ticket", ticket_id)], at=now).get(("ticket", ticket_id))
    return row | {"estimate": stands.estimate if stands else None}


@api.get(
    "tickets/{ticket_id}/messages",
    response={200: Listed[MessageOut], **FAULTS},
    auth=needs("tickets:read"),
    tags=["messages"],
)
def list_messages(request: HttpRequest, ticket_id: int = Id, after: str | None = After) -> Any:
    """What was said, oldest first; notes only for staff."""
    page = desk.messages(_actor(request), ticket_id, after=after)
    return {"rows": page.rows, "next": page.next}


@api.post(
    "tickets/{ticket_id}/messages",
    response={201: MessageOut, **FAULTS},
    auth=needs("tickets:write"),
    tags=["messages"],
)
def say(request: HttpRequest, given: MessageIn, ticket_id: int = Id) -> Any:
    """Answer as staff, or reply as the person."""
    actor, now = _actor(request), timezone.now()
    if actor.staff:
        return 201, desk_actions.answer(ticket_id=ticket_id, text=given.text, then=given.then, actor=actor, at=now)
    return 201, desk_actions.reply_as_customer(ticket_id=ticket_id, text=given.text, actor=actor, at=now)


@api.get("calendar", response={200: CalendarOut, **FAULTS}, auth=needs("tickets:read"), tags=["tickets"])
def get_calendar(request: HttpRequest) -> Any:
    """The calendar that working time is counted by."""
    return promises.working_calendar()


@api.get("acts", response={200: Listed[ActOut], **FAULTS}, auth=needs("acts:read"), tags=["acts"])
def list_acts(
    request: HttpRequest, person_id: int | None = Query(None, ge=1, le=2**62), after: str | None = After
) -> Any:
    """Acts, newest first."""
    page = ledger.acts(_actor(request), person_id=person_id, after=after)
    return {"rows": page.rows, "next": page.next}


@api.get("episodes", response={200: Listed[EpisodeOut], **FAULTS}, auth=needs("acts:read"), tags=["episodes"])
def list_episodes(
    request: HttpRequest, person_id: int | None = Query(None, ge=1, le=2**62), after: str | None = After
) -> Any:
    """Episodes, newest first."""
    page = ledger.episodes(_actor(request), person_id=person_id, after=after)
    return {"rows": page.rows, "next": page.next}


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


def _with_clocks(actor: Actor, cards: list[TicketCard], *, at: datetime) -> list[dict[str, Any]]:
    clocks = promises.solve_clocks(actor, [("ticket", card.id) for card in cards], at=at)
    names = TicketOut.model_fields.keys() - {"solve_minutes", "solve_clock", "estimate"}
    return [{n: getattr(c, n) for n in names} | _clock(clocks.get(("ticket", c.id))) for c in cards]


def _clock(clock: SolveClock | None) -> dict[str, Any]:
    if clock is None:
        return {}
    pauses = [{"since": since, "until": until} for since, until in clock.pauses]
    return {
        "solve_minutes": clock.minutes if clock.finished else None,
        "solve_clock": {**clock.__dict__, "pauses": pauses},
    }


def no_such_address(request: HttpRequest) -> HttpResponse:
    """An address below ours that no operation has: a program asked, so a program is answered."""
    return problem(404, "There is nothing here for you")


@api.exception_handler(NotFound)
@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Exception) -> HttpResponse:
    """Not there and not yours look the same."""
    return problem(404, "There is nothing here for you")


@api.exception_handler(NotAllowed)
def not_allowed(request: HttpRequest, error: Exception) -> HttpResponse:
    """Seen, but not to be done."""
    return problem(403, "You may not do this here", "Your role does not include it. Nothing was changed.")


@api.exception_handler(AuthenticationError)
def nobody(request: HttpRequest, error: Exception) -> HttpResponse:
    """No token, or one that does not work."""
    answer = problem(401, "Sign in with a token", "Send it as: Authorization: Bearer rapport_…")
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A refusal with its own status."""
    return problem(error.status_code, str(error))


@api.exception_handler(WrongCursor)
def wrong_cursor(request: HttpRequest, error: Exception) -> HttpResponse:
    """The cursor was not one of ours."""
    return problem(400, "`after` is not a cursor of ours", "Leave it out to begin at the start.")


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Which field, and what is wrong with it; 400 when it stands in the address, 422 when in what was sent."""
    words = "; ".join(f"{_named(one['loc'])}: {one['msg']}" for one in error.errors)
    in_address = all(one["loc"][:1] == ("query",) for one in error.errors)
    return problem(400 if in_address else 422, "Something in the request is not as the schema says", words[:1000])


@api.exception_handler(UnknownParameter)
def unknown_parameter(request: HttpRequest, error: Exception) -> HttpResponse:
    """A parameter nobody reads: its name, and that nothing came of the call."""
    return problem(400, "This address does not know that parameter", f"Unknown: {error}. Nothing was done.")


def _named(place: tuple[str | int, ...]) -> str:
    """The field as the caller wrote it, without our name for the whole body."""
    inside = place[2:] if place[:2] == ("body", "given") else place[1:]
    return ".".join(str(part) for part in inside) or "body"


@api.exception_handler(desk_actions.NothingSaid)
@api.exception_handler(desk_actions.NobodyAsked)
@api.exception_handler(desk_actions.NoTeam)
@api.exception_handler(desk_actions.NoMailbox)
@api.exception_handler(desk_actions.WrongChange)
@api.exception_handler(desk_actions.WrongVisit)
@api.exception_handler(desk_actions.WrongWindow)
@api.exception_handler(desk_actions.VisitEnded)
@api.exception_handler(knowledge_actions.UnclearTerm)
@api.exception_handler(knowledge_actions.AlreadyThere)
@api.exception_handler(knowledge_actions.TooManyProposals)
def not_done(request: HttpRequest, error: Exception) -> HttpResponse:
    """The domain refuses, and says why."""
    return problem(400, "It was not done", str(error))
