"""Who holds which role, for those who give roles and take them away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from rapport.domains.people.models import Role
from rapport.domains.people.types import STAFF_ROLES, RoleName
from rapport.foundation.actors import Actor, NotFound


@dataclass(frozen=True)
class RoleHeld:
    """One role of one person; `place` is its team or organisation, `last` the only administrator there is."""

    id: int
    role: RoleName
    person_id: int
    person: str
    team_id: int | None
    place: str
    granted_at: datetime
    last: bool

    @property
    def staff(self) -> bool:
        """Whether it is a role of those who serve."""
        return self.role in STAFF_ROLES


def roles_held(viewer: Actor, person_id: int) -> list[RoleHeld]:
    """The roles of one person with those of rows merged into it, the oldest first."""
    return _held(viewer, Q(person_id=person_id) | Q(person__merged_into_id=person_id))


def role_held(viewer: Actor, role_id: int) -> RoleHeld:
    """One role."""
    found = _held(viewer, Q(pk=role_id))
    if not found:
        raise NotFound
    return found[0]


def _held(viewer: Actor, which: Q) -> list[RoleHeld]:
    if not viewer.reach.may("roles.write"):
        raise NotFound
    rows = Role.objects.filter(which).select_related("person__merged_into", "team", "organisation")
    alone = Role.objects.filter(role=RoleName.ADMINISTRATOR).count() < 2
    return [
        RoleHeld(
            id=row.pk,
            role=RoleName(row.role),
            person_id=row.person.kept_id,
            person=(row.person.merged_into or row.person).name,
            team_id=row.team_id,
            place=str(row.team or row.organisation or ""),
            granted_at=row.granted_at,
            last=alone and row.role == RoleName.ADMINISTRATOR,
        )
        for row in rows.order_by("granted_at", "pk")
    ]
