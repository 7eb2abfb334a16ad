"""Which services, sites and teams somebody looks after: of these they see the gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rapport.domains.insights.queries.counts import refuse_all_but_staff
from rapport.domains.insights.types import GapKind
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound

EVERYWHERE, OWNING = "settings.write", "gaps.write"


@dataclass(frozen=True)
class GapGroup:
    """One group: its name, who or what stands beside it, and the team its work is done by."""

    kind: GapKind
    id: int
    name: str
    beside: str = ""
    team_id: int | None = None


def gap_groups(viewer: Actor) -> list[GapGroup]:
    """Administrators see all; owners their services, the teams of these and every site; leads their teams' part."""
    refuse_all_but_staff(viewer)
    services = [one for one in people.services(viewer) if looks_after(viewer, one)]
    found = [
        GapGroup(GapKind.SERVICE, one.pk, one.name, one.owner.name if one.owner else "", one.team_id)
        for one in services
    ]
    if viewer.reach.whole or viewer.reach.may(OWNING):
        found += [GapGroup(GapKind.SITE, one.pk, one.name, one.organisation.name) for one in people.sites(viewer)]
    teams = {one.team_id for one in services} | (viewer.reach.team_ids if _by_team(viewer) else set())
    return found + [
        GapGroup(GapKind.TEAM, one.pk, one.name, "", one.pk)
        for one in people.teams(viewer)
        if one.pk in teams or _everywhere(viewer)
    ]


def gap_group(viewer: Actor, kind: str, group_id: int) -> GapGroup:
    """One of them, or NotFound."""
    found = next((one for one in gap_groups(viewer) if one.kind == kind and one.id == group_id), None)
    if found is None:
        raise NotFound("gap")
    return found


def looks_after(viewer: Actor, service: Any) -> bool:
    """Whether a service is one's own to look after: as its owner, as lead of its team, or as administrator."""
    own = service.owner_id in viewer.reach.person_ids
    return own or _everywhere(viewer) or (_by_team(viewer) and service.team_id in viewer.reach.team_ids)


def gap_owners(viewer: Actor, group: GapGroup) -> list[tuple[int, str]]:
    """Who may take a gap: oneself, and those who serve in its team, or, of a site, in one's teams."""
    teams = [group.team_id] if group.team_id is not None else [pk for pk, _ in people.team_names(viewer)]
    found = {pk: name for team in teams for pk, name in people.staff_of_team(viewer, team)}
    if viewer.person_id is not None:
        found[viewer.person_id] = viewer.name
    return sorted(found.items(), key=lambda pair: (pair[1], pair[0]))


def _everywhere(viewer: Actor) -> bool:
    return viewer.reach.whole or viewer.reach.may(EVERYWHERE)


def _by_team(viewer: Actor) -> bool:
    """A lead looks after what their teams do; an owner reaches every team, so that says nothing."""
    return not viewer.reach.may(OWNING)
