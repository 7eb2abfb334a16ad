"""Merging two rows that are one person; undone by clearing one pointer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.people.events import PeopleMerged
from rapport.domains.people.models import Erasure, Person, Role, TwoPeople, finding
from rapport.domains.people.types import STAFF_ROLES, Departure
from rapport.foundation import audit, events
from rapport.foundation.actors import Actor, NotFound


class CannotMerge(Exception):
    """These two cannot be merged like this; the text says what to do."""


@transaction.atomic
def merge_people(*, keep_id: int, other_id: int, actor: Actor, at: datetime) -> Person:
    """The other row points to the one kept; addresses, tickets and acts stay where they are."""
    actor.require("people.write")
    keep, other = _two(keep_id, other_id)
    if Role.objects.filter(person__in=[keep, other], role__in=STAFF_ROLES).exists():
        actor.require("roles.write")  # the one kept has the roles of both
    if keep.organisation_id != other.organisation_id:
        raise CannotMerge("They belong to two organisations. Move one of them first; one account may hold both.")
    _refuse_leaving(keep, other)
    if keep.merged_into_id or other.merged_into_id:
        raise CannotMerge("One of them was merged already. Undo that first.")
    if Person.objects.filter(merged_into=other).exists():
        raise CannotMerge("Somebody was merged into the other one. Keep that one instead.")
    other.merged_into = keep
    other.save(update_fields=["merged_into"])
    _tell(keep.pk, other, True, actor, at)
    return keep


@transaction.atomic
def undo_merge(*, person_id: int, actor: Actor, at: datetime) -> Person:
    """Two persons again, as before."""
    actor.require("people.write")
    row = Person.objects.select_for_update().filter(pk=person_id, merged_into__isnull=False, left_at=None).first()
    if row is None or row.merged_into_id is None:
        raise NotFound
    _refuse_leaving(row, Person.objects.get(pk=row.merged_into_id))
    kept_id, row.merged_into = row.merged_into_id, None
    if Role.objects.filter(person__in=[kept_id, row.pk], role__in=STAFF_ROLES).exists():
        actor.require("roles.write")  # parting takes roles away again
    row.save(update_fields=["merged_into"])
    _tell(kept_id, row, False, actor, at)
    return row


@transaction.atomic
def keep_apart(*, one_id: int, other_id: int, actor: Actor, at: datetime) -> None:
    """These two are two people: the pair is not named among likely ones again. Merging them stays possible."""
    actor.require("people.write")
    one, other = _two(min(one_id, other_id), max(one_id, other_id))
    TwoPeople.objects.get_or_create(one=one, other=other, defaults={"decided_by_id": actor.person_id, "decided_at": at})
    audit.record("person.kept_apart", actor=actor, subject_kind="person", subject_id=one.pk, at=at)


def _two(keep_id: int, other_id: int) -> tuple[Person, Person]:
    rows = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=[keep_id, other_id]).order_by("id")}
    if keep_id == other_id or len(rows) < 2:
        raise NotFound
    return rows[keep_id], rows[other_id]


def _refuse_leaving(one: Person, other: Person) -> None:
    """An erasure goes by the pointer: nobody may come to it, or go from it, half-way."""
    going = Erasure.objects.filter(person__in=[one, other], state=Departure.RUNNING)
    if one.left_at or other.left_at or going.exists():
        raise CannotMerge("One of them was erased, or is being erased now. Nothing was changed.")


def _tell(kept_id: int, other: Person, together: bool, actor: Actor, at: datetime) -> None:
    finding.index([kept_id, other.pk], at=at)
    verb = "person.merged" if together else "person.parted"
    audit.record(verb, actor=actor, subject_kind="person", subject_id=other.pk, at=at, fields=("merged_into",))
    events.publish(PeopleMerged(kept_id=kept_id, other_id=other.pk, together=together, at=at))
