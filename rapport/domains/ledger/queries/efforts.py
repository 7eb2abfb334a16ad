"""What contact with one person asked of both sides in a period, from the acts themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from rapport.domains.ledger.models import Act, Episode, GapSetting, contacting
from rapport.domains.ledger.models.contacting import ENDED, Ended
from rapport.domains.ledger.models.reach import acts_in_reach
from rapport.domains.ledger.queries.timelines import refuse_strangers
from rapport.domains.people import queries as people
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.prepared import Prepared
from rapport.measures.effort import Effort, total
from rapport.measures.worktime import Calendar


def effort(viewer: Actor, person_id: int, *, start: datetime, end: datetime, working: Calendar) -> Effort:
    """The effort of the acts from start up to end that are within reach; waiting counts in this working calendar.

    What a hand-off, a turn or a wait is, is told from the whole episode, as the counters of organisations tell it.
    """
    refuse_strangers(viewer, person_id)
    rows = people.same_human(viewer, person_id)
    found = contacting.corrected(_ACTS(viewer, persons=rows, start=start, end=end))
    if not any(row.seen for row in found):
        return Effort()
    told = contacting.efforts(found, soon=_soon(rows, start, end), working=working)
    return total(one for row, one in told if row.seen and row.at >= start)


def _soon(persons: Collection[int], start: datetime, end: datetime) -> set[int]:
    """Episodes of this human that began soon after another one had ended."""
    reopen = GapSetting.objects.in_force().reopen
    theirs = [Ended(*row) for row in _ENDED(NOBODY, persons=persons, since=start - reopen, end=end)]
    begun = [one for one in theirs if start <= one.started_at < end]
    before = [one for one in theirs if one.completed_at and start - reopen <= one.completed_at < end]
    return contacting.following_soon(begun, before, reopen=reopen) if begun else set()


def _acts(viewer: Actor, *, persons: Collection[int], start: datetime, end: datetime) -> QuerySet[Any, Any]:
    seen = ExpressionWrapper(acts_in_reach(viewer), output_field=BooleanField())
    acts = Act.objects.filter(person_id__in=persons, at__lt=end, episode__last_act_at__gte=start)
    return contacting.counting(acts.annotate(seen=seen), "seen")


def _ended(_nobody: Actor, *, persons: Collection[int], since: datetime, end: datetime) -> QuerySet[Any, Any]:
    within = Q(started_at__gte=since, started_at__lt=end) | Q(completed_at__gte=since, completed_at__lt=end)
    return Episode.objects.filter(within, person_id__in=persons).order_by("id").values_list(*ENDED)


_ACTS = Prepared(_acts, "persons")
_ENDED = Prepared(_ended, "persons")
