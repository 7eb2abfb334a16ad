"""Acts whose author may change their words, such as answers: the first stays, the newest words hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.actions.recording import record_acts
from rapport.domains.ledger.models import Act
from rapport.domains.ledger.models.counting.marking import mark_episodes
from rapport.domains.ledger.models.histories import standing, storing
from rapport.domains.ledger.models.histories.versions import newest_of
from rapport.domains.ledger.rules import OWN_WORDS
from rapport.domains.ledger.types import NewAct
from rapport.foundation.actors import Actor


@transaction.atomic
def say_anew(acts: Sequence[NewAct], *, actor: Actor, at: datetime) -> int:
    """Record acts as their author says them now; how many of those known before say something else since.

    A known source key with other words gets a correction beside what was said before, which stays readable as what
    came earlier. Its moment and its episode stay. Told twice, or late, nothing more happens.
    """
    actor.require("people.write")
    told = record_acts(acts, actor=actor, at=at)
    known = [(one.act_id, act) for one, act in zip(told, acts, strict=True) if one.repeat]
    if not known:
        return 0
    standing.persons_locked({act.person_id for _, act in known})
    newest = newest_of({act.person_id for _, act in known})
    rows = Act.objects.in_bulk([newest.get(first, first) for first, _ in known])
    held = [(rows[newest.get(first, first)], act) for first, act in known]
    fresh = [_correction(row, act, at) for row, act in held if row.title != act.title[:200]]
    made = Act.objects.bulk_create(fresh)
    mark_episodes({row.episode_id for row in made if row.episode_id is not None})
    return len(made)


def _correction(held: Act, said: NewAct, at: datetime) -> Act:
    """It stands where the act stands, at the moment it was first said."""
    words = replace(said, at=held.at, completes=False, source_key=f"{OWN_WORDS}{held.pk}")
    return storing.act_row(words, episode_id=held.episode_id, at=at, person_id=held.person_id, corrects=held.pk)
