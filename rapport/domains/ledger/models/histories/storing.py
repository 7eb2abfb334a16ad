"""Writing episodes and acts in sets: one insert for new rows, one upsert for counters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rapport.domains.ledger.models import Act, Episode
from rapport.domains.ledger.rules import Held, Placed
from rapport.domains.ledger.types import NewAct

MOVING = [
    "team",
    "service",
    "site",
    "title",
    "started_at",
    "last_act_at",
    "completed_at",
    "theirs",
    "ours",
    "ambiguous",
]


def store_episodes(held: Iterable[Held], *, also: tuple[str, ...] = ()) -> None:
    """Insert the new ones and write back the changed ones; every one of them has an id afterwards."""
    changed = [episode for episode in held if episode.changed]
    new = [episode for episode in changed if episode.id is None]
    known = [episode for episode in changed if episode.id is not None]
    _insert(new)
    _write_back(known, also)


def _insert(new: list[Held]) -> None:
    """An episode that follows a new one needs that one's id: those come in the next round, which is rare."""
    while new:
        ready = [held for held in new if held.follows is None or held.follows.id is not None]
        rows = Episode.objects.bulk_create([_row(held) for held in ready])
        for held, row in zip(ready, rows, strict=True):
            held.id, held.changed = row.pk, False
        new = [held for held in new if held.id is None]


def _write_back(known: list[Held], also: tuple[str, ...]) -> None:
    # An upsert by id is one plain statement; bulk_update's CASE per field costs ten times the Python.
    if known:
        Episode.objects.bulk_create(
            [_row(held) for held in known],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[*MOVING, *also],
        )


def _row(held: Held) -> Episode:
    return Episode(
        id=held.id,
        person_id=held.person_id,
        organisation_id=held.organisation_id,
        team_id=held.team_id,
        service_id=held.service_id,
        site_id=held.site_id,
        ref_kind=held.ref[0] if held.ref else "",
        ref_id=held.ref[1] if held.ref else None,
        title=held.title[:200],
        started_at=held.started_at,
        last_act_at=held.last_act_at,
        completed_at=held.completed_at,
        follows_id=held.follows.id if held.follows else None,
        theirs=held.theirs,
        ours=held.ours,
        ambiguous=held.ambiguous,
    )


def store_acts(acts: list[NewAct], placed: list[Placed], *, at: datetime) -> list[Act]:
    """Insert acts with the episodes they were put into."""
    rows = (act_row(act, episode_id=place.held.id, at=at) for act, place in zip(acts, placed, strict=True))
    return Act.objects.bulk_create(rows)


def act_row(
    act: NewAct, *, episode_id: int | None, at: datetime, person_id: int | None = None, corrects: int | None = None
) -> Act:
    """One act as it is stored, in an episode; a correction stands with the person of the act it corrects."""
    return Act(
        organisation_id=act.organisation_id,
        person_id=person_id or act.person_id,
        author_id=act.author_id,
        team_id=act.team_id,
        service_id=act.service_id,
        site_id=act.site_id,
        episode_id=episode_id,
        at=act.at,
        recorded_at=at,
        channel=act.channel,
        direction=act.direction,
        planned=act.planned,
        exchange=act.exchange,
        kind=act.kind,
        ref_kind=act.ref[0] if act.ref else "",
        ref_id=act.ref[1] if act.ref else None,
        source_key=act.source_key,
        completes=act.completes,
        corrects=corrects,
        title=act.title[:200],
        minutes=act.minutes,
        audience=act.audience,
    )
