"""The REST API's visits: listed, arranged by staff, moved and ended as on the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import CalendarSaid, VisitState
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, STRICT, After, Id, Named, actor_of
from rapport.interfaces.api.schemas import IdIn, Listed, Moment, Said

MOST_KIT, LONGEST_LINE = 30, 120
router = Router(tags=["visits"])


class VisitOut(Schema):
    """A visit to a site; `version` counts its changes, `moves_*` how often each side moved it or asked to.

    `answer_*` is what the calendar of each side answered to the time it has now, "" where it said nothing.
    """

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
    answer_theirs: CalendarSaid
    answer_ours: CalendarSaid
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
    anyway: bool = Field(default=False, description="Also where the technician has another visit then (else 409).")


class OutcomeIn(Schema):
    """What came of a visit; `fixed`: one visit was enough."""

    model_config = STRICT

    outcome: Literal["done", "not possible", "nobody there"]
    words: Said = Field(default="", max_length=1000)
    minutes: int | None = Field(default=None, ge=0, le=1440)
    fixed: bool | None = None
    keeps: list[IdIn] = Field(default_factory=list, max_length=20, description="Promised deeds done with it, by id.")


class VisitChange(Schema):
    """What is to change of a visit to come; what is not named stays. `version` is the one you saw."""

    model_config = STRICT

    version: int = Field(ge=0, le=10_000)
    starts_at: Moment | None = Field(default=None, description="With `ends_at`: the visit is moved.")
    ends_at: Moment | None = None
    what: Said = Field(default="", max_length=500)
    kit: list[Said] = Field(default_factory=list, max_length=MOST_KIT)
    technician_id: int | None = Field(default=None, ge=1, le=2**62, description="Null is nobody yet.")
    anyway: bool = Field(default=False, description="Also where the technician has another visit then (else 409).")


class CancelIn(Schema):
    """Why it does not take place: they read it."""

    model_config = STRICT

    words: Said = Field(min_length=1, max_length=1000)


class OwnMoveIn(Schema):
    """The beginning of one of the free times."""

    model_config = STRICT

    starts_at: Moment


class OtherTimeIn(Schema):
    """Which days or times suit."""

    model_config = STRICT

    words: Said = Field(min_length=1, max_length=500)


class FreeOut(Schema):
    """A time at which the technician has time for this visit."""

    starts_at: datetime
    ends_at: datetime


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
    said["kit"] = _kit(said["kit"])
    made = actions.arrange_visit(actor=actor, at=timezone.now(), **said)
    return Status(201, queries.visit(actor, made.pk))


@router.post("visits/{visit_id}/outcome", response={200: VisitOut, **FAULTS}, auth=needs("tickets:write"))
def record_outcome(request: HttpRequest, given: OutcomeIn, visit_id: int = Id) -> Any:
    """Say as staff what came of a visit."""
    actor = actor_of(request)
    actions.record_outcome(visit_id=visit_id, actor=actor, at=timezone.now(), **given.dict())
    return queries.visit(actor, visit_id)


@router.patch("visits/{visit_id}", response={200: VisitOut, **FAULTS}, auth=needs("tickets:write", staff=True))
def change_visit(request: HttpRequest, given: VisitChange, visit_id: int = Id) -> Any:
    """Move or change a visit as staff; they are told where the time, who goes or what is done is another one."""
    actor = actor_of(request)
    seen, named = queries.visit(actor, visit_id), given.dict(exclude_unset=True)
    said = {name: named.get(name, getattr(seen, name)) for name in ("what", "kit", "technician_id")}
    times = {name: named.get(name) or getattr(seen, name) for name in ("starts_at", "ends_at")}
    said["kit"] = _kit(said["kit"])
    said |= {"version": given.version, "anyway": given.anyway}
    actions.change_visit(visit_id=visit_id, actor=actor, at=timezone.now(), **times, **said)
    return queries.visit(actor, visit_id)


@router.post("visits/{visit_id}/cancel", response={200: VisitOut, **FAULTS}, auth=needs("tickets:write", staff=True))
def cancel_visit(request: HttpRequest, given: CancelIn, visit_id: int = Id) -> Any:
    """Call a visit off as staff and say why; both sides hear of it."""
    actor = actor_of(request)
    actions.cancel_visit(visit_id=visit_id, words=given.words, actor=actor, at=timezone.now())
    return queries.visit(actor, visit_id)


@router.get("visits/{visit_id}/free-times", response={200: Listed[FreeOut], **FAULTS}, auth=needs("tickets:read"))
def list_free_times(request: HttpRequest, visit_id: int = Id) -> Any:
    """When its technician has time for a visit as long as this; all on one page, none where nobody goes yet."""
    found = queries.free_times(actor_of(request), visit_id, at=timezone.now())
    return {
        "rows": [{"starts_at": start.astimezone(UTC), "ends_at": end.astimezone(UTC)} for start, end in found],
        "next": None,
    }


@router.post("visits/{visit_id}/move", response={200: VisitOut, **FAULTS}, auth=needs("tickets:write"))
def move_own_visit(request: HttpRequest, given: OwnMoveIn, visit_id: int = Id) -> Any:
    """Move your own visit, as the one who is told of it, to a time that is free."""
    actor = actor_of(request)
    key = queries.visit(actor, visit_id).public_key
    actions.move_own_visit(public_key=key, starts_at=given.starts_at, actor=actor, at=timezone.now())
    return queries.visit(actor, visit_id)


@router.post("visits/{visit_id}/other-time", response={200: VisitOut, **FAULTS}, auth=needs("tickets:write"))
def ask_for_other_time(request: HttpRequest, given: OtherTimeIn, visit_id: int = Id) -> Any:
    """Ask, as the one who is told of it, for a time that is not offered."""
    actor = actor_of(request)
    key = queries.visit(actor, visit_id).public_key
    actions.ask_for_other_time(public_key=key, words=given.words, actor=actor, at=timezone.now())
    return queries.visit(actor, visit_id)


def _kit(lines: Sequence[str]) -> list[str]:
    return [line.strip()[:LONGEST_LINE] for line in lines if line.strip()]
