"""What thanks are for and whom they go to: an episode or a service within reach of the giver."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from rapport.domains.ledger import queries as ledger
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound, system


class About(NamedTuple):
    """What thanks are for, and whom they go to."""

    columns: dict[str, Any]
    title: str
    team_id: int | None
    to: frozenset[int]


def about_episode(viewer: Actor, episode_id: int) -> About:
    """An episode within reach, and everybody of us who took part but the giver."""
    if viewer.person_id is None:
        raise NotFound("episode")
    part = ledger.took_part(viewer, episode_id)
    to = _of_us(part.person_ids - viewer.reach.person_ids)
    return About({"episode_id": part.episode_id}, part.title, part.team_id, to)


def about_service(viewer: Actor, service_id: int | None) -> About:
    """A service within reach, and those who serve in its team."""
    if viewer.person_id is None or service_id is None:
        raise NotFound("service")
    service = people.service(viewer, service_id)
    # The giver learns how many, never who: a list of staff is not theirs to read.
    to = set(people.serve_in_team(system(), service.team_id)) - viewer.reach.person_ids
    return About({"service_id": service.pk}, service.name, service.team_id, frozenset(to))


def _of_us(person_ids: Collection[int]) -> frozenset[int]:
    """Those of them who serve: thanks are passed on to people who read them here."""
    return frozenset(people.still_serving(system(), person_ids))
