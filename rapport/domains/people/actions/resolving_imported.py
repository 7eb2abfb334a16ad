"""Persons of another desk's export: known by a source key, since such exports hold pseudonyms and no addresses."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from rapport.domains.people import rules
from rapport.domains.people.models import Person, known_before
from rapport.domains.people.types import ImportedPerson
from rapport.foundation import audit, search
from rapport.foundation.actors import Actor

Key = tuple[int, str]


@transaction.atomic
def resolve_imported(*, persons: Sequence[ImportedPerson], actor: Actor, at: datetime) -> dict[Key, int]:
    """(organisation, source key) to person; unknown ones are made, without address, but for those erased before.

    A person who was merged counts as the one they were merged into. Unnamed ones stand for somebody the export does
    not name: they are not in the search, and in no relationship, stage or sample.
    """
    actor.require("people.write")
    wanted = {(p.organisation_id, p.source_key): p for p in sorted(persons, key=lambda p: p.source_key)}
    known = _known(wanted)
    unknown = {key: person for key, person in wanted.items() if key not in known}
    erased = known_before.erased_among([known_before.of_source(*key) for key in unknown]) if unknown else set()
    fresh = [person for key, person in unknown.items() if known_before.of_source(*key) not in erased]
    if not fresh:
        return known
    # Two imports may meet the same person at once: the source key decides, the second row is not made.
    Person.objects.bulk_create([_person(p, at) for p in fresh], ignore_conflicts=True, batch_size=500)
    known = _known(wanted)
    _tell({(p.organisation_id, p.source_key): p for p in fresh}, known, actor, at)
    return known


def _known(keys: Collection[Key]) -> dict[Key, int]:
    rows = Person.objects.filter(
        organisation_id__in={organisation_id for organisation_id, _ in keys}, source_key__in={key for _, key in keys}
    ).values_list("organisation_id", "source_key", "id", "merged_into_id")
    found = {(organisation_id, key or ""): kept or pk for organisation_id, key, pk, kept in rows}
    return {key: pk for key, pk in found.items() if key in set(keys)}


def _person(person: ImportedPerson, at: datetime) -> Person:
    return Person(
        organisation_id=person.organisation_id,
        source_key=person.source_key,
        name=rules.on_one_line(person.name) or person.source_key,
        unnamed=person.unnamed,
        known_since=person.known_since,
        channel="",
        created_at=at,
    )


def _tell(fresh: Mapping[Key, ImportedPerson], known: Mapping[Key, int], actor: Actor, at: datetime) -> None:
    ids = sorted(known[key] for key in fresh)
    search.index([_entry(person, known[key], at) for key, person in fresh.items() if not person.unnamed])
    audit.record_many([audit.Line("person.imported", "person", i) for i in ids], actor=actor, at=at)


def _entry(person: ImportedPerson, person_id: int, at: datetime) -> search.NewEntry:
    return search.NewEntry(
        kind="person",
        ref_id=person_id,
        organisation_id=person.organisation_id,
        title=person.name,
        text="",
        tokens=rules.tokens_of_person(person_id, person.organisation_id),
        at=at,
    )
