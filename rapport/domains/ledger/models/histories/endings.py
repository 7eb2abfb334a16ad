"""Did an episode end for good? Its completion stands; what opened it again, and a later end, are told beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from rapport.domains.ledger.models.acts import Act
from rapport.domains.ledger.models.decisions import GapSetting
from rapport.domains.ledger.types import REOPENS, Channel
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.prepared import Prepared

Turn = tuple[datetime, bool]
"""When an episode took a turn, and whether it ended then or was opened again."""


def turns(acts: Iterable[Any]) -> list[Turn]:
    """The ends and the openings among acts."""
    return [(act.at, act.completes) for act in acts if act.completes or act.kind == REOPENS]


def after(completed_at: datetime | None, taken: Iterable[Turn]) -> tuple[datetime | None, datetime | None]:
    """When an episode that was completed was opened again, and when it ended last; open again has no last end.

    >>> monday, tuesday, friday = datetime(2026, 11, 2), datetime(2026, 11, 3), datetime(2026, 11, 6)
    >>> after(monday, [(monday, True)]), after(None, [(friday, False)])
    ((None, datetime.datetime(2026, 11, 2, 0, 0)), (None, None))
    >>> after(monday, [(monday, True), (tuesday, False)])
    (datetime.datetime(2026, 11, 3, 0, 0), None)
    >>> after(monday, [(monday, True), (tuesday, False), (friday, True)])
    (datetime.datetime(2026, 11, 3, 0, 0), datetime.datetime(2026, 11, 6, 0, 0))
    """
    again, ended = None, completed_at
    for at, ends in sorted(taken, key=lambda turn: turn[0]):
        if completed_at is None or at <= completed_at:
            continue
        if ends:
            ended = at
        elif ended is not None:
            again, ended = at, None
    return again, ended


def turns_of(episode_ids: Collection[int]) -> dict[int, list[Turn]]:
    """The turns of many episodes whose acts were not read, or not all; one statement."""
    found: dict[int, list[Turn]] = defaultdict(list)
    for episode_id, at, completes in _TURNS(NOBODY, episodes=list(episode_ids)) if episode_ids else ():
        found[episode_id].append((at, completes))
    return found


def gaps_for(episodes: Iterable[Any]) -> dict[str, timedelta] | None:
    """How long a silence ends an episode, by channel; read only where one of these ends so."""
    if not any(episode.ends_by_silence for episode in episodes):
        return None
    held = GapSetting.objects.in_force()
    return {channel: held.of(channel) for channel in Channel}


def _turns(_nobody: Actor, *, episodes: Collection[int]) -> Any:
    rows = Act.objects.filter(Q(completes=True) | Q(kind=REOPENS), episode_id__in=episodes)
    return rows.order_by("at", "id").values_list("episode_id", "at", "completes")


_TURNS = Prepared(_turns, "episodes")
