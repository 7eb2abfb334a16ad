"""Contact of an organisation, a site, or a team with either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rapport.domains.ledger.types.acts import Timeline
from rapport.measures.effort import Effort


@dataclass(frozen=True)
class Group:
    """Whom a relationship page of many is about: an organisation or one of its sites, perhaps with one team alone."""

    organisation_id: int
    site_id: int | None = None
    team_id: int | None = None


@dataclass(frozen=True)
class GroupNarrowed:
    """What of a group's contact is looked at; empty is everything. `since` and `until` are first days of months."""

    since: date
    service_id: int | None = None
    channel: str = ""
    planned: bool | None = None
    until: date | None = None


@dataclass(frozen=True)
class MonthOfContact:
    """Acts of both sides in one month, and how many of them were planned."""

    month: date
    theirs: int = 0
    theirs_planned: int = 0
    ours: int = 0
    ours_planned: int = 0


@dataclass(frozen=True)
class GroupContact:
    """Contact with a group by month, the oldest first, and its effort; `behind`: some acts are not counted yet."""

    months: tuple[MonthOfContact, ...]
    effort: Effort
    behind: bool = False


@dataclass(frozen=True)
class Met:
    """How often one of them, or one of them and one of us, had contact; the ids are of the rows that are kept."""

    person_id: int
    author_id: int | None
    acts: int
    last_at: datetime


@dataclass(frozen=True)
class NewestOfGroup:
    """The newest acts with a group in their episodes, whose each episode is, and its sequences of many."""

    timeline: Timeline
    person_of: Mapping[int, int]


@dataclass(frozen=True)
class GroupRelationshipSeen:
    """A relationship between an organisation and a team; `since` is None while it has not begun."""

    organisation_id: int
    team_id: int
    owner_id: int | None
    next_step: str
    next_step_on: date | None
    since: datetime | None
