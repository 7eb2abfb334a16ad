"""Two rows turn out to be one person: whom to call and how often follow the row that is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.domains.outreach.actions.moments import _whom
from rapport.domains.outreach.models import Moment, Plan
from rapport.foundation.actors import Actor, NotFound


@transaction.atomic
def move_plans(*, kept_id: int, other_id: int, actor: Actor, at: datetime) -> int:
    """Move what was planned with the other row; where the kept one has a plan of that team, the other's ends."""
    if not actor.reach.whole:
        raise NotFound
    known = set(Plan.objects.standing().filter(person_id=kept_id).values_list("team_id", flat=True))
    others = Plan.objects.standing().filter(person_id=other_id)
    others.filter(team_id__in=known).update(ended_at=at)
    Moment.objects.filter(person_id=other_id).update(person_id=kept_id, whom=_whom(kept_id, None))
    return others.exclude(team_id__in=known).update(person_id=kept_id)
