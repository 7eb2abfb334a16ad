"""After two rows were merged into one human, or parted: one history, or two again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.actions.segmenting import resegment
from rapport.domains.ledger.models import Act, Episode, Relationship
from rapport.domains.ledger.models.histories import standing
from rapport.foundation.actors import Actor

AT_ONCE = 500


@transaction.atomic
def follow_merge(*, kept_id: int, other_id: int, actor: Actor, at: datetime) -> None:
    """Segment the history of one human, or of two, as the pointer stands now; doing it again changes nothing.

    Acts stay with the row they were recorded for; episodes stand with the row that is kept, so a merge undone gives
    each row its own episodes again.
    """
    actor.require("people.write")
    ids = {*standing.rows_of(kept_id), *standing.rows_of(other_id)}
    home = {pk: stood.kept_id for pk, stood in standing.persons_locked(ids).items()}
    _return_episodes(home)
    for person_id in sorted(set(home.values())):
        resegment(person_id=person_id, actor=actor, at=at)
    _hand_over(kept_id, other_id, together=home.get(other_id) == kept_id)


def _return_episodes(home: dict[int, int]) -> None:
    """An episode belongs to whoever's act began it."""
    first: dict[int, int] = {}
    acts = Act.objects.filter(person__in=home, corrects__isnull=True, episode__isnull=False).order_by("at", "id")
    for episode_id, person_id in acts.values_list("episode_id", "person_id"):
        first.setdefault(episode_id or 0, home[person_id])
    owners = dict(Episode.objects.filter(person__in=home).values_list("pk", "person_id"))
    moving: dict[int, list[int]] = defaultdict(list)
    for episode_id, owner in owners.items():
        if first.get(episode_id, owner) != owner:
            moving[first[episode_id]].append(episode_id)
    for person_id, ids in moving.items():
        _give(person_id, ids)


def _give(person_id: int, episode_ids: Collection[int]) -> None:
    ids = sorted(episode_ids)
    for start in range(0, len(ids), AT_ONCE):
        Episode.objects.filter(pk__in=ids[start : start + AT_ONCE]).update(person_id=person_id)


def _hand_over(kept_id: int, other_id: int, *, together: bool) -> None:
    """What comes next with the other one is what comes next with the one kept, and no longer when they are parted."""
    theirs = {row.team_id: row for row in Relationship.objects.filter(person_id=other_id).exclude(next_step="")}
    for row in Relationship.objects.filter(person_id=kept_id, team__in=theirs):
        step = theirs[row.team_id]
        if together and not row.next_step:
            row.next_step, row.next_step_on = step.next_step, step.next_step_on
            row.owner_id = row.owner_id or step.owner_id
        elif not together and (row.next_step, row.next_step_on) == (step.next_step, step.next_step_on):
            row.next_step, row.next_step_on = "", None
        row.save(update_fields=["next_step", "next_step_on", "owner"])
