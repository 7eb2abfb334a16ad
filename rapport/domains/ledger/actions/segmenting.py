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
    standing,
    storing,
)
from rapport.domains.ledger.rules import Gaps, Held, stays_with
from rapport.domains.ledger.types import NewAct, WishKind
from rapport.foundation import audit
from rapport.foundation.actors import Actor
from rapport.measures import episodes as measure

MOVED_AT_ONCE = 400
COPIED = [
    "person_id",
    "organisation_id",
    "at",
    "channel",
    "direction",
    "kind",
    "source_key",
    "team_id",
    "service_id",
    "site_id",
    "completes",
    "title",
]
Stored = dict[str, Any]


@transaction.atomic
def resegment(*, person_id: int, actor: Actor, at: datetime) -> int:
    """Put all acts of a person, those of rows merged into one among them, into episodes again; how many moved.

    The result is that of `measures.episodes` with the person's wishes. A new episode goes on as the oldest stored one
    whose first act it holds, and what hangs on an episode that is dissolved goes to where its first act went.
    """
    persons = standing.rows_of(person_id)
    person_id = persons[0]
    standing.persons_locked(persons)
    rows = _stored_acts(persons)
    found = _segmentation(rows, Wish.objects.filter(person__in=persons), GapSetting.objects.in_force())
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
    settle_relationships(person_id, actor=actor, at=at)
    return moved


def _stored_acts(persons: Sequence[int]) -> list[Stored]:
    """All acts but corrections, which stand where the act they correct stands; all as those of the row kept."""
    acts = Act.objects.filter(person__in=persons, corrects__isnull=True).order_by("at", "id")
    rows = acts.values("id", "episode_id", "ref_kind", "ref_id", *COPIED)
    return [{**row, "person_id": persons[0]} for row in rows]


def _segmentation(rows: list[Stored], wishes: Any, gaps: Gaps) -> measure.Segmentation:
    pairs: dict[str, list[tuple[int, int]]] = {WishKind.TOGETHER: [], WishKind.APART: []}
    here = {row["id"] for row in rows}
    for kind, one, other in wishes.exclude(kind=WishKind.NAME).order_by("id").values_list("kind", "one", "other"):
        if one in here and other in here:  # two rows were one human when it was decided, and are no more
            pairs[kind].append((one, other))
    return measure.segment_detailed(
        [_act_row(row) for row in rows],
        gap={row["channel"]: gaps.of(row["channel"]) for row in rows},
        reopen=gaps.reopen,
        together=pairs[WishKind.TOGETHER],
        apart=pairs[WishKind.APART],
    )


def _act_row(row: Stored) -> measure.ActRow:
    return measure.ActRow(
        id=row["id"],
        person=row["person_id"],
        at=row["at"],
        reference=_ref(row),
        service=row["service_id"],
        completes=row["completes"],
        team=row["team_id"],
        channel=row["channel"],
    )


def _ref(row: Stored) -> tuple[str, int] | None:
    return (row["ref_kind"], row["ref_id"]) if row["ref_kind"] else None


def _first_acts(rows: list[Stored], owned: set[int]) -> dict[int, int]:
    """Id of each episode of this human → id of its first act, as it stands before."""
    firsts: dict[int, int] = {}
    for row in rows:
        if row["episode_id"] in owned:
            firsts.setdefault(row["episode_id"], row["id"])
    return firsts


def _rebuilt(found: Sequence[measure.Episode], ids: list[int | None], by_id: dict[int, Stored]) -> list[Held]:
    held: list[Held] = []
    for episode, kept in zip(found, ids, strict=True):
        first = by_id[episode.acts[0]]
        home = Held(episode.person, first["organisation_id"], episode.reference, id=kept)
        home.follows = held[episode.follows] if episode.follows is not None else None
        home.ambiguous = bool(episode.ambiguous)
        for act_id in episode.acts:
            home.take(_copy(by_id[act_id]))
        held.append(home)
    return held


def _copy(row: Stored) -> NewAct:
    return NewAct(ref=_ref(row), **{name: row[name] for name in COPIED})


def _name(held: list[Held], groups: list[tuple[int, ...]], persons: Sequence[int]) -> None:
    """A name somebody gave holds against the title of any act."""
    names = dict(Wish.objects.filter(person__in=persons, kind=WishKind.NAME).values_list("one", "words"))
    for episode, group in zip(held, groups, strict=True):
        episode.title = next((names[act] for act in group if act in names), episode.title)


def _move_acts(rows: list[Stored], home: dict[int, int | None], persons: Sequence[int]) -> int:
    """Write the episode of the acts that moved, few statements per episode they moved to."""
    moves: dict[int | None, list[int]] = {}
    for row in rows:
        if row["episode_id"] != home[row["id"]]:
            moves.setdefault(home[row["id"]], []).append(row["id"])
    for episode_id, act_ids in moves.items():
        for start in range(0, len(act_ids), MOVED_AT_ONCE):
            some = act_ids[start : start + MOVED_AT_ONCE]
            Act.objects.filter(pk__in=some).update(episode_id=episode_id)
            Act.objects.filter(corrects__in=some, person__in=persons).update(episode_id=episode_id)
    return sum(len(ids) for ids in moves.values())


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
    actor.require("settings.write")
    hours = round(gap / timedelta(hours=1))
    if hours < 1 or channel not in dict(GapSetting._meta.get_field("channel").flatchoices):
        raise ValueError(f"a gap is one hour or more, on a known channel: {channel!r}, {gap!r}")
    setting, _ = GapSetting.objects.update_or_create(
        channel=channel, defaults={"hours": hours, "n": n, "changed_at": at}
    )
    audit.record("gap.set", actor=actor, subject_kind="gap", subject_id=setting.pk, at=at, fields=["hours"])
    return setting
