"""What was promised and expected, and how it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from rapport.domains.people import queries as people
from rapport.domains.promises.models import Clock, Estimate, Forecast, Promise
from rapport.domains.promises.rules import standing, warning_of
from rapport.domains.promises.types import ClockKind, Expect, PromiseSeen, Ref, RefStanding, Standing
from rapport.foundation.actors import Actor
from rapport.foundation.paging import Page, page_of
from rapport.foundation.prepared import Prepared


def open_promises(
    viewer: Actor, *, after: str | None = None, size: int = 25, at: datetime | None = None
) -> Page[PromiseSeen]:
    """Agents see every unkept promise within their reach, everyone else those made to them; the next due first."""
    page = page_of(Promise.objects.in_reach_of(viewer).unkept(), by=("due_at", "pk"), after=after, size=size)
    return Page([_seen(row, at) for row in page.rows], page.next)


def promises_to(viewer: Actor, person_id: int, *, at: datetime | None = None, size: int = 50) -> list[PromiseSeen]:
    """The newest promises made to one person, within reach."""
    return [_seen(row, at) for row in _PROMISED(viewer, person=people.same_human(viewer, person_id), size=size)]


def promises_on(viewer: Actor, refs: Collection[Ref], *, at: datetime) -> list[PromiseSeen]:
    """Every promise about these references within reach, in the order they fell due; one statement per kind."""
    found = [_seen(row, at) for rows in _by_ref(_PROMISES, viewer, refs).values() for row in rows]
    return sorted(found, key=lambda one: (one.due_at, one.id))


def standing_of(viewer: Actor, refs: Collection[Ref], *, at: datetime | None = None) -> dict[Ref, RefStanding]:
    """What each reference was promised and led to expect; three statements for any number of them of one kind.

    Without `at` nothing is judged late: what is not kept yet is open.
    """
    promises = _by_ref(_PROMISES, viewer, refs)
    estimates = _by_ref(_ESTIMATES, viewer, refs)
    clocks = _by_ref(_CLOCKS, viewer, refs)
    found = _named(promises, estimates, clocks)
    return {ref: _stands(ref, promises.get(ref, []), estimates.get(ref, []), clocks.get(ref, []), at) for ref in found}


def _named(*groups: dict[Ref, list[Any]]) -> list[Ref]:
    """Every reference named in any of the groups, once."""
    return list(dict.fromkeys(ref for group in groups for ref in group))


def _stands(
    ref: Ref, promises: list[Promise], estimates: list[Any], clocks: list[Any], at: datetime | None
) -> RefStanding:
    unkept = [p for p in promises if p.kept_at is None and p.withdrawn_at is None]
    promise = _seen(unkept[0] if unkept else promises[-1], at) if promises else None
    expected = _expect(estimates[-1]) if estimates else None
    clock = next((one for one in clocks if one.kind == ClockKind.SOLVE), None)
    running = [one.due_at for one in clocks if one.due_at and not one.met_at and not one.paused_since]
    next_word = unkept[0].due_at if unkept else expected.due_at if expected else None
    return RefStanding(
        ref=ref,
        due_at=clock.due_at if clock else None,
        standing=promise.standing if promise else _of_clock(clock, at),
        estimate=expected,
        promise=promise,
        next_word_at=None if clock and clock.met_at and not unkept else next_word,
        paused=clock is not None and clock.paused_since is not None,
        target_at=min(running, default=None),
    )


def _of_clock(clock: Any, at: datetime | None) -> Standing:
    if clock is None or clock.due_at is None:
        return Standing.OPEN
    return standing(
        due=clock.due_at,
        kept=clock.met_at,
        at=at or clock.started_at,
        warning=warning_of(made=clock.started_at, due=clock.due_at),
    )


def _seen(row: Promise, at: datetime | None) -> PromiseSeen:
    return PromiseSeen(
        id=row.pk,
        ref=(row.ref_kind, row.ref_id),
        person_id=row.person_id,
        team_id=row.team_id,
        made_by_id=row.made_by_id,
        text=row.text,
        kind=row.kind,
        made_at=row.made_at,
        due_at=row.due_at,
        kept_at=row.kept_at,
        told_late_at=row.told_late_at,
        standing=standing(
            due=row.due_at,
            kept=row.kept_at,
            at=at or row.made_at,
            warning=warning_of(made=row.made_at, due=row.due_at),
            withdrawn=row.withdrawn_at,
        ),
    )


def _expect(row: Any) -> Expect:
    return Expect(
        ref=(row.ref_kind, row.ref_id),
        kind=row.basis,
        due_at=row.due_at,
        n=row.n,
        q=row.q,
        period_from=row.period_from,
        period_to=row.period_to,
        minutes=row.minutes,
        about=row.about,
        estimate_id=row.id,
        made_at=row.made_at,
        method=row.method,
        pool_service_id=row.pool_service_id,
        pool_priority=row.pool_priority,
        finished=row.finished,
    )


def _by_ref(rows: Prepared, viewer: Actor, refs: Iterable[Ref]) -> dict[Ref, list[Any]]:
    ids: dict[str, set[int]] = {}
    for kind, ref_id in refs:
        ids.setdefault(kind, set()).add(ref_id)
    found: dict[Ref, list[Any]] = {}
    for kind, of_kind in ids.items():
        for row in rows(viewer, kind=kind, ids=of_kind):
            found.setdefault((kind, row.ref_id), []).append(row)
    return found


def _estimates(viewer: Actor) -> QuerySet[Estimate]:
    """What people were told is for them and for staff who may read people."""
    if viewer.reach.whole or (viewer.staff and viewer.reach.may("people.read")):
        return Estimate.objects.all()
    if viewer.kind == "system":
        return Estimate.objects.filter(person__organisation_id__in=viewer.reach.organisation_ids)
    return Estimate.objects.filter(person_id__in=viewer.reach.person_ids)


def _clocks(viewer: Actor) -> QuerySet[Clock]:
    """Clocks are for the teams whose clocks they are; people see the promise and the estimate."""
    if viewer.reach.whole:
        return Clock.objects.all()
    seen = Q(team_id__in=viewer.reach.team_ids) if viewer.staff else Q(pk__in=[])
    if viewer.kind == "system":
        seen |= Q(organisation_id__in=viewer.reach.organisation_ids)
    return Clock.objects.filter(seen)


ESTIMATED = (
    *("id", "ref_kind", "ref_id", "basis", "due_at", "n", "q", "period_from", "period_to", "minutes", "about"),
    *("made_at", "method", "pool_service_id", "pool_priority", "finished"),
)
_PROMISED = Prepared(
    lambda viewer, *, person, size: (
        Promise.objects.in_reach_of(viewer).filter(person_id__in=person).order_by("-due_at", "-pk")[:size]
    ),
    "person",
)
_PROMISES = Prepared(
    lambda viewer, *, kind, ids: (
        Promise.objects.in_reach_of(viewer).filter(ref_kind=kind, ref_id__in=ids).order_by("due_at", "pk")
    ),
    "ids",
)
_ESTIMATES = Prepared(
    lambda viewer, *, kind, ids: (
        _estimates(viewer)
        .filter(ref_kind=kind, ref_id__in=ids)
        .order_by("made_at", "pk")
        .values_list(*ESTIMATED, named=True)
    ),
    "ids",
)
_CLOCKS = Prepared(
    lambda viewer, *, kind, ids: (
        _clocks(viewer)
        .filter(ref_kind=kind, ref_id__in=ids)
        .order_by("pk")
        .values_list("ref_id", "kind", "due_at", "met_at", "started_at", "paused_since", named=True)
    ),
    "ids",
)


def forecasts(viewer: Actor) -> list[Forecast]:
    """What history says of each service and priority, for staff; those for everything first."""
    if not viewer.staff and not viewer.reach.whole:
        return []
    rows = Forecast.objects.select_related("service").order_by("service__name", "priority", "id")
    return sorted(rows, key=lambda row: (row.service_id is not None, row.priority is not None))
