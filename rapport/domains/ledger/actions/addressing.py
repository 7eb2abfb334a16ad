"""Acts for named people alone, such as thanks: the giver and those they are for see them, nobody else of us."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from rapport.domains.ledger.actions.recording import record_acts
from rapport.domains.ledger.models import Act, Addressed
from rapport.domains.ledger.types import Audience, NewAct, RecordedAct
from rapport.foundation.actors import Actor, NotFound


@transaction.atomic
def address_act(*, act: NewAct, to: Collection[int], actor: Actor, at: datetime) -> RecordedAct:
    """Record one act of the actor's that is for these people of us alone; told again it has the words it has now.

    The words are replaced and no earlier ones are kept beside them: whoever takes theirs back has taken them back.
    """
    if not actor.reach.whole and act.person_id not in actor.reach.person_ids:
        raise NotFound("person")
    (told,) = record_acts([replace(act, audience=Audience.PRIVATE)], actor=actor, at=at)
    if told.repeat:
        Act.objects.filter(pk=told.act_id).update(title=act.title[:200])
    rows = [Addressed(act_id=told.act_id, person_id=person) for person in sorted(set(to))]
    Addressed.objects.bulk_create(rows, ignore_conflicts=True)
    return told
