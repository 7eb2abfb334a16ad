"""Merging two rows that are one person; undone by clearing one pointer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.people.events import PeopleMerged
from rapport.domains.people.models import Person, Role, finding
from rapport.domains.people.types import STAFF_ROLES
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
    if keep.left_at or other.left_at:
        raise CannotMerge("One of them was erased: there is nobody left to merge with.")
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
    kept_id, row.merged_into = row.merged_into_id, None
    if Role.objects.filter(person__in=[kept_id, row.pk], role__in=STAFF_ROLES).exists():
        actor.require("roles.write")  # parting takes roles away again
    row.save(update_fields=["merged_into"])
    _tell(kept_id, row, False, actor, at)
    return row


def _two(keep_id: int, other_id: int) -> tuple[Person, Person]:
    rows = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=[keep_id, other_id]).order_by("id")}
    if keep_id == other_id or len(rows) < 2:
        raise NotFound
    return rows[keep_id], rows[other_id]


def _tell(kept_id: int, other: Person, together: bool, actor: Actor, at: datetime) -> None:
    finding.index([kept_id, other.pk], at=at)
    verb = "person.merged" if together else "person.parted"
    audit.record(verb, actor=actor, subject_kind="person", subject_id=other.pk, at=at, fields=("merged_into",))
    events.publish(PeopleMerged(kept_id=kept_id, other_id=other.pk, together=together, at=at))
