"""Acts another desk sends again with other facts: the first stays, the correction counts in its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from rapport.domains.ledger.actions.recording import RESEGMENT
from rapport.domains.ledger.models import Act
from rapport.domains.ledger.models.histories import standing, storing
from rapport.domains.ledger.models.histories.versions import newest_of
from rapport.domains.ledger.types import NewAct
from rapport.foundation import jobs
from rapport.foundation.actors import Actor

NOT_THERE = "The act it corrects is not here. Send that one first, then this row again."
ANOTHERS = "The act it corrects is another person's. A correction cannot move an act to somebody else."


@transaction.atomic(savepoint=False)
def amend_acts(amendments: Sequence[tuple[str, NewAct]], *, actor: Actor, at: datetime) -> list[str]:
    """For each (source key of the act it corrects, the act as it really was): why it was refused, or nothing.

    A correction of something corrected before corrects the correction. Each person's history is segmented again,
    with the moments, references and ends that now hold.
    """
    actor.require("people.write")
    firsts = _firsts([key for key, _ in amendments], {act.organisation_id for _, act in amendments})
    told = [_reason(firsts.get(key), act) for key, act in amendments]
    wanted = [(firsts[key], act) for (key, act), reason in zip(amendments, told, strict=True) if not reason]
    lasts = newest_of({first.person_id for first, _ in wanted})
    while wanted:  # one round, but for an act that is corrected twice in one list
        now = {first.id: (first, act) for first, act in reversed(wanted)}
        rows = [
            storing.act_row(
                act,
                episode_id=first.episode_id,
                at=at,
                person_id=first.person_id,
                corrects=lasts.get(first.id, first.id),
            )
            for first, act in now.values()
        ]
        for first_id, row in zip(now, Act.objects.bulk_create(rows), strict=True):
            lasts[first_id] = row.pk
        wanted = [(first, act) for first, act in wanted if now[first.id][1] is not act]
    _segment_again({firsts[key].person_id for (key, _), reason in zip(amendments, told, strict=True) if not reason}, at)
    return told


class _First(NamedTuple):
    """The act that was sent first."""

    id: int
    person_id: int
    episode_id: int | None


def _reason(first: _First | None, act: NewAct) -> str:
    if first is None:
        return NOT_THERE
    return "" if _one_human(first.person_id, act.person_id) else ANOTHERS


def _segment_again(persons: set[int], at: datetime) -> None:
    rows = [{"args": {"person_id": person}, "key": str(person), "priority": 60} for person in sorted(persons)]
    jobs.enqueue_many(RESEGMENT, rows, at=at)


def _one_human(one: int, other: int) -> bool:
    return one == other or other in standing.rows_of(one)


def _firsts(keys: Sequence[str], organisations: set[int]) -> dict[str, _First]:
    """Source key → the act first sent under it."""
    rows = Act.objects.filter(organisation_id__in=organisations, source_key__in=keys, corrects__isnull=True)
    found = rows.values_list("source_key", "pk", "person_id", "episode_id")
    return {key: _First(*first) for key, *first in found}
