"""People another desk names while it works: by address or by its own id; unknown ones are made as imports make them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from rapport.domains.people import rules
from rapport.domains.people.actions.meeting import Newcomer, _known_elsewhere, meet
from rapport.domains.people.actions.resolving_imported import resolve_imported
from rapport.domains.people.models import Address, known_before
from rapport.domains.people.types import ImportedPerson
from rapport.foundation.actors import Actor

LONGEST_KEY = 60


@dataclass(frozen=True)
class Named:
    """Somebody of one organisation: an address in lower case, or an id of the other desk; `kind` is part of its key."""

    organisation_id: int
    source: str
    kind: str
    address: str = ""
    external_id: str = ""
    name: str = ""
    served: bool = True


class Resolved(NamedTuple):
    """Who is whom, and those who were erased here and are not known again."""

    persons: dict[Named, int]
    erased: set[Named]


@transaction.atomic
def resolve_named(*, people: Collection[Named], actor: Actor, at: datetime) -> Resolved:
    """Each of them as a person; an address wins over an id. Somebody of staff is never given an address that way:
    an unknown one stands by name only, and nothing follows from it. Whoever is known by that address at another
    organisation is left out: a second person with it would decide what they see when they sign in; and whoever was
    erased here, who is told apart.
    """
    actor.require("people.write")
    wanted = set(people)
    found = _known({one for one in wanted if one.address})
    erased = _erased(wanted - found.keys())
    wanted -= erased
    unknown = {one for one in wanted - found.keys() if one.address and one.served}
    apart = _known_elsewhere({(one.organisation_id, one.address) for one in unknown})
    strangers = {one for one in unknown if (one.organisation_id, one.address) not in apart}
    met = meet(newcomers=[_newcomer(one) for one in _once(strangers)], actor=actor, at=at) if strangers else {}
    found |= {one: met[one.organisation_id, one.address] for one in strangers}
    rest = wanted - found.keys() - unknown
    made = resolve_imported(persons=[_imported(one) for one in rest], actor=actor, at=at) if rest else {}
    return Resolved(found | {one: made[one.organisation_id, _key(one)] for one in rest}, erased)


def _erased(people: Collection[Named]) -> set[Named]:
    marks = {one: _marks(one) for one in people}
    gone = known_before.erased_among({mark for each in marks.values() for mark in each}) if marks else set()
    return {one for one, each in marks.items() if each & gone}


def _marks(one: Named) -> set[str]:
    by_id = {known_before.of_source(one.organisation_id, _key(one))}
    return by_id | {known_before.of_address(one.address)} if one.address else by_id


def _once(strangers: Iterable[Named]) -> list[Named]:
    """Each address once, with the name where one was said."""
    first: dict[tuple[int, str], Named] = {}
    for one in sorted(strangers, key=lambda one: (not one.name, one.external_id)):
        first.setdefault((one.organisation_id, one.address), one)
    return list(first.values())


def _known(named: set[Named]) -> dict[Named, int]:
    rows = Address.objects.filter(
        organisation__in={one.organisation_id for one in named}, address__in={one.address for one in named}
    ).values_list("organisation_id", "address", "person_id", "person__merged_into_id")
    known = {(home, address): kept or pk for home, address, pk, kept in rows}
    return {
        one: known[one.organisation_id, one.address] for one in named if (one.organisation_id, one.address) in known
    }


def _newcomer(one: Named) -> Newcomer:
    return Newcomer(one.organisation_id, one.address, rules.plain_name(one.name, one.address))


def _imported(one: Named) -> ImportedPerson:
    name = rules.plain_name(one.name, one.address) if one.address else one.name or one.external_id
    return ImportedPerson(source_key=_key(one), organisation_id=one.organisation_id, name=name[:200])


def _key(one: Named) -> str:
    """The key an import of that desk would give them, so that both mean the same person."""
    said = one.external_id or one.address
    short = said if len(said) <= LONGEST_KEY else hashlib.sha256(said.encode()).hexdigest()[:40]
    return f"{one.source}:{one.kind}:{short}"
