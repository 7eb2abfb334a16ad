"""The acts that count as contact, as the rules of effort take them, and which episodes follow another one soon."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from rapport.domains.ledger.models.episodes import Episode
from rapport.domains.ledger.types import ALONE, Audience, Direction
from rapport.measures import effort
from rapport.measures.effort import Contact, Effort
from rapport.measures.worktime import Calendar

COUNTING = Q(audience=Audience.BOTH) & ~Q(channel__in=ALONE)
"""What both sides know of; answers, thanks, ideas are none, and a note or what is for named people tells no count."""

FACTS = (
    *("id", "at", "direction", "channel", "planned", "author_id", "team_id", "completes", "minutes"),
    *("corrects", "episode_id", "person_id", "organisation_id", "site_id", "service_id"),
)


class Ended(NamedTuple):
    """An episode as the question who came back needs it."""

    id: int
    person_id: int
    service_id: int | None
    started_at: datetime
    completed_at: datetime | None
    unnamed: bool


ENDED = ("id", "person_id", "service_id", "started_at", "completed_at", "person__unnamed")


def contacts(acts: QuerySet[Any, Any], *more: str) -> list[Any]:
    """The rows of these acts that count, a correction in place of what it corrects."""
    return corrected(counting(acts, *more))


def counting(acts: QuerySet[Any, Any], *more: str) -> QuerySet[Any, Any]:
    """Those of these acts that count, in order, as the rules need them."""
    return acts.filter(COUNTING).order_by("at", "id").values_list(*FACTS, *more, named=True)


def corrected(counted: Iterable[Any]) -> list[Any]:
    """A correction in place of what it corrects."""
    rows = list(counted)
    said = {row.corrects: row for row in rows if row.corrects is not None}
    stated = (row for row in rows if row.corrects is None)
    return [
        row._replace(planned=said[row.id].planned, minutes=said[row.id].minutes) if row.id in said else row
        for row in stated
    ]


def efforts(rows: Iterable[Any], *, soon: Collection[int], working: Calendar) -> list[tuple[Any, Effort]]:
    """What each of these acts adds, told episode by episode; `soon` are episodes that follow another one soon."""
    told: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        told[row.episode_id].append(row)
    by_id = {row.id: row for some in told.values() for row in some}
    return [
        (by_id[one.id], found)
        for episode_id, some in told.items()
        for one, found in effort.of_episode(map(_contact, some), working=working, again=episode_id in soon)
    ]


def _contact(row: Any) -> Contact:
    return Contact(
        row.id,
        row.at,
        row.direction == Direction.OURS,
        row.channel,
        row.planned,
        row.author_id,
        row.team_id,
        row.completes,
        row.minutes,
    )


def following_soon(episodes: Iterable[Any], among: Iterable[Any], *, reopen: timedelta) -> set[int]:
    """Those of the episodes that began soon after another of the same person about the same service had ended.

    A person who stands for many whom an import did not name never came back.
    """
    ends: dict[tuple[int, int | None], set[tuple[datetime, int]]] = defaultdict(set)
    for one in among:
        if one.completed_at is not None and one.service_id is not None and not one.unnamed:
            ends[one.person_id, one.service_id].add((one.completed_at, one.id))
    in_order = {key: sorted(moments) for key, moments in ends.items()}
    return {one.id for one in episodes if _follows(one, in_order.get((one.person_id, one.service_id), []), reopen)}


def _follows(one: Any, ends: list[tuple[datetime, int]], reopen: timedelta) -> bool:
    """Whether one of these ends but its own lies within `reopen` before it began: `effort.follows_soon`, by halves."""
    for end, episode_id in ends[bisect_left(ends, (one.started_at - reopen, 0)) :]:
        if end > one.started_at:
            return False
        if episode_id != one.id:
            return True
    return False


def ended(episodes: QuerySet[Episode]) -> list[Ended]:
    """These episodes as plain rows."""
    return [Ended(*row) for row in episodes.order_by("id").values_list(*ENDED)]
