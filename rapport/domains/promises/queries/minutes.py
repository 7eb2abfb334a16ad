"""How long solved work took and open work has run: what estimates are made of, for whoever wants to recompute one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from rapport.domains.promises.models import Clock, ClockBefore
from rapport.domains.promises.models.hours import working_hours
from rapport.domains.promises.models.readings import before, pauses_until, run_by
from rapport.domains.promises.queries.standings import _clocks
from rapport.domains.promises.types import ClockKind, Ref, SolveClock
from rapport.foundation.actors import Actor
from rapport.measures import worktime


def solve_clocks(viewer: Actor, refs: Collection[Ref], *, at: datetime) -> dict[Ref, SolveClock]:
    """How the solve clocks of these stood at a moment, for who may see them; four statements at most.

    Clocks that started later are left out. What changed after the moment counts as it was then, so that the clocks of
    a forecast's period, read as they stood when it was made, are those it was made from.
    """
    ids = [ref_id for _, ref_id in refs]
    kinds = {kind for kind, _ in refs}
    rows: list[Clock] = list(
        _clocks(viewer).filter(ref_kind__in=kinds, ref_id__in=ids, kind=ClockKind.SOLVE, started_at__lte=at)
    )
    if not rows:
        return {}
    clock_ids = [row.pk for row in rows]
    hours, pauses, changed = working_hours(), pauses_until(clock_ids, at), before(clock_ids, at)
    stood = [_stood(row, changed.get(row.pk, row), hours, pauses.get(row.pk, []), at) for row in rows]
    return {clock.ref: clock for clock in stood}


def _stood(
    row: Clock, then: Clock | ClockBefore, hours: worktime.Calendar, pauses: list[worktime.Pause], at: datetime
) -> SolveClock:
    met_at = then.met_at if then.met_at is not None and then.met_at <= at else None
    minutes = then.minutes if met_at is not None else None
    return SolveClock(
        ref=(row.ref_kind, row.ref_id),
        service_id=then.service_id,
        priority=then.priority,
        started_at=row.started_at,
        met_at=met_at,
        minutes=run_by(hours, row.started_at, at, pauses) if minutes is None else minutes,
        finished=minutes is not None,
        pauses=tuple(pause for pause in pauses if met_at is None or pause[0] < met_at),
    )
