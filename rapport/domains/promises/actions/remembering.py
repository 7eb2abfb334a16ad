"""What was promised and waited for in the past, taken over in sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from rapport.domains.promises.actions.clocks import BATCH, _computed, _end_pauses, _of
from rapport.domains.promises.models import Clock, Promise
from rapport.domains.promises.models.readings import levels
from rapport.domains.promises.rules import target
from rapport.domains.promises.types import PastPromise, Restated
from rapport.foundation import audit
from rapport.foundation.actors import Actor

TICKET = "ticket"


@transaction.atomic
def end_clocks(*, ends: Mapping[tuple[int, str], datetime], ref_kind: str = TICKET, actor: Actor, at: datetime) -> int:
    """Stop many clocks, each at a moment of its own; (ref id, kind of clock) to moment. How many were running."""
    actor.require("settings.write")
    del at  # the caller records what was taken over
    ids = sorted({ref_id for ref_id, _ in ends})
    stopped = 0
    for start in range(0, len(ids), BATCH):
        running = Clock.objects.filter(ref_kind=ref_kind, ref_id__in=ids[start : start + BATCH], met_at__isnull=True)
        clocks = [c for c in running.select_for_update().order_by("pk") if (c.ref_id, c.kind) in ends]
        for clock in clocks:
            clock.met_at = max(ends[clock.ref_id, clock.kind], clock.started_at)
        stopped += _computed(clocks)
    return stopped


@transaction.atomic
def restate_clocks(tickets: Sequence[Restated], *, actor: Actor, at: datetime) -> int:
    """Clocks follow what another desk says of its tickets now: what came back goes on, without a pause we know of."""
    actor.require("settings.write")
    said, published = {one.ref: one for one in tickets}, levels()
    clocks = list(_of(said))
    for clock in clocks:
        one = said[clock.ref_kind, clock.ref_id]
        clock.service_id, clock.priority = one.service_id, one.priority
        clock.target_minutes = target(published, kind=clock.kind, service_id=one.service_id, priority=one.priority)
        met = one.met.get(clock.kind)
        clock.met_at, clock.minutes = None if met is None else max(met, clock.started_at), None
    _stop([clock for clock in clocks if clock.met_at is not None], at)
    return _computed(clocks)


def _stop(clocks: list[Clock], at: datetime) -> None:
    """Clocks that are met do not stand still any more."""
    _end_pauses(clocks, at)
    for clock in clocks:
        clock.paused_since = None


@transaction.atomic
def remember_promises(*, promises: Sequence[PastPromise], actor: Actor, at: datetime) -> int:
    """Take over promises made before, kept or not; nobody is told again. How many there were."""
    actor.require("settings.write")
    rows = Promise.objects.bulk_create([_row(one, at) for one in promises], batch_size=BATCH)
    audit.record_many([audit.Line("promise.imported", "promise", row.pk) for row in rows], actor=actor, at=at)
    return len(rows)


def _row(one: PastPromise, at: datetime) -> Promise:
    return Promise(
        person_id=one.person_id,
        organisation_id=one.organisation_id,
        team_id=one.team_id,
        ref_kind=one.ref[0],
        ref_id=one.ref[1],
        made_by_id=one.made_by_id,
        text=one.text.strip()[:300],
        kind=one.kind,
        made_at=one.made_at,
        due_at=one.due_at,
        first_due_at=one.due_at,
        kept_at=one.kept_at,
        # What fell due before it was taken over is history; nobody is warned of it.
        warned_at=at if one.due_at <= at else None,
    )
