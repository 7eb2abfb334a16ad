"""Who finds a person: one search entry per human, with the names and addresses of all rows merged into one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from rapport.domains.people import rules
from rapport.domains.people.models.persons import Address, Person
from rapport.foundation import search

KIND = "person"


def index(person_ids: Collection[int], *, at: datetime) -> None:
    """Renew the entries of these humans, whichever of their rows is named; three or four statements for all."""
    asked = Person.objects.filter(pk__in=person_ids).values_list("pk", "merged_into_id")
    kept_ids = {merged_into or pk for pk, merged_into in asked}
    rows = list(Person.objects.filter(Q(pk__in=kept_ids) | Q(merged_into__in=kept_ids)).order_by("pk"))
    addresses: dict[int, list[str]] = defaultdict(list)
    known = Address.objects.filter(person__in=[row.pk for row in rows]).order_by("id")
    for person_id, address in known.values_list("person_id", "address"):
        addresses[person_id].append(address)
    merged: dict[int, list[Person]] = defaultdict(list)
    for row in rows:
        if row.merged_into_id is not None:
            merged[row.merged_into_id].append(row)
    standing = [row for row in rows if row.merged_into_id is None and _is_somebody(row)]
    search.remove(KIND, [row.pk for row in rows if row not in standing])
    search.index([_entry(row, merged[row.pk], addresses, at) for row in standing])


def _is_somebody(row: Person) -> bool:
    return row.left_at is None and not row.unnamed


def _entry(row: Person, merged: list[Person], addresses: dict[int, list[str]], at: datetime) -> search.NewEntry:
    said = [*addresses[row.pk], *(word for other in merged for word in (other.name, *addresses[other.pk]))]
    tokens = {token for one in (row, *merged) for token in rules.tokens_of_person(one.pk, row.organisation_id)}
    return search.NewEntry(
        kind=KIND,
        ref_id=row.pk,
        organisation_id=row.organisation_id,
        title=row.name,
        text=" ".join(said),
        tokens=tokens,
        at=at,
    )
