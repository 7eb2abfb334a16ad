"""Somebody who writes before they confirmed their address: a person of their own until the link was pressed.

Nobody is looked up before that, so nothing that happens tells whether an address is known here.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.people import rules
from rapport.domains.people.actions.merging import merge_people
from rapport.domains.people.actions.places import move_person
from rapport.domains.people.actions.senders import _not_yet_known, resolve_senders
from rapport.domains.people.models import Address, Person, finding
from rapport.domains.people.types import Sender
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound


@transaction.atomic
def meet_unconfirmed(*, name: str, address: str, actor: Actor, at: datetime) -> Person:
    """A person who is only what they say: without an address, in the organisation of those not yet known.

    Whoever has the address sees nothing of it, and their own mail stays theirs.
    """
    actor.require("people.write")
    plain = rules.plain_address(address)
    row = Person.objects.create(
        organisation_id=_not_yet_known(at), name=rules.plain_name(name, plain), unproven=True, created_at=at
    )
    finding.index([row.pk], at=at)
    audit.record("person.unconfirmed", actor=actor, subject_kind="person", subject_id=row.pk, at=at)
    return row


@transaction.atomic
def adopt_unconfirmed(*, person_id: int, address: str, actor: Actor, at: datetime) -> Person:
    """The link came back, so the address is theirs: they are whoever has it, else somebody new with it."""
    actor.require("people.write")
    row = Person.objects.select_for_update().filter(pk=person_id, unproven=True, merged_into=None).first()
    if row is None or row.left_at is not None or row.addresses.exists():
        raise NotFound
    plain = rules.plain_address(address)
    (found,) = resolve_senders(senders=[Sender(plain, row.name, proven=True)], actor=actor, at=at)
    if found.person_id is None or found.organisation_id is None:  # several people share it: staff decide who it was
        return _proven(row, plain, at)
    move_person(person_id=row.pk, organisation_id=found.organisation_id, actor=actor, at=at)
    kept = merge_people(keep_id=found.person_id, other_id=row.pk, actor=actor, at=at)
    Address.objects.filter(person=kept, address=plain, verified_at=None).update(verified_at=at)
    return kept


def _proven(row: Person, address: str, at: datetime) -> Person:
    Address.objects.get_or_create(
        organisation_id=row.organisation_id, address=address, defaults={"person": row, "verified_at": at}
    )
    row.unproven = False
    row.save(update_fields=["unproven"])
    return row
