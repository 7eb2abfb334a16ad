"""The secret link of an agent's calendar: one at a time, made anew or ended by its owner."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.foundation import audit, links
from rapport.foundation.actors import Actor, NotFound

PURPOSE = "calendar"


@transaction.atomic
def new_calendar_link(*, actor: Actor, at: datetime) -> str:
    """A new token for the actor's own calendar; the one before ends at this moment."""
    person_id = _own(actor)
    links.end_all(purpose=PURPOSE, person_ids=sorted(actor.reach.person_ids), at=at)
    audit.record("calendar.linked", actor=actor, subject_kind="person", subject_id=person_id, at=at)
    return links.issue(PURPOSE, person_id=person_id, at=at)


@transaction.atomic
def end_calendar_link(*, actor: Actor, at: datetime) -> int:
    """End the actor's own calendar link; how many were open."""
    person_id = _own(actor)
    audit.record("calendar.ended", actor=actor, subject_kind="person", subject_id=person_id, at=at)
    return links.end_all(purpose=PURPOSE, person_ids=sorted(actor.reach.person_ids), at=at)


def _own(actor: Actor) -> int:
    if actor.person_id is None or not actor.staff:
        raise NotFound("calendar")
    return actor.person_id
