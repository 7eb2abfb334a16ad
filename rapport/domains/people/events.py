"""What happened among people, told in the transaction in which it happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.foundation.events import Event


@dataclass(frozen=True)
class RoleRevoked(Event):
    """A role was taken from a person; where it was held in a team or for an organisation, which."""

    person_id: int
    role: str
    at: datetime
    in_team: int | None = None
    for_organisation: int | None = None


@dataclass(frozen=True)
class PeopleMerged(Event):
    """Two rows turned out to be one person, or a merge was undone; their reach is now another."""

    kept_id: int
    other_id: int
    together: bool
    at: datetime
