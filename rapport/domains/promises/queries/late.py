"""Promises and aims that may be late and of which the people they were made to do not know yet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from rapport.domains.promises.models import Promise
from rapport.domains.promises.queries.standings import _estimates, _seen
from rapport.domains.promises.types import PromiseSeen, TargetSeen
from rapport.foundation.actors import Actor

MOST_DUE = 500


def promises_to_tell(viewer: Actor, promise_ids: Collection[int], *, at: datetime) -> list[PromiseSeen]:
    """Those of these promises that are still to be kept and that nobody was told may be late; the next due first."""
    rows = Promise.objects.in_reach_of(viewer).unkept().filter(pk__in=list(promise_ids), told_late_at__isnull=True)
    return [_seen(row, at) for row in rows.order_by("due_at", "pk")]


def at_risk(viewer: Actor, promise_ids: Collection[int]) -> list[tuple[str, int, int, int | None]]:
    """Those of these promises that are still to be kept: what each is about, its team, and who made it."""
    rows = Promise.objects.in_reach_of(viewer).unkept().filter(pk__in=list(promise_ids)).order_by("due_at", "pk")
    return list(rows.values_list("ref_kind", "ref_id", "team_id", "made_by_id"))


def targets_to_tell(viewer: Actor, estimate_ids: Collection[int]) -> list[TargetSeen]:
    """Those of these aims whose clock still runs and that nobody was told may be missed; the next due first."""
    rows = _estimates(viewer).running_targets().filter(pk__in=list(estimate_ids), told_late_at__isnull=True)  # type: ignore[attr-defined]
    return [
        TargetSeen(row.pk, (row.ref_kind, row.ref_id), row.person_id, row.about, row.due_at)
        for row in rows.filter(due_at__isnull=False).order_by("due_at", "pk")
    ]


def refs_due(viewer: Actor, *, kind: str, until: datetime) -> list[int]:
    """What promises of one kind of matter fall due until a moment or are late already: its ids, the next due first."""
    rows = Promise.objects.in_reach_of(viewer).unkept().filter(ref_kind=kind, due_at__lte=until)
    return list(dict.fromkeys(rows.order_by("due_at", "pk").values_list("ref_id", flat=True)[:MOST_DUE]))
