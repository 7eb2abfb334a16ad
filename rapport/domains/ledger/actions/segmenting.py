"""Segmenting whole histories from nothing: same rules, wishes first, ids kept; only what differs is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from rapport.domains.ledger.actions.beginnings import settle_relationships
from rapport.domains.ledger.models import Episode, GapSetting, Part, Reflection, SequenceEpisode, sets
from rapport.domains.ledger.models.counting.marking import mark_episodes
from rapport.domains.ledger.models.histories import gathered, standing, storing, together
from rapport.domains.ledger.models.histories.together import Together
from rapport.domains.ledger.rules import Gaps
from rapport.foundation import audit
from rapport.foundation.actors import Actor

HANGING: tuple[type[Any], ...] = (Part, Reflection, SequenceEpisode)


@transaction.atomic
def resegment(*, person_id: int, actor: Actor, at: datetime) -> int:
    """Put all acts of a person, those of rows merged into one among them, into episodes again; how many moved.

    The result is that of `measures.episodes` with the person's wishes. A new episode goes on as the oldest stored one
    whose first act it holds, and what hangs on an episode that is dissolved goes to where its first act went.
    """
    found, moved = put_together([standing.rows_of(person_id)[0]], GapSetting.objects.in_force(), actor=actor, at=at)
    gathered.gather_held(found.humans.human, found.held)
    mark_episodes({*found.stood, *(held.id for held in found.held if held.id is not None)})
    return moved


def put_together(person_ids: Collection[int], gaps: Gaps, *, actor: Actor, at: datetime) -> tuple[Together, int]:
    """The same for several humans in few statements, without marks for the counters; call it in a transaction."""
    found = together.put_together(together.humans_locked(person_ids), gaps)
    storing.store_episodes(found.held, also=("ref_kind", "ref_id", "follows", "person"))
    home = found.home()
    moved = found.moved(home)
    sets.move_acts({row.id: home[row.id] for row in moved})
    _dissolve(found, home)
    settle_relationships(found.humans, found.held, actor=actor, at=at)
    return found, sum(row.corrects is None for row in moved)


def _dissolve(found: Together, home: Mapping[int, int]) -> None:
    """Episodes that hold no act any more: what hangs on them moves, then they go."""
    gone = found.stood.keys() - {held.id for held in found.held}
    if not gone:
        return
    heirs = {one: home[found.firsts[one]] for one in gone if found.firsts.get(one) in home}
    for model in HANGING:
        rows = list(model.objects.filter(episode_id__in=heirs))
        for row in rows:
            row.pk, row.episode_id = None, heirs[row.episode_id]
        model.objects.bulk_create(rows, ignore_conflicts=True)
    Episode.objects.filter(pk__in=gone).delete()


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
