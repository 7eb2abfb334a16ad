"""Relationships: who looks after one, and what comes next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from rapport.domains.ledger.models import Relationship
from rapport.domains.ledger.types import Owner, Step, overwritten
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotAllowed, NotFound


class ChangedMeanwhile(Exception):
    """Another step or owner stands here since its writer looked; it stays, and nothing was changed."""

    def __init__(self, stands: Step | Owner) -> None:
        super().__init__(ChangedMeanwhile.__doc__)
        self.stands = stands


@transaction.atomic
def set_next_step(
    *,
    person_id: int,
    team_id: int,
    next_step: str,
    next_step_on: date | None,
    actor: Actor,
    at: datetime,
    instead_of: Collection[Step] | None = None,
) -> Relationship:
    """Write down what comes next and when; empty words clear it.

    `instead_of` are the steps its writer saw: where another stands by now, nothing is overwritten unseen.
    """
    relationship = _to_change(person_id, team_id, actor)
    stands = Step(relationship.next_step, relationship.next_step_on)
    _refuse_unseen(stands, Step(next_step.strip()[:200], next_step_on), seen=instead_of)
    relationship.next_step = next_step.strip()[:200]
    relationship.next_step_on = next_step_on if relationship.next_step else None
    return _changed(relationship, ["next_step", "next_step_on"], actor, at)


@transaction.atomic
def set_owner(
    *,
    person_id: int,
    team_id: int,
    owner_id: int | None,
    actor: Actor,
    at: datetime,
    instead_of: Owner | None = None,
) -> Relationship:
    """Say who looks after a relationship.

    `instead_of` is whom its writer saw: where somebody else stands by now, nobody is overwritten unseen.
    """
    relationship = _to_change(person_id, team_id, actor)
    seen = None if instead_of is None else [instead_of]
    _refuse_unseen(Owner(relationship.owner_id), Owner(owner_id), seen=seen)
    relationship.owner_id = owner_id
    return _changed(relationship, ["owner"], actor, at)


def _refuse_unseen(stands: Step | Owner, wanted: Step | Owner, *, seen: Collection[Step | Owner] | None) -> None:
    """Raise ChangedMeanwhile where what stands would be lost to somebody who never saw it."""
    if overwritten(stands, wanted, seen=seen):
        raise ChangedMeanwhile(stands)


def _to_change(person_id: int, team_id: int, actor: Actor) -> Relationship:
    found = (
        Relationship.objects.in_reach_of(actor).select_for_update().filter(person_id=person_id, team_id=team_id).first()
    )
    if found is None:
        raise NotFound("relationship")
    if not actor.staff:
        raise NotAllowed("tickets.read")
    return found


def _changed(relationship: Relationship, fields: list[str], actor: Actor, at: datetime) -> Relationship:
    relationship.save(update_fields=fields)
    audit.record(
        "relationship.changed",
        actor=actor,
        subject_kind="relationship",
        subject_id=relationship.pk,
        at=at,
        fields=fields,
    )
    return relationship
