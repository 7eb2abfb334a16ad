"""The REST API's planned contact: whom to talk with, by when, and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from rapport.domains.outreach import queries
from rapport.domains.outreach.types import Level, Scope, Standing
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, After, Id, Named, actor_of
from rapport.interfaces.api.schemas import Listed

READ = needs("contact:read", staff=True)
router = Router(tags=["contact"])


class CadenceOut(Schema):
    """Ideal and longest interval between two contacts, in days."""

    ideal_days: int
    longest_days: int


class PlanOut(Schema):
    """One planned contact; `name` is the person, the site or the organisation."""

    id: int
    scope: Scope
    name: str
    organisation: str
    organisation_id: int
    person_id: int | None
    site_id: int | None
    team_id: int
    team: str
    owner_id: int | None
    owner: str
    level: Level
    cadence: CadenceOut
    last_at: datetime | None
    due_on: date
    late_on: date
    standing: Standing
    why: str
    next_step: str
    next_step_on: date | None


class ReasonOut(Schema):
    """One reason to call."""

    kind: str
    words: str


class PlanRead(PlanOut):
    """The same with the reasons that the ledger and the promises give."""

    reasons: list[ReasonOut]


@router.get("planned-contacts", response={200: Listed[PlanOut], **FAULTS}, auth=READ)
def list_planned_contacts(
    request: HttpRequest,
    *,
    view: Literal["all", "mine", "overdue"] = "all",
    team_id: int | None = Named,
    after: str | None = After,
) -> Any:
    """Planned contacts of your teams by the day they are due."""
    page = queries.plans(actor_of(request), at=timezone.now(), view=view, team_id=team_id, after=after)
    return {"rows": page.rows, "next": page.next}


@router.get("planned-contacts/{plan_id}", response={200: PlanRead, **FAULTS}, auth=READ)
def get_planned_contact(request: HttpRequest, plan_id: int = Id) -> Any:
    """One planned contact, and why one would call."""
    actor, now = actor_of(request), timezone.now()
    found = queries.plan(actor, plan_id, at=now)
    return vars(found) | {"reasons": queries.reasons_to_call(actor, [plan_id], at=now).get(plan_id, [])}
