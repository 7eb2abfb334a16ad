"""How people were helped last: team, channel and way of support of their latest matter; for the system's jobs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from rapport.domains.ledger.models import Act, Episode
from rapport.domains.ledger.types import LastMatter
from rapport.foundation.actors import Actor, NotFound
from rapport.measures.ways import ActSeen, channel_of, way_of

AT_ONCE = 1000
A_YEAR = timedelta(days=365)


def last_matters(viewer: Actor, person_ids: Collection[int], *, before: datetime) -> dict[int, LastMatter]:
    """By person the latest episode of the last year in which we acted; two statements a thousand people."""
    if not viewer.reach.whole:
        raise NotFound
    every = sorted(person_ids)
    found: dict[int, LastMatter] = {}
    for start in range(0, len(every), AT_ONCE):
        found |= _some(every[start : start + AT_ONCE], before)
    return found


def _some(person_ids: list[int], before: datetime) -> dict[int, LastMatter]:
    rows = Episode.objects.filter(person_id__in=person_ids, started_at__lt=before, started_at__gte=before - A_YEAR)
    rows = rows.filter(ours__gt=0).order_by("person_id", "started_at", "id")
    last = {person: (pk, team) for person, pk, team in rows.values_list("person_id", "id", "team_id")}
    acts = _acts(pk for pk, _ in last.values())
    return {
        person: LastMatter(episode_id=pk, team_id=team, channel=channel_of(acts[pk]), way=way_of(acts[pk]))
        for person, (pk, team) in last.items()
    }


def _acts(episode_ids: Iterable[int]) -> dict[int, list[ActSeen]]:
    found: dict[int, list[ActSeen]] = defaultdict(list)
    rows = Act.objects.filter(episode_id__in=list(episode_ids), corrects__isnull=True).order_by(
        "episode_id", "at", "id"
    )
    said = rows.values_list("episode_id", "channel", "direction", "kind", "planned")
    for episode, channel, direction, kind, planned in said:
        found[episode or 0].append(ActSeen(channel, direction, kind, planned))
    return found
