"""The REST API's terms: listed, put forward by either side, and decided by the other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.types import LONGEST_REASON, LONGEST_TEXT, LONGEST_WORD, TermFilters, TermState, Wording
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, MOST, STRICT, After, Id, Named, actor_of
from rapport.interfaces.api.schemas import Listed, Said

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

    model_config = STRICT

    their_word: Said = Field(min_length=1, max_length=LONGEST_WORD)
    our_word: Said = Field(min_length=1, max_length=LONGEST_WORD)
    meaning: Said = Field(default="", max_length=LONGEST_TEXT)
    example: Said = Field(default="", max_length=LONGEST_TEXT)
    organisation_id: int | None = Field(default=None, ge=1, le=2**62)
    service_id: int = Field(ge=1, le=2**62)


class AgreeIn(Schema):
    """`version` is the number of the wording that was read; another one by now refuses with 409."""

    model_config = STRICT

    version: int | None = Field(default=None, ge=1, le=MOST)


class DeclineIn(AgreeIn):
    """Why not, in a few words."""

    reason: Said = Field(min_length=1, max_length=LONGEST_REASON)


@router.get("terms", response={200: Listed[TermOut], **FAULTS}, auth=needs("terms:read"))
def list_terms(
    request: HttpRequest,
    *,
    organisation_id: int | None = Named,
    service_id: int | None = Named,
    state: TermState | None = None,
    after: str | None = After,
) -> Any:
    """Terms within reach, the last change first."""
    filters = TermFilters(organisation_id, service_id, state or "")
    page = queries.terms(actor_of(request), filters=filters, after=after)
    return {"rows": page.rows, "next": page.next}


@router.post("terms", response={201: TermOut, **FAULTS}, auth=needs("terms:write"))
def propose_term(request: HttpRequest, given: TermIn) -> Any:
    """Put a word forward for the side of the token's person; the other side decides."""
    actor = actor_of(request)
    made = actions.propose_term(
        wording=Wording(given.their_word, given.our_word, given.meaning, given.example),
        organisation_id=given.organisation_id,
        service_id=given.service_id,
        actor=actor,
        at=timezone.now(),
    )
    return Status(201, queries.term(actor, made.pk).term)


@router.post("terms/{term_id}/agree", response={200: TermOut, **FAULTS}, auth=needs("terms:write"))
def agree_term(request: HttpRequest, given: AgreeIn, term_id: int = Id) -> Any:
    """Say yes for the side whose turn it is; from now on both use it."""
    actor = actor_of(request)
    actions.agree_term(term_id=term_id, actor=actor, at=timezone.now(), **given.dict())
    return queries.term(actor, term_id).term


@router.post("terms/{term_id}/decline", response={200: TermOut, **FAULTS}, auth=needs("terms:write"))
def decline_term(request: HttpRequest, given: DeclineIn, term_id: int = Id) -> Any:
    """Say no and why; what was agreed before stays in force."""
    actor = actor_of(request)
    actions.decline_term(term_id=term_id, actor=actor, at=timezone.now(), **given.dict())
    return queries.term(actor, term_id).term
