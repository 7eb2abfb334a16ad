"""Published targets met and missed: sums by quarter, and those of single people for what compares them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from rapport.domains.promises.models import Clock, Estimate, ServiceLevel, TargetSum
from rapport.domains.promises.rules import goal_of
from rapport.domains.promises.types import Aimed, ClockKind, TargetsMet, TargetView
from rapport.foundation.actors import Actor, NotAllowed, NotFound
from rapport.measures import proportions

AT_ONCE = 500
MOST_QUARTERS = 12


def targets_met(viewer: Actor, *, view: str, quarter: date, group_id: int | None = None) -> dict[int, TargetsMet]:
    """What came of published targets in a quarter for each group of a view, or for one.

    For staff who may read loyalty; the sums of one organisation also for its client contact. Else NotFound.
    """
    _refuse(viewer, view, group_id)
    rows = TargetSum.objects.filter(view=TargetView(view), quarter=quarter)
    rows = rows if group_id is None else rows.filter(group_id=group_id)
    sums = rows.order_by("group_id").values_list("group_id", "kind", "met", "missed")
    return _told(sums, by_service=view == TargetView.SERVICE)


def targets_by_service(viewer: Actor, *, organisation_id: int, quarter: date) -> dict[int, TargetsMet]:
    """The same of one organisation, parted by service."""
    _refuse(viewer, TargetView.ORGANISATION, organisation_id)
    rows = TargetSum.objects.filter(view=TargetView.ORGANISATION, quarter=quarter, group_id=organisation_id)
    return _told(rows.order_by("service_id").values_list("service_id", "kind", "met", "missed"), by_service=True)


def target_quarters(viewer: Actor) -> list[date]:
    """The newest quarters that were counted, the newest first."""
    _refuse(viewer, TargetView.SERVICE, None)
    rows = TargetSum.objects.filter(view=TargetView.TEAM).order_by("-quarter").values_list("quarter", flat=True)
    return list(rows.distinct()[:MOST_QUARTERS])


def aims_of(viewer: Actor, person_ids: Collection[int], *, since: datetime, until: datetime) -> list[Aimed]:
    """Targets of these people that were met or missed in a stretch of time; for the system, which compares in sets."""
    if not viewer.reach.whole:
        raise NotAllowed("settings.write")
    ids = sorted(set(person_ids))
    chunks = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    return [one for chunk in chunks for one in _of_people(chunk, since, until)]


def _refuse(viewer: Actor, view: str, group_id: int | None) -> None:
    reach = viewer.reach
    if reach.whole or (viewer.staff and reach.may("loyalty.read")):
        return
    if viewer.staff:
        raise NotAllowed("loyalty.read")
    granted = view == TargetView.ORGANISATION and reach.may("relationships.organisation")
    if not granted or group_id not in reach.organisation_ids:
        raise NotFound("organisation")


def _told(rows: Iterable[tuple[int, str, int, int]], *, by_service: bool) -> dict[int, TargetsMet]:
    """Sums by group; of a group that aims for solutions these are judged, else its first answers."""
    goals, found = _goals(), dict[tuple[int, str], list[int]]()
    for group, kind, met, missed in rows:
        sums = found.setdefault((group, kind), [0, 0])
        sums[0], sums[1] = sums[0] + met, sums[1] + met + missed
    told: dict[int, TargetsMet] = {}
    for group, kind in sorted(found, key=lambda key: key[1] == ClockKind.SOLVE):
        met, n = found[group, kind]
        told[group] = _met(kind, met, n, goal_of(goals, group if by_service else None))
    return told


def _goals() -> dict[int | None, float]:
    """The share each service publishes, the lowest where it differs by priority; None is for everything."""
    found: dict[int | None, float] = {}
    for service_id, share in ServiceLevel.objects.values_list("service_id", "share"):
        found[service_id] = min(share, found.get(service_id, share))
    return found


def _met(kind: str, met: int, n: int, goal: float) -> TargetsMet:
    share = proportions.wilson(met, n)
    return TargetsMet(kind=kind, met=met, n=n, share=share.value, low=share.low, high=share.high, goal=goal)


def _of_people(person_ids: list[int], since: datetime, until: datetime) -> Iterator[Aimed]:
    # By when the clock began, never by when somebody was told: tickets brought from elsewhere were told of today.
    told = Estimate.objects.filter(person_id__in=person_ids)
    person = {(kind, ref): who for who, kind, ref in told.values_list("person_id", "ref_kind", "ref_id")}
    refs = sorted({ref for _, ref in person})
    for start in range(0, len(refs), AT_ONCE):
        yield from _of_refs(person, refs[start : start + AT_ONCE], since, until)


def _of_refs(person: dict[tuple[str, int], int], refs: list[int], since: datetime, until: datetime) -> Iterator[Aimed]:
    names = ("ref_kind", "ref_id", "kind", "service_id", "team_id", "met_at", "due_at")
    rows: dict[tuple[str, int], Any] = {}
    began = {"started_at__gte": since, "started_at__lt": until}
    clocks = Clock.objects.filter(ref_id__in=refs, due_at__isnull=False, **began).order_by("kind")
    for kind_of_ref, ref, kind, *rest in clocks.values_list(*names):
        if (kind_of_ref, ref) in person and (kind == ClockKind.SOLVE or (kind_of_ref, ref) not in rows):
            rows[kind_of_ref, ref] = rest
    for ref_key, (service_id, team_id, met_at, due_at) in rows.items():
        known = min(met_at, due_at) if met_at else due_at
        if known < until:
            yield Aimed(person[ref_key], service_id, team_id, met_at is not None and met_at <= due_at, known)
