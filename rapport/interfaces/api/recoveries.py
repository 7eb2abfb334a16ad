"""The REST API's recoveries: those within reach, one, a contact logged, and how one ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from rapport.domains.recovery import actions, queries
from rapport.domains.recovery.types import CHOSEN, Facts, RecoveryPage, Show
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, STRICT, After, Id, Named, actor_of
from rapport.interfaces.api.schemas import Listed, Said

READ, WRITE = needs("recoveries:read", staff=True), needs("recoveries:write", staff=True)
LONGEST = 2000
router = Router(tags=["recoveries"])


class RecoveryOut(Schema):
    """One recovery; `score` is null and `words` are empty for who may hand it over but not read the answer."""

    id: int
    person_id: int | None
    name: str
    place: str
    service: str
    facts: Facts
    opened_at: datetime
    due_at: datetime
    contacted_at: datetime | None
    ended_at: datetime | None
    outcome: str
    holder_id: int | None
    holder: str
    turn: str
    score: int | None
    words: str
    overdue: bool
    mine: bool


class SaidOut(Schema):
    """What the person said."""

    kind: str
    score: int
    mood: str
    reasons: list[str]
    words: str
    said_at: datetime


class RecoveryContactOut(Schema):
    """One try to reach them."""

    at: datetime
    by: str
    channel: str
    reached: bool
    words: str


class CauseOut(Schema):
    """What it was about: a ticket, service or term by its id, a change in words."""

    kind: str
    id: int | None
    words: str


class RecoveryRead(RecoveryOut):
    """One recovery with what was said and done; both are empty for who may not read the answer."""

    owner: str
    deputy: str
    service_owner: str
    owner_id: int | None
    service_id: int | None
    team_id: int | None
    deputy_at: datetime
    service_owner_at: datetime
    said: list[SaidOut]
    contacts: list[RecoveryContactOut]
    tries: int
    outcome_words: str
    ended_by: str
    ask_again_on: date | None
    mood_after: str
    cause: CauseOut | None
    thanked_at: datetime | None
    may_read: bool
    may_hand_over: bool


class RecoveryContactIn(Schema):
    """A try to reach them; `reached` says whether you spoke. The words stay with those who answer for the recovery."""

    model_config = STRICT

    reached: bool
    channel: Literal["phone", "visit", "mail"] = "phone"
    words: Said = Field(default="", max_length=LONGEST)


class RecoveryEndIn(Schema):
    """What came of it; three weeks later they are asked once more, unless they want no contact."""

    model_config = STRICT

    outcome: Literal[tuple(one.value for one in CHOSEN)]  # type: ignore[valid-type]
    words: Said = Field(default="", max_length=LONGEST)


class HandOverIn(Schema):
    """Who answers for it from now on: one of its takers."""

    model_config = STRICT

    to_id: int = Field(ge=1, le=2**62)


class TakerOut(Schema):
    """Somebody to whom a recovery may be given: a lead, an owner of services or an administrator."""

    person_id: int
    name: str


@router.get("recoveries", response={200: Listed[RecoveryOut], **FAULTS}, auth=READ)
def list_recoveries(
    request: HttpRequest,
    *,
    show: Show = Show.ALL,
    ended: bool = False,
    facts: Facts | None = None,
    service_id: int | None = Named,
    after: str | None = After,
) -> Any:
    """Recoveries within reach: those that stand, the next due first; with `ended` the latest first."""
    named: dict[str, Any] = {"show": show, "ended": ended, "facts": facts or "", "service_id": service_id}
    page = queries.recoveries(actor_of(request), at=timezone.now(), after=after, **named)
    return {"rows": page.rows, "next": page.next}


@router.get("recoveries/{recovery_id}", response={200: RecoveryRead, **FAULTS}, auth=READ)
def get_recovery(request: HttpRequest, recovery_id: int = Id) -> Any:
    """One recovery."""
    return _told(queries.recovery(actor_of(request), recovery_id, at=timezone.now()))


@router.post("recoveries/{recovery_id}/contacts", response={201: RecoveryRead, **FAULTS}, auth=WRITE)
def log_recovery_contact(request: HttpRequest, given: RecoveryContactIn, recovery_id: int = Id) -> Any:
    """Log one try to reach them; a talk counts as contact of both sides."""
    actor, now = actor_of(request), timezone.now()
    actions.log_contact(recovery_id=recovery_id, actor=actor, at=now, **given.dict())
    return Status(201, _told(queries.recovery(actor, recovery_id, at=now)))


@router.post("recoveries/{recovery_id}/end", response={200: RecoveryRead, **FAULTS}, auth=WRITE)
def end_recovery(request: HttpRequest, given: RecoveryEndIn, recovery_id: int = Id) -> Any:
    """End it with an outcome."""
    actor, now = actor_of(request), timezone.now()
    actions.end_recovery(recovery_id=recovery_id, actor=actor, at=now, **given.dict())
    return _told(queries.recovery(actor, recovery_id, at=now))


@router.get("recoveries/{recovery_id}/takers", response={200: Listed[TakerOut], **FAULTS}, auth=READ)
def list_takers(request: HttpRequest, recovery_id: int = Id) -> Any:
    """To whom it may be given, by name; all on one page."""
    found = queries.who_may_take_it(actor_of(request), recovery_id)
    return {"rows": [{"person_id": pk, "name": name} for pk, name in found], "next": None}


@router.post("recoveries/{recovery_id}/hand-over", response={200: TakerOut, **FAULTS}, auth=WRITE)
def hand_over(request: HttpRequest, given: HandOverIn, recovery_id: int = Id) -> Any:
    """Give it to somebody else: it stands on their Today, and the hours run on. Gives who has it now.

    You may not be able to read it afterwards.
    """
    actor, now = actor_of(request), timezone.now()
    takers = dict(queries.who_may_take_it(actor, recovery_id))
    row = actions.hand_over(recovery_id=recovery_id, to_id=given.to_id, actor=actor, at=now)
    return {"person_id": row.holder_id, "name": takers.get(given.to_id, "")}


def _told(page: RecoveryPage) -> dict[str, Any]:
    cause = dict(zip(("kind", "id", "words"), page.cause, strict=True)) if page.cause else None
    return page.row.__dict__ | page.__dict__ | {"cause": cause}
