"""What an import finds or makes around people: organisations, sites, services and teams, remembered by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from rapport.domains.people.models import Organisation, Service, Site, Team
from rapport.domains.people.rules import Line
from rapport.domains.people.types import Imported, OrganisationKind, Refused, RoleName

FIRST_TEAM = "Service Desk"


@dataclass(frozen=True)
class Placed:
    """One line with the rows it names."""

    line: Line
    organisation: Organisation
    site_id: int | None
    service_ids: tuple[int, ...]
    team_ids: tuple[int, ...]


class Places:
    """Names to rows for a whole import; what is missing is made with one statement per table and batch."""

    def __init__(self, said: Imported, at: datetime) -> None:
        self._said = said
        self._at = at
        self._organisations = {row.name: row for row in Organisation.objects.all()}
        self._provider = next(
            (row for row in self._organisations.values() if row.kind == OrganisationKind.PROVIDER), None
        )
        self._teams = dict(Team.objects.order_by("id").values_list("name", "id"))
        self._services = dict(Service.objects.values_list("name", "id"))
        self._sites: dict[tuple[int, str], int] = {
            (organisation_id, name): i
            for i, organisation_id, name in Site.objects.values_list("id", "organisation_id", "name")
        }

    def known(self, lines: Iterable[Line]) -> list[Placed]:
        """Each line with its rows; lines that cannot have their place are refused."""
        allowed = [line for line in map(self._of_somebody, lines) if self._may_be(line)]
        self._make_organisations({line.organisation for line in allowed})
        self._make_teams({team for line in allowed for team in line.teams if line.serves})
        self._make_services({name for line in allowed for name in line.services})
        self._make_sites([line for line in allowed if line.site])
        return [self._placed(line) for line in allowed]

    def _of_somebody(self, line: Line) -> Line:
        """Who serves and names no organisation is the provider's."""
        if line.organisation or self._provider is None:
            return line
        return replace(line, organisation=self._provider.name)

    def _may_be(self, line: Line) -> bool:
        """Roles of staff are held by people of the provider only, and a public has no client contact."""
        row = self._organisations.get(line.organisation)
        reason = ""
        if self._provider is None:
            reason = "There is no provider yet. Set it up first."
        elif line.serves and row is not self._provider:
            reason = (
                f"Only people of {self._provider.name} serve. "
                "Write that as their organisation, or leave the role empty."
            )
        elif line.role == RoleName.CLIENT_CONTACT and row is not None and row.kind == OrganisationKind.PUBLIC:
            reason = f"{row.name} is a public; it has no client contact."
        if reason:
            self._said.refused.append(Refused(line.number, reason))
        return not reason

    def _make_organisations(self, names: set[str]) -> None:
        missing = sorted(names - self._organisations.keys())
        rows = [
            Organisation(kind=OrganisationKind.CLIENT, name=name, zone=self._zone(), created_at=self._at)
            for name in missing
        ]
        self._organisations |= {row.name: row for row in Organisation.objects.bulk_create(rows)}
        self._said.count("organisations", len(rows))

    def _make_teams(self, names: set[str]) -> None:
        rows = [Team(organisation=self._provider, name=name) for name in sorted(names - self._teams.keys())]
        self._teams |= {row.name: row.pk for row in Team.objects.bulk_create(rows)}
        self._said.count("teams", len(rows))

    def _make_services(self, names: set[str]) -> None:
        missing = sorted(names - self._services.keys())
        if missing and not self._teams:
            self._make_teams({FIRST_TEAM})
        # A new service needs a team at once; the oldest has it until somebody decides otherwise.
        team_id = min(self._teams.values(), default=0)
        rows = [Service(organisation=self._provider, name=name, team_id=team_id) for name in missing]
        self._services |= {row.name: row.pk for row in Service.objects.bulk_create(rows)}
        self._said.count("services", len(rows))

    def _make_sites(self, lines: Iterable[Line]) -> None:
        wanted = {(self._organisations[line.organisation].pk, line.site): line for line in lines}
        rows = [
            Site(
                organisation_id=organisation_id,
                name=name,
                kind=line.site_kind,
                opens_on=line.site_opens,
                closes_on=line.site_closes,
            )
            for (organisation_id, name), line in wanted.items()
            if (organisation_id, name) not in self._sites
        ]
        self._sites |= {(row.organisation_id, row.name): row.pk for row in Site.objects.bulk_create(rows)}
        self._said.count("sites", len(rows))

    def _placed(self, line: Line) -> Placed:
        organisation = self._organisations[line.organisation]
        return Placed(
            line=line,
            organisation=organisation,
            site_id=self._sites[organisation.pk, line.site] if line.site else None,
            service_ids=tuple(self._services[name] for name in line.services),
            team_ids=tuple(self._teams[name] for name in line.teams) if line.serves else (),
        )

    def _zone(self) -> str:
        return self._provider.zone if self._provider else "UTC"
