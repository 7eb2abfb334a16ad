"""Operations of the API by method and path: what of Marta's each names, and what shows it to an insider."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.outsiders import api_desk, api_reading, insights, knowledge, visits
from tests.world import NO_KEY, NOT_THERE, World


@dataclass(frozen=True)
class Operation:
    """One operation; `on` fills the path, `query` narrows a list to Marta's rows, `sent` is the body.

    `desk`: it is there for staff alone, also where nothing in particular is named.
    """

    on: Callable[[World], dict[str, Any]] | None = None
    query: Callable[[World], dict[str, Any]] | None = None
    sent: Callable[[World, int], dict[str, Any]] | None = None
    insider: str = "hugo"
    desk: bool = False
    refused: int = 0  # what an insider is answered where another program would have to be there
    files: bool = False  # `sent` goes as a form with a file in it

    def missing(self, w: World) -> dict[str, Any]:
        """The same path for something that is not there."""
        asked = self.on(w) if self.on else {}
        return {name: NO_KEY if isinstance(one, str) else NOT_THERE for name, one in asked.items()}


def _ticket(w: World) -> dict[str, int]:
    return {"ticket_id": w.ticket.pk}


def _of_marta(w: World) -> dict[str, Any]:
    return {"person_id": w.marta}


def _terms(w: World) -> dict[str, Any]:
    return {"service_id": w.cast.mail.pk, "state": "proposed_by_us"} if knowledge.proposed_to_marta(w) else {}


def _survey(w: World) -> dict[str, int]:
    return {"survey_id": w.survey_id}


def _released(w: World) -> dict[str, int]:
    """More answered without a name, so that there is something to read."""
    insights.released(w)
    return _survey(w)


def _term(w: World, on: int) -> dict[str, Any]:
    return {"their_word": "lantern", "our_word": "lamp", "service_id": knowledge.service_of_marta(w)}


def _visit(w: World) -> dict[str, int]:
    return {"visit_id": visits.visit_of_marta(w)}


OPERATIONS: Mapping[str, Operation] = {
    "GET /api/v1/people": Operation(query=lambda w: {"search": "Marta"}),
    "GET /api/v1/people/{person_id}": Operation(on=lambda w: {"person_id": w.marta}),
    "GET /api/v1/tickets": Operation(query=lambda w: {"service_id": w.cast.mail.pk}),
    "POST /api/v1/tickets": Operation(sent=lambda w, on: {"text": "Mine.", "requester_id": on or w.marta}),
    "GET /api/v1/tickets/{ticket_id}": Operation(on=_ticket),
    "GET /api/v1/tickets/{ticket_id}/messages": Operation(on=_ticket),
    "POST /api/v1/tickets/{ticket_id}/messages": Operation(on=_ticket, sent=lambda w, on: {"text": "Mine."}),
    "GET /api/v1/terms": Operation(query=_terms),
    "POST /api/v1/terms": Operation(sent=_term, insider="marta"),
    "POST /api/v1/terms/{term_id}/agree": Operation(
        on=lambda w: {"term_id": knowledge.proposed_by_marta(w)}, sent=lambda w, on: {}
    ),
    "POST /api/v1/terms/{term_id}/decline": Operation(
        on=lambda w: {"term_id": knowledge.proposed_by_marta(w)}, sent=lambda w, on: {"reason": "Mine."}
    ),
    "GET /api/v1/sites": Operation(query=lambda w: {"organisation_id": w.cast.aldergate.pk}),
    "GET /api/v1/visits": Operation(query=lambda w: {"site_id": visits.site_of_marta(w)}),
    "GET /api/v1/visits/{visit_id}": Operation(on=_visit),
    "POST /api/v1/visits": Operation(sent=visits.to_arrange),
    "POST /api/v1/visits/{visit_id}/outcome": Operation(
        on=lambda w: {"visit_id": visits.visit_of_marta(w, begun=True)},
        sent=lambda w, on: {"outcome": "done", "words": "Mine."},
    ),
    "PATCH /api/v1/visits/{visit_id}": Operation(on=_visit, sent=lambda w, on: {"version": 0, "what": "Mine."}),
    "POST /api/v1/visits/{visit_id}/cancel": Operation(on=_visit, sent=lambda w, on: {"words": "Mine."}),
    "GET /api/v1/visits/{visit_id}/free-times": Operation(on=_visit),
    "POST /api/v1/visits/{visit_id}/move": Operation(
        on=_visit, sent=lambda w, on: visits.free_time(w), insider="marta"
    ),
    "POST /api/v1/visits/{visit_id}/other-time": Operation(
        on=_visit, sent=lambda w, on: {"words": "Mine."}, insider="marta"
    ),
    "POST /api/v1/uploads/tickets": Operation(
        sent=lambda w, on: {"text": "Mine.", "requester_id": on or w.marta}, files=True
    ),
    "POST /api/v1/uploads/tickets/{ticket_id}/answers": Operation(
        on=_ticket, sent=lambda w, on: {"text": "Mine."}, files=True, desk=True
    ),
    "POST /api/v1/uploads/tickets/{ticket_id}/messages": Operation(
        on=_ticket, sent=lambda w, on: {"text": "Mine."}, insider="marta", files=True
    ),
    "GET /api/v1/calendar": Operation(),
    "GET /api/v1/surveys": Operation(insider="noor"),
    "GET /api/v1/loyalty/{survey_id}": Operation(on=_survey, insider="noor"),
    "GET /api/v1/loyalty/{survey_id}/words": Operation(on=_released, insider="noor"),
    "GET /api/v1/loyalty/{survey_id}/notes": Operation(on=_survey, insider="noor"),
    **{line: Operation(**said) for line, said in {**api_desk.OPERATIONS, **api_reading.OPERATIONS}.items()},
    "GET /api/v1/acts": Operation(query=_of_marta),
    "GET /api/v1/episodes": Operation(query=_of_marta),
}
