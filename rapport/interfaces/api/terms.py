"""The REST API's terms: listed, and put forward by either side."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.types import LONGEST_TEXT, LONGEST_WORD, TermFilters, TermState, Wording
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.schemas import Listed, Problem, Said

FAULTS = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}
Named = Query(None, ge=1, le=2**62)
router = Router(tags=["terms"])


class TermOut(Schema):
    """Their word beside ours; `in_force` is true from the moment both agreed, also while a new wording waits."""

    id: int
    state: str
    their_word: str
    our_word: str
    meaning: str
    example: str
    organisation_id: int
    organisation: str
    service_id: int | None
    service: str
    site_id: int | None
    team_id: int
    in_force: bool
    changed_at: datetime


class TermIn(Schema):
    """A word put forward; without an organisation it is that of the token's person."""

    model_config = ConfigDict(extra="forbid")

    their_word: Said = Field(min_length=1, max_length=LONGEST_WORD)
    our_word: Said = Field(min_length=1, max_length=LONGEST_WORD)
    meaning: Said = Field(default="", max_length=LONGEST_TEXT)
    example: Said = Field(default="", max_length=LONGEST_TEXT)
    organisation_id: int | None = Field(default=None, ge=1, le=2**62)
    service_id: int = Field(ge=1, le=2**62)


@router.get("terms", response={200: Listed[TermOut], **FAULTS}, auth=needs("terms:read"))
def list_terms(
    request: HttpRequest,
    *,
    organisation_id: int | None = Named,
    service_id: int | None = Named,
    state: TermState | None = None,
    after: str | None = Query(None, max_length=400, description="The `next` of the page before."),
) -> Any:
    """Terms within reach, the last change first."""
    filters = TermFilters(organisation_id, service_id, state or "")
    page = queries.terms(request.actor, filters=filters, after=after)  # type: ignore[attr-defined]
    return {"rows": page.rows, "next": page.next}


@router.post("terms", response={201: TermOut, **FAULTS}, auth=needs("terms:write"))
def propose_term(request: HttpRequest, given: TermIn) -> Any:
    """Put a word forward for the side of the token's person; the other side decides."""
    actor = request.actor  # type: ignore[attr-defined]
    made = actions.propose_term(
        wording=Wording(given.their_word, given.our_word, given.meaning, given.example),
        organisation_id=given.organisation_id,
        service_id=given.service_id,
        actor=actor,
        at=timezone.now(),
    )
    return 201, queries.term(actor, made.pk).term
