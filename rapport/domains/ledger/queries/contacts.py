"""Who knows whom, and the relationship with its owner and next step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from rapport.domains.ledger.models import Act, Episode, Relationship
from rapport.domains.ledger.queries.timelines import refuse_strangers
from rapport.domains.ledger.rules import spoken_to
from rapport.domains.ledger.types import ALONE, Acquaintance, Direction, RelationshipSeen
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor
from rapport.foundation.paging import Page, page_of
from rapport.foundation.prepared import Prepared

NEWEST = 300  # acts read for who knows whom


def who_knows_whom(viewer: Actor, person_id: int) -> list[Acquaintance]:
    """Members of staff this person dealt with, the latest first, from the newest 300 acts within reach."""
    refuse_strangers(viewer, person_id)
    rows_of_theirs = people.same_human(viewer, person_id)
    rows = _OURS(viewer, person=rows_of_theirs)
    met: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        if row[0] is not None and row[1] == Direction.OURS:
            met[row[0]].append(row)
    answered = spoken_to((episode, side, author) for author, side, _, episode in reversed(rows))
    names = people.names(viewer, met.keys())
    found = [
        replace(_met(author, names[author].name, acts), theirs=answered.get(author, 0))
        for author, acts in met.items()
        if author in names
    ]
    return sorted(found, key=lambda known: known.last_at, reverse=True)


def _met(author: int, name: str, rows: list[Any]) -> Acquaintance:
    return Acquaintance(
        person_id=author,
        name=name,
        acts=len(rows),
        episodes=len({row[3] for row in rows if row[3] is not None}),
        last_at=max(row[2] for row in rows),
    )


_OURS = Prepared(
    lambda viewer, *, person: (
        Act.objects.in_reach_of(viewer)
        .filter(person_id__in=person)
        .exclude(channel__in=ALONE)
        .order_by("-at", "-id")
        .values_list("author_id", "direction", "at", "episode_id")[:NEWEST]
    ),
    "person",
)
_RELATIONSHIPS = Prepared(
    lambda viewer, *, person: (
        Relationship.objects.in_reach_of(viewer).filter(person_id__in=person).order_by("since", "id")
    ),
    "person",
)


def relationship(viewer: Actor, person_id: int) -> RelationshipSeen | None:
    """The relationship of one person within reach that stands longest, with one's own team before others."""
    found = relationships_of(viewer, person_id)
    own = [seen for seen in found if seen.team_id in viewer.reach.team_ids]
    return next(iter([*own, *found]), None)


def relationships_of(viewer: Actor, person_id: int) -> list[RelationshipSeen]:
    """The relationships of one person within reach, one per team, the oldest first."""
    return _seen(_RELATIONSHIPS(viewer, person=person_id))


def teams_met(viewer: Actor) -> list[tuple[int, str]]:
    """Ids and names of the teams that acted in a matter of the viewer's own, by name; one statement."""
    return list(_TEAMS_MET(viewer)) if viewer.reach.person_ids and not viewer.staff else []


_TEAMS_MET = Prepared(
    lambda viewer: (
        Episode.objects.filter(person_id__in=viewer.reach.person_ids, team__isnull=False, ours__gt=0)
        .order_by("team__name", "team_id")
        .values_list("team_id", "team__name")
        .distinct()
    )
)


def relationships(viewer: Actor, *, after: str | None = None, size: int = 50) -> Page[Relationship]:
    """Relationships within reach, the longest standing first."""
    return page_of(Relationship.objects.in_reach_of(viewer), by=("since", "id"), after=after, size=size)


def _seen(rows: Collection[Relationship]) -> list[RelationshipSeen]:
    return [
        RelationshipSeen(
            id=row.pk,
            person_id=row.person_id,
            team_id=row.team_id,
            owner_id=row.owner_id,
            next_step=row.next_step,
            next_step_on=row.next_step_on,
            since=row.since,
        )
        for row in rows
    ]
