"""Contact with many: who was met, by whom, how often, and what ends soon."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


@dataclass(frozen=True)
class ContactCount:
    """How much contact there was with one person since a moment: acts, episodes they belong to, the last of them."""

    acts: int
    episodes: int
    last_at: datetime


@dataclass(frozen=True)
class ContactMade:
    """An episode in which both sides acted: with whom, where they are, with which team, and its last act."""

    person_id: int
    site_id: int | None
    organisation_id: int
    team_id: int
    last_at: datetime


@dataclass(frozen=True)
class TookPart:
    """One episode and everybody of us who took part in it, seen or behind the scenes."""

    episode_id: int
    person_id: int
    team_id: int | None
    title: str
    ended_at: datetime | None
    person_ids: frozenset[int]


@dataclass(frozen=True)
class PlannedCount:
    """Episodes in which a team acted towards an organisation, and how many of them were planned."""

    team_id: int
    organisation_id: int
    planned: int
    n: int


@dataclass(frozen=True)
class EndingSequence:
    """A sequence that ends soon, with the one of its people whom a team dealt with last."""

    id: int
    name: str
    ends_at: datetime
    team_id: int
    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class OwnedRelationship:
    """A relationship somebody of us looks after."""

    id: int
    person_id: int
    organisation_id: int
    team_id: int


@dataclass(frozen=True)
class GoneQuiet:
    """Somebody in a relationship with a team who has not been heard of for long."""

    person_id: int
    organisation_id: int
    team_id: int
    last_at: datetime


@dataclass(frozen=True)
class Acquaintance:
    """One member of staff a person has dealt with.

    `acts` are ours to the person, `theirs` those of the person after this member of staff had spoken last.
    """

    person_id: int
    name: str
    acts: int
    episodes: int
    last_at: datetime
    theirs: int = 0


@dataclass(frozen=True)
class LastMatter:
    """A person's latest episode: which team helped, how they came, and whether on site, dispatched or remote."""

    episode_id: int
    team_id: int | None
    channel: str
    way: str


class Step(NamedTuple):
    """What comes next in a relationship, and when; empty words where nothing does."""

    text: str
    on: date | None = None


class Owner(NamedTuple):
    """Who looks after a relationship; nobody where there is no number."""

    person_id: int | None = None


def overwritten(stands: Step | Owner, wanted: Step | Owner, *, seen: Collection[Step | Owner] | None) -> bool:
    """Whether what stands would be lost to somebody who never saw it; the same twice is nobody's loss.

    >>> call, visit = Step("Call her"), Step("Visit her")
    >>> overwritten(call, visit, seen=[Step("")]), overwritten(call, visit, seen=[call])
    (True, False)
    >>> overwritten(visit, visit, seen=[call]), overwritten(call, visit, seen=None)
    (False, False)
    """
    return seen is not None and stands != wanted and stands not in seen


@dataclass(frozen=True)
class RelationshipSeen:
    """A relationship between a person and a team, with its owner and next step."""

    id: int
    person_id: int
    team_id: int
    owner_id: int | None
    next_step: str
    next_step_on: date | None
    since: datetime
