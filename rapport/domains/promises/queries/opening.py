"""The calendar that counts, its days off, and what another week would do to clocks that run already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rapport.domains.promises.models import Calendar, Clock, Holiday, Pause
from rapport.domains.promises.models.hours import hours_from, named_holidays, public_holidays, working_hours
from rapport.foundation.actors import Actor
from rapport.measures import worktime

MOST = 500
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class DayOff:
    """A day without work: a public one, or one of our own, which has an id."""

    on: date
    name: str
    id: int | None = None


@dataclass(frozen=True)
class Moved:
    """Of so many running clocks with a target (at most 500 are computed), how many fall due earlier and later."""

    running: int
    earlier: int
    later: int
    more: bool


def counting_calendar(viewer: Actor) -> Calendar | None:
    """The calendar by which every clock is counted; None as long as office hours stand in for it."""
    if not viewer.staff and not viewer.reach.whole:
        return None
    return Calendar.objects.filter(default=True).order_by("id").first()


def days_off(viewer: Actor, *, since: date, until: date) -> list[DayOff]:
    """The days without work of the calendar that counts, from the first day up to, not with, the last."""
    row = counting_calendar(viewer)
    if row is None:
        return []
    public = named_holidays(row.country, row.region, since.year, until.year)
    own = Holiday.objects.filter(calendar=row, on__gte=since, on__lt=until)
    found = [DayOff(one.on, one.name, one.pk) for one in own]
    taken = {one.on for one in found}
    found += [DayOff(on, name) for on, name in public.items() if since <= on < until and on not in taken]
    return sorted(found, key=lambda one: one.on)


def clocks_moved(viewer: Actor, changes: Mapping[str, Any]) -> Moved:
    """What a calendar with these changes would do to the clocks that run; ValueError where it cannot be used."""
    viewer.require("settings.write")
    row = counting_calendar(viewer)
    given: dict[str, Any] = {"zone": row.zone, "country": row.country, "region": row.region} if row else {}
    given |= changes
    land = (str(given.get("country", "")).upper(), str(given.get("region", "")))
    own = frozenset(Holiday.objects.filter(calendar=row).values_list("on", flat=True)) if row else frozenset()
    then = hours_from(given["zone"], given["week"], own | public_holidays(*land))
    return _moved(working_hours(), then)


def _moved(now: worktime.Calendar, then: worktime.Calendar) -> Moved:
    running = Clock.objects.filter(met_at__isnull=True, paused_since__isnull=True, due_at__isnull=False)
    clocks = list(running.order_by("due_at")[: MOST + 1])
    more, clocks = len(clocks) > MOST, clocks[:MOST]
    pauses: dict[int, list[worktime.Pause]] = {}
    rows = Pause.objects.filter(clock_id__in=[clock.pk for clock in clocks]).values_list("clock_id", "since", "until")
    for clock_id, since, until in rows:
        pauses.setdefault(clock_id, []).append((since, until))
    earlier = later = 0
    for clock in clocks:
        target, stood = (clock.target_minutes or 0) * MINUTE, pauses.get(clock.pk, [])
        was, will = (worktime.due(hours, clock.started_at, target, stood) for hours in (now, then))
        earlier += bool(was and will and will < was)
        later += bool(was and will and will > was)
    return Moved(len(clocks), earlier, later, more)
