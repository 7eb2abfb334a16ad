"""One batch of an import: who is known, what is new, what changed; one statement per table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from rapport.domains.people import rules
from rapport.domains.people.actions.import_places import Placed
from rapport.domains.people.actions.meeting import Newcomer, _known_elsewhere, meet
from rapport.domains.people.models import Address, Person, Role, Use, known_before
from rapport.domains.people.types import STAFF_ROLES, Imported, Refused, RoleName
from rapport.foundation import search
from rapport.foundation.actors import Actor

ERASED = "The line names somebody who was erased here and was left out. They are known again once they write to us."
FOLLOWED_COLUMNS = ["name", "language", "known_since", "site"]


@dataclass
class Batch:
    """Up to 500 lines with their places, written within one transaction."""

    placed: list[Placed]
    said: Imported
    actor: Actor
    at: datetime

    def write(self) -> None:
        """Persons first, then their addresses, uses and roles."""
        known = self._known()
        self.placed = [p for p in self.placed if self._is_one(p, known) and self._is_allowed(p)]
        self._leave_out_erased(known)
        self._keep_where_they_are(known)
        self._guard_staff(known)
        persons = self._met(known) | {n: ids.copy().pop() for n, ids in known.items() if ids}
        rows = self._update({p.line.number: persons[p.line.number] for p in self.placed})
        self._add_addresses(rows)
        self._add_uses(rows)
        self._add_roles(rows)

    def _known(self) -> dict[int, set[int]]:
        """Line number to the persons its addresses lead to, through merges."""
        rows = Address.objects.filter(address__in={a for p in self.placed for a in p.line.addresses}).values_list(
            "organisation_id", "address", "person_id", "person__merged_into_id"
        )
        by_place = {(organisation_id, address): kept or person for organisation_id, address, person, kept in rows}
        return {
            p.line.number: {
                by_place[p.organisation.pk, a] for a in p.line.addresses if (p.organisation.pk, a) in by_place
            }
            for p in self.placed
        }

    def _is_one(self, placed: Placed, known: dict[int, set[int]]) -> bool:
        if len(known[placed.line.number]) > 1:
            self._refuse(placed, "These addresses belong to two people. Merge them first, or part the addresses.")
            return False
        return True

    def _leave_out_erased(self, known: dict[int, set[int]]) -> None:
        """No list brings back who was erased; a line of somebody known to us may complete them as before."""
        strangers = [p for p in self.placed if not known[p.line.number]]
        marks = {p.line.number: {known_before.of_address(a) for a in p.line.addresses} for p in strangers}
        gone = known_before.erased_among({mark for each in marks.values() for mark in each}) if marks else set()
        for placed in [p for p in strangers if marks[p.line.number] & gone]:
            self._refuse(placed, ERASED)
            self.placed.remove(placed)

    def _keep_where_they_are(self, known: dict[int, set[int]]) -> None:
        """Nobody moves or becomes two by a file: who was known elsewhere before it stays with their organisation."""
        strangers = [p for p in self.placed if not known[p.line.number]]
        elsewhere = dict(
            Address.objects.filter(
                address__in={a for p in strangers for a in p.line.addresses}, person__created_at__lt=self.at
            ).values_list("address", "organisation__name")
        )
        for placed in strangers:
            found = next((a for a in placed.line.addresses if a in elsewhere), None)
            if found is not None:
                self._refuse(placed, f"{found} is known at {elsewhere[found]}; the person stays there.")
                self.said.kept += 1
                self.placed.remove(placed)

    def _is_allowed(self, placed: Placed) -> bool:
        if placed.line.role != RoleName.CUSTOMER and not self.actor.reach.may("roles.write"):
            self._refuse(placed, "You may import people but not give roles. Ask an administrator.")
            return False
        return True

    def _guard_staff(self, known: dict[int, set[int]]) -> None:
        """An address added to somebody of staff could be used to sign in as them, so it takes who gives roles."""
        if self.actor.reach.may("roles.write"):
            return
        ids = {i for found in known.values() for i in found}
        staff = set(Role.objects.filter(person_id__in=ids, role__in=STAFF_ROLES).values_list("person_id", flat=True))
        for placed in [p for p in self.placed if known[p.line.number] & staff]:
            self._refuse(placed, "This person serves here; only an administrator may change them by an import.")
            self.placed.remove(placed)

    def _met(self, known: dict[int, set[int]]) -> dict[int, int]:
        fresh = {p.line.number: _newcomer(p) for p in self.placed if not known[p.line.number]}
        met = meet(newcomers=list(fresh.values()), actor=self.actor, at=self.at)
        self.said.count("people", len(fresh))
        return {number: met[newcomer.place] for number, newcomer in fresh.items()}

    def _update(self, persons: dict[int, int]) -> list[tuple[Placed, Person]]:
        by_id = Person.objects.in_bulk(set(persons.values()))
        rows = [(p, by_id[persons[p.line.number]]) for p in self.placed]
        changed = [row for placed, row in rows if _takes_over(placed, row)]
        touched = {row.pk for row in changed}
        Person.objects.bulk_update(changed, FOLLOWED_COLUMNS, batch_size=100)
        search.index([_entry(placed, row, self.at) for placed, row in rows if row.pk in touched])
        if changed:
            self.said.changed["people"] = self.said.changed.get("people", 0) + len(changed)
        return rows

    def _add_addresses(self, rows: list[tuple[Placed, Person]]) -> None:
        wanted = {(p.organisation.pk, a): row.pk for p, row in rows for a in p.line.addresses}
        there = set(
            Address.objects.filter(address__in={a for _, a in wanted}).values_list("organisation_id", "address")
        )
        apart = _known_elsewhere(wanted.keys() - there)
        self._say_apart(rows, apart)
        there |= apart.keys()
        fresh = [
            Address(person_id=person_id, organisation_id=place[0], address=place[1])
            for place, person_id in wanted.items()
            if place not in there
        ]
        Address.objects.bulk_create(fresh, ignore_conflicts=True)
        self.said.count("addresses", len(fresh))

    def _say_apart(self, rows: list[tuple[Placed, Person]], apart: dict[tuple[int, str], str]) -> None:
        for placed, _ in rows:
            for address in placed.line.addresses:
                if home := apart.get((placed.organisation.pk, address)):
                    self._refuse(placed, f"{address} is known at {home} and was not added; the rest of the line was.")

    def _add_uses(self, rows: list[tuple[Placed, Person]]) -> None:
        wanted = {
            (row.pk, service_id): row.known_since or self.at.date() for p, row in rows for service_id in p.service_ids
        }
        there = set(
            Use.objects.filter(person_id__in={i for i, _ in wanted}, until__isnull=True).values_list(
                "person_id", "service_id"
            )
        )
        fresh = [
            Use(person_id=key[0], service_id=key[1], since=since) for key, since in wanted.items() if key not in there
        ]
        Use.objects.bulk_create(fresh, ignore_conflicts=True)
        self.said.count("uses", len(fresh))

    def _add_roles(self, rows: list[tuple[Placed, Person]]) -> None:
        wanted = {key for p, row in rows for key in _roles(p, row)}
        there: dict[int, set[tuple[int, str, int | None, int | None]]] = defaultdict(set)
        held = Role.objects.filter(person_id__in={key[0] for key in wanted})
        for key in held.values_list("person_id", "role", "team_id", "organisation_id"):
            there[key[0]].add(key)
        fresh = [
            Role(person_id=i, role=role, team_id=team_id, organisation_id=organisation_id, granted_at=self.at)
            for i, role, team_id, organisation_id in sorted(wanted, key=str)
            if (i, role, team_id, organisation_id) not in there[i]
        ]
        Role.objects.bulk_create(fresh, ignore_conflicts=True)
        self.said.count("roles", len(fresh))

    def _refuse(self, placed: Placed, reason: str) -> None:
        self.said.refused.append(Refused(placed.line.number, reason))


def _newcomer(placed: Placed) -> Newcomer:
    line = placed.line
    return Newcomer(
        organisation_id=placed.organisation.pk,
        address=line.addresses[0],
        name=rules.plain_name(line.name, line.addresses[0]),
        language=line.language,
        site_id=placed.site_id,
        known_since=line.known_since,
    )


def _takes_over(placed: Placed, row: Person) -> bool:
    """Take over what the line says and leaves nothing empty that was known; True when something changed."""
    said = {
        "name": placed.line.name,
        "language": placed.line.language,
        "known_since": placed.line.known_since,
        "site_id": placed.site_id,
    }
    changed = {name: value for name, value in said.items() if value and getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def _roles(placed: Placed, row: Person) -> list[tuple[int, str, int | None, int | None]]:
    role = placed.line.role
    if role in rules.IN_A_TEAM:
        return [(row.pk, role.value, team_id, None) for team_id in placed.team_ids]
    if role == RoleName.CLIENT_CONTACT:
        return [(row.pk, role.value, None, placed.organisation.pk)]
    return [] if role == RoleName.CUSTOMER else [(row.pk, role.value, None, None)]


def _entry(placed: Placed, row: Person, at: datetime) -> search.NewEntry:
    return search.NewEntry(
        kind="person",
        ref_id=row.pk,
        organisation_id=row.organisation_id,
        title=row.name,
        text=" ".join(placed.line.addresses),
        tokens=rules.tokens_of_person(row.pk, row.organisation_id),
        at=at,
    )
