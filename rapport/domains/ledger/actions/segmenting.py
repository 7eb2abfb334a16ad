"""Segmenting one person's history from nothing: same rules, people's wishes first, ids kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from rapport.domains.ledger.actions.beginnings import settle_relationships
from rapport.domains.ledger.models import (
    Act,
    Episode,
    GapSetting,
    Part,
    Reflection,
    SequenceEpisode,
    Wish,
    histories,
    standing,
    storing,
)
from rapport.domains.ledger.models.histories import Stored
from rapport.domains.ledger.models.marking import mark_episodes
from rapport.domains.ledger.rules import Held, stays_with
from rapport.domains.ledger.types import NewAct, WishKind
from rapport.foundation import audit
from rapport.foundation.actors import Actor
from rapport.measures import episodes as measure

MOVED_AT_ONCE = 400


@transaction.atomic
def resegment(*, person_id: int, actor: Actor, at: datetime) -> int:
    """Put all acts of a person, those of rows merged into one among them, into episodes again; how many moved.

    The result is that of `measures.episodes` with the person's wishes. A new episode goes on as the oldest stored one
    whose first act it holds, and what hangs on an episode that is dissolved goes to where its first act went.
    """
    persons = standing.rows_of(person_id)
    person_id = persons[0]
    standing.persons_locked(persons)
    rows = histories.stored_acts(persons)
    found = histories.segmentation(rows, histories.decided(persons), GapSetting.objects.in_force())
    groups = [episode.acts for episode in found.episodes]
    owned = set(Episode.objects.filter(person__in=persons).values_list("pk", flat=True))
    firsts = _first_acts(rows, owned)
    by_id = {row["id"]: row for row in rows}
    held = _rebuilt(found.episodes, stays_with(firsts, groups), by_id)
    _name(held, groups, persons)
    storing.store_episodes(held, also=("ref_kind", "ref_id", "follows", "person"))
    home = {act: episode.id for episode, group in zip(held, groups, strict=True) for act in group}
    moved = _move_acts(rows, home, persons)
    _dissolve(owned, firsts, home)
    mark_episodes(owned | {episode_id for episode_id in home.values() if episode_id is not None})
    settle_relationships(person_id, actor=actor, at=at)
    return moved


def _first_acts(rows: list[Stored], owned: set[int]) -> dict[int, int]:
    """Id of each episode of this human → id of its first act, as it stands before."""
    firsts: dict[int, int] = {}
    for row in rows:
        if row["episode_id"] in owned:
            firsts.setdefault(row["episode_id"], row["id"])
    return firsts


def _rebuilt(found: Sequence[measure.Episode], ids: list[int | None], by_id: dict[int, Stored]) -> list[Held]:
    held: list[Held] = []
    everywhere = histories.refs_everywhere(by_id.values())
    for episode, kept in zip(found, ids, strict=True):
        first = by_id[episode.acts[0]]
        ref, title = histories.about([by_id[act] for act in episode.acts], everywhere, episode.reference)
        home = Held(episode.person, first["organisation_id"], ref, id=kept, title=title)
        home.follows = held[episode.follows] if episode.follows is not None else None
        home.ambiguous = bool(episode.ambiguous)
        for act_id in episode.acts:
            home.take(_copy(by_id[act_id]))
        held.append(home)
    return held


def _copy(row: Stored) -> NewAct:
    return NewAct(ref=histories.ref_of(row), **{name: row[name] for name in histories.COPIED})


def _name(held: list[Held], groups: list[tuple[int, ...]], persons: Sequence[int]) -> None:
    """A name somebody gave holds against the title of any act."""
    names = dict(Wish.objects.filter(person__in=persons, kind=WishKind.NAME).values_list("one", "words"))
    for episode, group in zip(held, groups, strict=True):
        episode.title = next((names[act] for act in group if act in names), episode.title)


def _move_acts(rows: list[Stored], home: dict[int, int | None], persons: Sequence[int]) -> int:
    """Write the episode of the acts that moved, few statements per episode they moved to."""
    moves: dict[int | None, list[int]] = {}
    moved = [row for row in rows if row["episode_id"] != home[row["id"]]]
    for row in moved:
        moves.setdefault(home[row["id"]], []).extend([row["id"], *row["corrections"]])
    for episode_id, act_ids in moves.items():
        for start in range(0, len(act_ids), MOVED_AT_ONCE):
            some = act_ids[start : start + MOVED_AT_ONCE]
            Act.objects.filter(pk__in=some, person__in=persons).update(episode_id=episode_id)
    return len(moved)


def _dissolve(owned: set[int], firsts: dict[int, int], home: dict[int, int | None]) -> None:
    """Episodes that hold no act any more: what hangs on them moves, then they go."""
    kept = {episode_id for episode_id in home.values() if episode_id is not None}
    for episode_id in sorted(owned - kept):
        heir = home.get(firsts.get(episode_id, -1))
        if heir is not None:
            _inherit(episode_id, heir)
        Episode.objects.filter(pk=episode_id).delete()


def _inherit(gone: int, heir: int) -> None:
    models: tuple[type[Any], ...] = (Part, Reflection, SequenceEpisode)
    for model in models:
        rows = list(model.objects.filter(episode_id=gone))
        for row in rows:
            row.pk, row.episode_id = None, heir
        model.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def set_gap(*, channel: str, gap: timedelta, actor: Actor, at: datetime, n: int = 0) -> GapSetting:
    """Set the silence that parts two episodes on one channel, or ("reopen") how long a completed one takes replies.

    It holds for acts from now on; histories take it up when they are next segmented.
    """
    actor.require("gaps.write")
    hours = round(gap / timedelta(hours=1))
    if hours < 1 or channel not in dict(GapSetting._meta.get_field("channel").flatchoices):
        raise ValueError(f"a gap is one hour or more, on a known channel: {channel!r}, {gap!r}")
    setting, _ = GapSetting.objects.update_or_create(
        channel=channel, defaults={"hours": hours, "n": n, "changed_at": at}
    )
    audit.record("gap.set", actor=actor, subject_kind="gap", subject_id=setting.pk, at=at, fields=["hours"])
    return setting
