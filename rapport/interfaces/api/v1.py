"""The REST API, version 1: every area's operations under one roof; errors are problem+json."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from rapport.foundation.actors import NotAllowed, NotFound
from rapport.foundation.paging import WrongCursor
from rapport.interfaces.api import (
    articles,
    contact,
    desk,
    gaps,
    joining,
    ledger,
    loyalty,
    macros,
    many,
    messages,
    notices,
    participants,
    people,
    places,
    problems,
    recoveries,
    terms,
    theirs,
    tickets,
    uploads,
    views,
    visits,
)
from rapport.interfaces.api.faults import REFUSALS
from rapport.interfaces.api.refusing import PROBLEM, UnknownParameter, known_parameters_only, problem
from rapport.interfaces.api.repeating import PARAMETER

AREAS = (people, places, tickets, messages, joining, desk, terms, articles, problems, visits)
MORE = (many, participants, theirs, uploads, macros, views, notices)
FIGURES = (loyalty, gaps, recoveries, contact, ledger)


class Api(NinjaAPI):
    """The operations, and in their description what holds for all of them."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._described: dict[str, OpenAPISchema] = {}

    def get_openapi_schema(self, **named: Any) -> OpenAPISchema:
        """Every POST may carry a key of its caller's; every fault is a problem. Made once: no call changes it."""
        key = repr(sorted(named.items()))
        if key not in self._described:
            self._described[key] = self._describe(named)
        return self._described[key]

    def _describe(self, named: dict[str, Any]) -> OpenAPISchema:
        said = super().get_openapi_schema(**named)
        for operations in said["paths"].values():
            if "post" in operations:
                operations["post"].setdefault("parameters", []).append(PARAMETER)
            for operation in operations.values():
                for fault in (one for status, one in operation["responses"].items() if int(status) >= 400):
                    fault["content"] = {PROBLEM: fault["content"].pop("application/json")}
        return said


api = Api(
    title="Rapport",
    version="1",
    description="Within the reach of the token's person; not there and not yours look the same.",
    openapi_url="openapi.json",
    docs_url=None,
    urls_namespace="api",
)
api.add_decorator(known_parameters_only)
for router in dict.fromkeys(area.router for area in (*AREAS, *MORE, *FIGURES)):
    api.add_router("", router)


def no_such_address(request: HttpRequest) -> HttpResponse:
    """An address below ours that no operation has: a program asked, so a program is answered."""
    return problem(404, *NOTHING)


NOTHING = ("There is nothing here for you", "It is not there, or not yours to see. Nothing was changed.")


@api.exception_handler(NotFound)
@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Exception) -> HttpResponse:
    """Not there and not yours look the same."""
    return problem(404, *NOTHING)


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
    return problem(error.status_code, str(error), "Nothing was done.")


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


def not_done(request: HttpRequest, error: Any) -> HttpResponse:
    """The domain refuses, and says why."""
    status = next(REFUSALS[kind] for kind in type(error).__mro__ if kind in REFUSALS)
    return problem(status, "It was not done", str(error))


api.add_exception_handler(contact.ANOTHER_STEP, contact.another_step)
for refusal in REFUSALS:
    api.add_exception_handler(refusal, not_done)
