"""Promises that were made about one matter and now stand about another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from rapport.domains.promises.models import Clock, Promise
from rapport.domains.promises.types import Ref
from rapport.foundation import audit
from rapport.foundation.actors import Actor


@transaction.atomic
def move_promises(*, was: Ref, now: Ref, ids: Collection[int] | None = None, actor: Actor, at: datetime) -> list[int]:
    """Let promises stand about another matter, kept ones and open ones, all or those named; the ids that moved."""
    actor.require("tickets.answer")
    rows = Promise.objects.in_reach_of(actor).filter(ref_kind=was[0], ref_id=was[1])
    rows = rows if ids is None else rows.filter(pk__in=ids)
    found = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    Promise.objects.filter(pk__in=found).update(ref_kind=now[0], ref_id=now[1])
    audit.record_many([audit.Line("promise.moved_to", "promise", pk) for pk in found], actor=actor, at=at)
    return found


@transaction.atomic
def hand_to_team(*, ref: Ref, team_id: int, actor: Actor, at: datetime) -> list[int]:
    """The matter went to another team: what is still to be kept is that team's now, and so are the clocks that run.

    Else those who have the matter would see another day than the person who waits. What was kept or withdrawn stays
    with those who did it. Returns the ids of the promises.
    """
    actor.require("tickets.answer")
    rows = Promise.objects.unkept().filter(ref_kind=ref[0], ref_id=ref[1]).exclude(team_id=team_id)
    found = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    Promise.objects.filter(pk__in=found).update(team_id=team_id)
    Clock.objects.filter(ref_kind=ref[0], ref_id=ref[1], met_at__isnull=True).update(team_id=team_id)
    audit.record_many([audit.Line("promise.handed_over", "promise", pk) for pk in found], actor=actor, at=at)
    return found
