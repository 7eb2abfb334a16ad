"""The REST API's visits: listed, arranged by staff, moved and ended as on the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import VisitState
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, STRICT, After, Id, Named, actor_of
from rapport.interfaces.api.schemas import Listed, Moment, Said

MOST_KIT, LONGEST_LINE = 30, 120
router = Router(tags=["visits"])


class VisitOut(Schema):
    """A visit to a site; `version` counts its changes, `moves_*` how often each side moved it or asked to."""

    id: int
    ticket_id: int | None
    site_id: int
    site: str
    organisation_id: int
    team_id: int
    person_id: int
    technician_id: int | None
    starts_at: datetime
    ends_at: datetime
    zone: str
    what: str
    state: VisitState
    version: int
    moves_theirs: int
    moves_ours: int
    asked_for: str
    words: str
    minutes: int | None
    fixed: bool | None
    follows_id: int | None


class VisitIn(Schema):
    """A visit to arrange: for a ticket, or for a person at the site and one of your teams."""

    model_config = STRICT

    site_id: int = Field(ge=1, le=2**62)
    ticket_id: int | None = Field(default=None, ge=1, le=2**62)
    person_id: int | None = Field(default=None, ge=1, le=2**62)
    team_id: int | None = Field(default=None, ge=1, le=2**62)
    technician_id: int | None = Field(default=None, ge=1, le=2**62)
    starts_at: Moment
    ends_at: Moment
    what: Said = Field(min_length=1, max_length=500)
    kit: list[Said] = Field(default_factory=list, max_length=MOST_KIT)


class OutcomeIn(Schema):
    """What came of a visit; `fixed`: one visit was enough."""

    model_config = STRICT

    outcome: Literal["done", "not possible", "nobody there"]
    words: Said = Field(default="", max_length=1000)
    minutes: int | None = Field(default=None, ge=0, le=1440)
    fixed: bool | None = None


@router.get("visits", response={200: Listed[VisitOut], **FAULTS}, auth=needs("tickets:read"))
def list_visits(
    request: HttpRequest,
    *,
    state: VisitState | None = None,
    site_id: int | None = Named,
    after: str | None = After,
) -> Any:
    """Visits within reach, the latest first."""
    page = queries.list_visits(actor_of(request), state=state or "", site_id=site_id, after=after)
    return {"rows": page.rows, "next": page.next}


@router.get("visits/{visit_id}", response={200: VisitOut, **FAULTS}, auth=needs("tickets:read"))
def get_visit(request: HttpRequest, visit_id: int = Id) -> Any:
    """One visit."""
    return queries.visit(actor_of(request), visit_id)


@router.post("visits", response={201: VisitOut, **FAULTS}, auth=needs("tickets:write"))
def arrange_visit(request: HttpRequest, given: VisitIn) -> Any:
    """Arrange a visit as staff; both are told by mail."""
    actor, said = actor_of(request), given.dict()
    said["kit"] = [line.strip()[:LONGEST_LINE] for line in said["kit"] if line.strip()]
    made = actions.arrange_visit(actor=actor, at=timezone.now(), **said)
    return Status(201, queries.visit(actor, made.pk))


@router.post("visits/{visit_id}/outcome", response={200: VisitOut, **FAULTS}, auth=needs("tickets:write"))
def record_outcome(request: HttpRequest, given: OutcomeIn, visit_id: int = Id) -> Any:
    """Say as staff what came of a visit."""
    actor = actor_of(request)
    actions.record_outcome(visit_id=visit_id, actor=actor, at=timezone.now(), **given.dict())
    return queries.visit(actor, visit_id)
