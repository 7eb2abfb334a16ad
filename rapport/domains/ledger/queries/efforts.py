"""What contact with one person asked of both sides in a period, from the acts themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper

from rapport.domains.ledger.models import Act, Episode, GapSetting, contacting
from rapport.domains.ledger.models.reach import acts_in_reach
from rapport.domains.ledger.queries.timelines import refuse_strangers
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor
from rapport.measures.effort import Effort, total
from rapport.measures.worktime import Calendar


def effort(viewer: Actor, person_id: int, *, start: datetime, end: datetime, working: Calendar) -> Effort:
    """The effort of the acts from start up to end that are within reach; waiting counts in this working calendar.

    What a hand-off, a turn or a wait is, is told from the whole episode, as the counters of organisations tell it.
    """
    refuse_strangers(viewer, person_id)
    rows = people.same_human(viewer, person_id)
    seen = ExpressionWrapper(acts_in_reach(viewer), output_field=BooleanField())
    acts = Act.objects.filter(person_id__in=rows, at__lt=end, episode__last_act_at__gte=start).annotate(seen=seen)
    found = contacting.contacts(acts, "seen")
    if not any(row.seen for row in found):
        return Effort()
    told = contacting.efforts(found, soon=_soon(rows, start, end), working=working)
    return total(one for row, one in told if row.seen and row.at >= start)


def _soon(persons: Collection[int], start: datetime, end: datetime) -> set[int]:
    """Episodes of this human that began soon after another one had ended."""
    reopen = GapSetting.objects.in_force().reopen
    theirs = Episode.objects.filter(person_id__in=persons)
    begun = contacting.ended(theirs.filter(started_at__gte=start, started_at__lt=end))
    if not begun:
        return set()
    before = theirs.filter(completed_at__gte=start - reopen, completed_at__lt=end)
    return contacting.following_soon(begun, contacting.ended(before), reopen=reopen)
