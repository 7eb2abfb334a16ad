"""Meeting people: persons with their first address, many at once, safe when two meet the same person together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from rapport.domains.people import rules
from rapport.domains.people.models import Address, Person, known_before
from rapport.foundation import audit, search
from rapport.foundation.actors import Actor

Known = dict[tuple[int, str], int]


@dataclass(frozen=True)
class Newcomer:
    """Somebody to be met: an address (in lower case) and what is known of the person."""

    organisation_id: int
    address: str
    name: str
    unproven: bool = False
    proven_at: datetime | None = None
    language: str = ""
    site_id: int | None = None
    known_since: date | None = None

    @property
    def place(self) -> tuple[int, str]:
        """Where an address is known once."""
        return self.organisation_id, self.address


@transaction.atomic
def meet(*, newcomers: Sequence[Newcomer], actor: Actor, at: datetime) -> Known:
    """Make persons for addresses not known in their organisations; (organisation, address) to person for all.

    Who was erased and is met again came of their own accord: what others name is refused before it comes here.

    Two who meet the same person at once get one person: the address decides, the other row is taken back.
    """
    wanted = {n.place: n for n in sorted(newcomers, key=lambda n: n.place)}
    if not wanted:
        return {}
    rows = Person.objects.bulk_create([_person(n, at) for n in wanted.values()], batch_size=500)
    made = dict(zip(wanted, rows, strict=True))
    Address.objects.bulk_create(
        [_address(wanted[place], row) for place, row in made.items()], ignore_conflicts=True, batch_size=500
    )
    known = _known(wanted)
    late = [row.pk for place, row in made.items() if known[place] != row.pk]
    if late:
        Person.objects.filter(pk__in=late).delete()
    known_before.back_again(known_before.of_address(address) for _, address in made)
    _tell(wanted, {place: row.pk for place, row in made.items() if row.pk not in late}, actor, at)
    return known


def _known_elsewhere(wanted: Collection[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """Of these places those whose address somebody has in another organisation, with its name.

    Whoever reads the mail of an address signs in as all who have it, so only an administrator's import or an
    invitation makes a second one.
    """
    rows = Address.objects.filter(address__in={address for _, address in wanted}, person__left_at=None)
    homes: dict[str, dict[int, str]] = defaultdict(dict)
    for address, home, name in rows.order_by("-pk").values_list("address", "organisation_id", "organisation__name"):
        homes[address][home] = name
    others = {place: [n for home, n in homes[place[1]].items() if home != place[0]] for place in wanted}
    return {place: names[-1] for place, names in others.items() if names}


def _known(wanted: Mapping[tuple[int, str], Newcomer]) -> Known:
    rows = Address.objects.filter(
        organisation_id__in={organisation_id for organisation_id, _ in wanted},
        address__in={address for _, address in wanted},
    ).values_list("organisation_id", "address", "person_id")
    return {(organisation_id, address): person_id for organisation_id, address, person_id in rows}


def _tell(wanted: Mapping[tuple[int, str], Newcomer], made: Known, actor: Actor, at: datetime) -> None:
    if not made:
        return
    search.index([_entry(wanted[place], person_id, at) for place, person_id in made.items()])
    audit.record_many([audit.Line("person.met", "person", i) for i in made.values()], actor=actor, at=at)


def _person(newcomer: Newcomer, at: datetime) -> Person:
    return Person(
        organisation_id=newcomer.organisation_id,
        name=newcomer.name,
        language=newcomer.language,
        site_id=newcomer.site_id,
        known_since=newcomer.known_since,
        unproven=newcomer.unproven,
        created_at=at,
    )


def _address(newcomer: Newcomer, row: Person) -> Address:
    return Address(
        person_id=row.pk,
        organisation_id=newcomer.organisation_id,
        address=newcomer.address,
        verified_at=newcomer.proven_at,
    )


def _entry(newcomer: Newcomer, person_id: int, at: datetime) -> search.NewEntry:
    return search.NewEntry(
        kind="person",
        ref_id=person_id,
        organisation_id=newcomer.organisation_id,
        title=newcomer.name,
        text=newcomer.address,
        tokens=rules.tokens_of_person(person_id, newcomer.organisation_id),
        at=at,
    )
