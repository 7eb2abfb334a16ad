"""Clocks stop, stand still, go on and get new targets; every due time is computed from history."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from rapport.domains.promises.models import Clock, ClockBefore, Pause
from rapport.domains.promises.models.hours import working_hours
from rapport.domains.promises.models.readings import levels
from rapport.domains.promises.rules import target, whole_minutes
from rapport.domains.promises.types import ClockKind, Ref
from rapport.foundation.actors import Actor
from rapport.measures import worktime

MINUTE = timedelta(minutes=1)
WRITTEN = ["priority", "service", "target_minutes", "due_at", "paused_since", "paused_minutes", "met_at", "minutes"]
BATCH = 500
SAME: Any = object()


@transaction.atomic
def meet_clocks(
    refs: Collection[Ref],
    kind: str,
    *,
    moments: Mapping[Ref, datetime] | None = None,
    actor: Actor,
    at: datetime,
) -> int:
    """What was waited for is there: stop the clocks of one kind; how many ran until now.

    An import gives `moments`, when it was there for each reference, and stops many clocks with the same statements.
    """
    clocks = list(_of(refs).filter(kind=ClockKind(kind), met_at__isnull=True))
    _end_pauses(clocks, at)
    for clock in clocks:
        met = (moments or {}).get((clock.ref_kind, clock.ref_id), at)
        clock.met_at, clock.paused_since = max(met, clock.started_at), None
    return _computed(clocks)


@transaction.atomic
def pause_clocks(refs: Collection[Ref], *, kind: str | None = None, actor: Actor, at: datetime) -> int:
    """Running clocks stand still: we wait for the person or for a third party."""
    clocks = list(_running(refs, kind).filter(paused_since__isnull=True))
    pauses = [Pause(clock=clock, since=max(at, clock.started_at)) for clock in clocks]
    Pause.objects.bulk_create(pauses)
    for clock, pause in zip(clocks, pauses, strict=True):
        clock.paused_since = pause.since
    return _computed(clocks)


@transaction.atomic
def resume_clocks(refs: Collection[Ref], *, kind: str | None = None, actor: Actor, at: datetime) -> int:
    """Paused clocks go on; their due time moves by the working time they stood still."""
    clocks = list(_running(refs, kind).filter(paused_since__isnull=False))
    _end_pauses(clocks, at)
    for clock in clocks:
        clock.paused_since = None
    return _computed(clocks)


@transaction.atomic
def restart_clocks(refs: Collection[Ref], *, kind: str = ClockKind.SOLVE, actor: Actor, at: datetime) -> int:
    """It was not over after all: clocks that had stopped go on, and the time between counts as a pause."""
    clocks = list(_of(refs).filter(kind=ClockKind(kind), met_at__isnull=False))
    stops = [(clock, clock.met_at) for clock in clocks if clock.met_at is not None]
    _keep_before(clocks, at)
    Pause.objects.bulk_create(Pause(clock=clock, since=met, until=max(at, met)) for clock, met in stops)
    for clock in clocks:
        clock.met_at, clock.minutes = None, None
    return _computed(clocks)


@transaction.atomic
def retarget(
    refs: Collection[Ref],
    *,
    priority: int = SAME,
    service_id: int | None = SAME,
    actor: Actor,
    at: datetime,
) -> int:
    """Priority or service changed: targets and due times are computed again from the start, pauses and all.

    What is not given stays; a service of None means that it is not known any more.
    """
    published = levels()
    clocks = list(_of(refs))
    _keep_before([clock for clock in clocks if _moves(clock, priority, service_id)], at)
    for clock in clocks:
        clock.priority = clock.priority if priority is SAME else priority
        clock.service_id = clock.service_id if service_id is SAME else service_id
        clock.target_minutes = target(published, kind=clock.kind, service_id=clock.service_id, priority=clock.priority)
    return _computed(clocks)


@transaction.atomic
def recompute_clocks(*, after: int = 0, actor: Actor, at: datetime) -> int | None:
    """The calendar changed: compute the next clocks by id again; the last id done, None when there are no more."""
    clocks = list(Clock.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:BATCH])
    if not clocks:
        return None
    _computed(clocks)
    return clocks[-1].pk


def _moves(clock: Clock, priority: int, service_id: int | None) -> bool:
    elsewhere = service_id is not SAME and service_id != clock.service_id
    return elsewhere or (priority is not SAME and priority != clock.priority)


def _keep_before(clocks: list[Clock], at: datetime) -> None:
    """Remember how solve clocks stood until now: forecasts learned from that."""
    learned = [clock for clock in clocks if clock.kind == ClockKind.SOLVE and clock.started_at < at]
    ClockBefore.objects.bulk_create(
        ClockBefore(
            clock=clock,
            until=at,
            service_id=clock.service_id,
            priority=clock.priority,
            met_at=clock.met_at,
            minutes=clock.minutes,
        )
        for clock in learned
    )


def _of(refs: Collection[Ref]) -> QuerySet[Clock]:
    ids: dict[str, set[int]] = {}
    for kind, ref_id in refs:
        ids.setdefault(kind, set()).add(ref_id)
    named = Q(pk__in=[])
    for kind, of_kind in ids.items():
        named |= Q(ref_kind=kind, ref_id__in=of_kind)
    return Clock.objects.select_for_update().filter(named).order_by("pk")


def _running(refs: Collection[Ref], kind: str | None) -> QuerySet[Clock]:
    clocks = _of(refs).filter(met_at__isnull=True)
    return clocks if kind is None else clocks.filter(kind=ClockKind(kind))


def _end_pauses(clocks: list[Clock], at: datetime) -> None:
    paused = [clock.pk for clock in clocks if clock.paused_since is not None]
    if paused:
        lasting = Pause.objects.filter(clock_id__in=paused, until__isnull=True)
        lasting.filter(since__lte=at).update(until=at)
        lasting.filter(since__gt=at).delete()  # paused in the future and ended before: never stood still


def _computed(clocks: list[Clock]) -> int:
    """Compute due times, pauses and minutes from history and write them back; three statements."""
    if not clocks:
        return 0
    hours, pauses = working_hours(), _pauses(clocks)
    for clock in clocks:
        _compute(clock, hours, pauses.get(clock.pk, []))
    Clock.objects.bulk_create(clocks, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN)
    return len(clocks)


def _compute(clock: Clock, hours: worktime.Calendar, pauses: list[worktime.Pause]) -> None:
    ended = [(since, until) for since, until in pauses if until is not None]
    clock.paused_minutes = whole_minutes(sum((worktime.elapsed(hours, *pause) for pause in ended), timedelta()))
    clock.due_at = None
    if clock.target_minutes:
        clock.due_at = worktime.due(hours, clock.started_at, clock.target_minutes * MINUTE, pauses)
    if clock.met_at is not None:
        clock.minutes = whole_minutes(worktime.elapsed(hours, clock.started_at, clock.met_at, pauses))


def _pauses(clocks: list[Clock]) -> dict[int, list[worktime.Pause]]:
    found: dict[int, list[worktime.Pause]] = {}
    rows = Pause.objects.filter(clock_id__in=[clock.pk for clock in clocks]).order_by("id")
    for clock_id, since, until in rows.values_list("clock_id", "since", "until"):
        found.setdefault(clock_id, []).append((since, until))
    return found
