"""The REST API's planned contact: whom to talk with, by when, and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import Direction, Exchange, Step
from rapport.domains.outreach import actions, queries
from rapport.domains.outreach.types import Level, Outcome, Scope, Standing
from rapport.domains.people import queries as people
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, STRICT, After, Id, Named, actor_of
from rapport.interfaces.api.messages import Minutes
from rapport.interfaces.api.refusing import problem
from rapport.interfaces.api.schemas import IdIn, Listed, Said

READ, WRITE = needs("contact:read", staff=True), needs("contact:write", staff=True)
router = Router(tags=["contact"])
ANOTHER_STEP = ledger.ChangedMeanwhile


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


class StepIn(Schema):
    """A next step as you read it: its words, and the day where it has one."""

    model_config = STRICT

    next_step: str = Field(min_length=1, max_length=200)
    next_step_on: date | None = None


class CallIn(Schema):
    """What came of a call or a visit, in one line, and what comes next.

    `began`: a call of ours was planned; one they began of their own accord was not, and is always one where you talked.
    `instead_of`: the next steps you read, of the planned contact and of the relationship; yours takes the place of
    these only. Where another one stands, nothing is kept and 409 says which.
    """

    model_config = STRICT

    outcome: Outcome
    words: Said = Field(min_length=1, max_length=200)
    began: Direction = Direction.OURS
    channel: Literal["phone", "visit"] = "phone"
    exchange: Exchange = Exchange.SOCIAL
    minutes: int | None = Minutes
    next_step: str = Field("", max_length=200)
    next_step_on: date | None = None
    instead_of: list[StepIn] = Field(default=[], max_length=10)


class CallOfPersonIn(CallIn):
    """The same with the team that talked; its planned contact with the person, if there is one, is counted anew."""

    team_id: IdIn


class CallOfPlanIn(CallIn):
    """The same with whom you called, where the planned contact is with a site or an organisation."""

    person_id: IdIn | None = None


class CallOut(Schema):
    """A call that was logged; its acts stand under the reference (`call`, id)."""

    id: int
    plan_id: int | None
    person_id: int
    team_id: int
    outcome: Outcome
    at: datetime


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


@router.post("planned-contacts/{plan_id}/calls", response={201: CallOut, **FAULTS}, auth=WRITE)
def log_planned_call(request: HttpRequest, given: CallOfPlanIn, plan_id: int = Id) -> Any:
    """Log what came of a planned contact; when you talked its cadence is counted anew."""
    actor = actor_of(request)
    return Status(201, actions.log_call(plan_id=plan_id, actor=actor, at=timezone.now(), **_told(given)))


@router.post("people/{person_id}/calls", response={201: CallOut, **FAULTS}, auth=WRITE)
def log_call(request: HttpRequest, given: CallOfPersonIn, person_id: int = Id) -> Any:
    """Log what came of a call with one person."""
    actor = actor_of(request)
    person = people.person(actor, person_id)
    return Status(201, actions.log_call(person_id=person.kept_id, actor=actor, at=timezone.now(), **_told(given)))


def _told(given: CallIn) -> dict[str, Any]:
    """What was sent, with the steps it may take the place of; there may be none."""
    read = [Step(one.next_step, one.next_step_on) for one in given.instead_of]
    return given.dict(exclude={"instead_of"}) | {"instead_of": [*read, Step("")]}


def another_step(request: HttpRequest, error: Any) -> HttpResponse:
    """409: a next step stands that the program did not read."""
    stands = cast(Step, error.stands)
    day = f", {stands.on.isoformat()}" if stands.on else ""
    what = f"The next step is “{stands.text}”{day} by now." if stands.text else "There is no next step any more."
    return problem(409, "It was not done", f"{what} Nothing was kept. Read it again, and name it in instead_of.")
