"""The REST API's promises of theirs: what somebody told a team they would do, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from secrets import token_urlsafe
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from rapport.domains.desk import queries as desk
from rapport.domains.desk.types import REF
from rapport.domains.ledger import queries as ledger
from rapport.domains.people import queries as people
from rapport.domains.promises import actions, queries
from rapport.domains.promises.types import Said as Settled
from rapport.domains.promises.types import TheirPromiseSeen
from rapport.foundation.actors import Actor
from rapport.interfaces.api.bearer import needs
from rapport.interfaces.api.calling import FAULTS, STRICT, Id, actor_of
from rapport.interfaces.api.schemas import IdIn, Listed, Said

READ, WRITE = needs("tickets:read"), needs("tickets:write")
router = Router(tags=["promises"])


class TheirPromiseOut(Schema):
    """What somebody told us, in their words, by a day; kept or broken is what one of both sides said of it.

    `passed`: its day has gone by and nobody has said what became of it; that alone breaks nothing.
    """

    id: int
    person_id: int
    team_id: int
    ref_kind: str
    ref_id: int | None
    text: str
    made_at: datetime
    due_on: date
    said: Settled
    said_at: datetime | None
    said_by_them: bool
    passed: bool
    noted_by_them: bool


class TheirPromiseIn(Schema):
    """What the requester of a ticket tells us they will do, in their words, and by which day."""

    model_config = STRICT

    text: Said = Field(min_length=1, max_length=300)
    due_on: date


class PersonsPromiseIn(TheirPromiseIn):
    """The same without a ticket: `team_id` is the team that waits for it, else the one that knows the person."""

    team_id: IdIn | None = None


class SettledIn(Schema):
    """What became of it; withdrawn: they never said so.

    `stood` is what you read before; where something else stands by now, nothing is changed and 409 says what stands.
    """

    model_config = STRICT

    said: Settled
    stood: Settled = Settled.OPEN


@router.get("people/{person_id}/their-promises", response={200: Listed[TheirPromiseOut], **FAULTS}, auth=READ)
def list_their_promises(request: HttpRequest, person_id: int = Id) -> Any:
    """What a person told us they would do, the latest day first; the newest fifty, all on one page."""
    actor = actor_of(request)
    person = people.person(actor, person_id)
    rows = queries.promises_of(actor, person.kept_id, at=timezone.now())
    return {"rows": [_out(one) for one in rows], "next": None}


@router.post("people/{person_id}/their-promises", response={201: TheirPromiseOut, **FAULTS}, auth=WRITE)
def note_promise_of_person(request: HttpRequest, said: PersonsPromiseIn, person_id: int = Id) -> Any:
    """Note what somebody told us about no ticket, as staff or as the person; they read it on their page."""
    actor, now = actor_of(request), timezone.now()
    person = people.person(actor, person_id)
    noted = actions.note_their_promise(
        person_id=person.kept_id,
        team_id=said.team_id or _waiting_team(actor, person.kept_id),
        text=said.text,
        due_on=said.due_on,
        source_key=f"api:{token_urlsafe(12)}",
        actor=actor,
        at=now,
    )
    return Status(201, _out(queries.their_promise(actor, noted.pk, at=now)))


@router.post("tickets/{ticket_id}/their-promises", response={201: TheirPromiseOut, **FAULTS}, auth=WRITE)
def note_their_promise(request: HttpRequest, said: TheirPromiseIn, ticket_id: int = Id) -> Any:
    """Note what the requester of a ticket told us, as staff or as the requester; they read it on their page."""
    actor, now = actor_of(request), timezone.now()
    card = desk.ticket_card(actor, ticket_id)
    noted = actions.note_their_promise(
        person_id=card.requester_id,
        team_id=card.team_id,
        ref=(REF, card.id),
        text=said.text,
        due_on=said.due_on,
        source_key=f"api:{token_urlsafe(12)}",
        actor=actor,
        at=now,
    )
    return Status(201, _out(queries.their_promise(actor, noted.pk, at=now)))


@router.post("their-promises/{promise_id}", response={200: TheirPromiseOut, **FAULTS}, auth=WRITE)
def settle_their_promise(request: HttpRequest, said: SettledIn, promise_id: int = Id) -> Any:
    """Say what became of it. What the person said themselves only they change."""
    actor, now = actor_of(request), timezone.now()
    row = actions.settle_their_promise(promise_id=promise_id, said=said.said, stood=said.stood, actor=actor, at=now)
    return _out(queries.their_promise(actor, row.pk, at=now))


def _waiting_team(actor: Actor, person_id: int) -> int:
    """The team whose relationship with the person the actor sees, else a team of the actor's or one they dealt with."""
    known = ledger.relationship(actor, person_id)
    if known is not None:
        return known.team_id
    teams = actor.reach.team_ids if actor.staff else {team for team, _ in ledger.teams_met(actor)}
    return min(teams, default=0)


def _out(one: TheirPromiseSeen) -> dict[str, Any]:
    kind, ref_id = one.ref or ("", None)
    return {**vars(one), "ref_kind": kind, "ref_id": ref_id}
