"""Who takes part in an imported log: its organisation, persons and teams, each looked up or made once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime

from rapport.domains.people import actions, queries
from rapport.domains.people.types import ImportedPerson
from rapport.foundation.actors import Actor
from rapport.interfaces.imports.logs import Case
from rapport.interfaces.imports.mapping import LogMapping

LONGEST_KEY = 80


class Cast:
    """Names of the log to rows of ours, remembered for a whole run."""

    def __init__(self, mapping: LogMapping, *, actor: Actor, at: datetime) -> None:
        self._mapping = mapping
        self._actor = actor
        self._provider_id = queries.provider().pk  # type: ignore[union-attr]  # made before, see empty_place
        self._teams = {team.name: team.pk for team in queries.teams(actor)}
        self._persons: dict[str, int] = {}
        self._erased: set[str] = set()
        self.organisation_id = self._organisation(at)

    def call(self, cases: Sequence[Case], *, teams: Collection[str], staff: Collection[str], at: datetime) -> None:
        """Make sure that everybody these cases name is there; few statements however many they are."""
        self._make_teams({*teams, *(case.team for case in cases), self._mapping.team} - {""}, at)
        serving = {*staff, *(case.assignee for case in cases), *self._groups_at_work(teams, staff)} - {""}
        self._find([self._caller(case) for case in cases] + [self._worker(name) for name in serving], at)
        gone = [self._key("staff", name) for name in serving if self._key("staff", name) in self._erased]
        if gone:  # of staff who were erased only their team is known
            self._find([self._worker(self._mapping.team)], at)
            self._persons |= dict.fromkeys(gone, self._persons[self._key("staff", self._mapping.team)])

    def _find(self, wanted: Sequence[ImportedPerson], at: datetime) -> None:
        missing = {one.source_key: one for one in wanted if one.source_key not in self._persons.keys() | self._erased}
        if missing:
            found = actions.resolve_imported(persons=list(missing.values()), actor=self._actor, at=at)
            self._persons |= {key: person_id for (_, key), person_id in found.items()}
            self._erased |= missing.keys() - self._persons.keys()

    def was_erased(self, case: Case) -> bool:
        """Whether who asked was erased here; after `call`."""
        return self._caller(case).source_key in self._erased

    def person(self, case: Case) -> int:
        """Who asked, or the one who stands for somebody the log does not name."""
        return self._persons[self._caller(case).source_key]

    def staff(self, name: str) -> int:
        """Who worked on it; without a name somebody of the mapping's own team."""
        return self._persons[self._key("staff", name or self._mapping.team)]

    def team(self, name: str) -> int:
        """The team of that name; the mapping's own where the log names none."""
        return self._teams[(name or self._mapping.team)[:200]]

    def _groups_at_work(self, teams: Collection[str], staff: Collection[str]) -> set[str]:
        """Where a row names a group and nobody of it, the group stands for whoever worked."""
        return {*teams, self._mapping.team} if "" in staff else set()

    def _caller(self, case: Case) -> ImportedPerson:
        kind = "unnamed" if case.unnamed else "person"
        return ImportedPerson(
            source_key=self._key(kind, case.person),
            organisation_id=self.organisation_id,
            name=f"Unnamed, {case.person}" if case.unnamed else case.person,
            unnamed=case.unnamed,
            known_since=case.opened_at.date(),
        )

    def _worker(self, name: str) -> ImportedPerson:
        """One of staff by pseudonym; a group where the log says no more is nobody by name."""
        group = name[:200] in self._teams
        return ImportedPerson(
            source_key=self._key("staff", name),
            organisation_id=self._provider_id,
            name=f"Somebody of {name}" if group else name,
            unnamed=group,
        )

    def _key(self, kind: str, name: str) -> str:
        short = name if len(name) <= LONGEST_KEY - 20 else hashlib.sha256(name.encode()).hexdigest()[:40]
        return f"{self._mapping.name}:{kind}:{short}"

    def _organisation(self, at: datetime) -> int:
        name = self._mapping.organisation
        found = next((row.pk for row in queries.organisations(self._actor) if row.name == name), None)
        return found or actions.create_organisation(name=name, actor=self._actor, at=at).pk

    def _make_teams(self, names: set[str], at: datetime) -> None:
        for name in sorted({one[:200] for one in names} - self._teams.keys()):
            self._teams[name] = actions.create_team(name=name, actor=self._actor, at=at).pk
