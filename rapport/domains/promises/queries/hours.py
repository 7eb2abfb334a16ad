"""When the provider works; opening hours are public, so nobody is asked who is looking."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.domains.promises.models import Calendar
from rapport.domains.promises.models.hours import working_hours
from rapport.domains.promises.rules import whole_minutes
from rapport.domains.promises.types import WorkingCalendar
from rapport.foundation.actors import Actor
from rapport.measures import worktime

A_MOMENT = timedelta(seconds=1)
SECOND = 1_000_000  # microseconds


def default_calendar() -> worktime.Calendar:
    """The provider's working calendar with its holidays, ready for `measures.worktime`."""
    return working_hours()


def working_calendar() -> WorkingCalendar:
    """The same in plain words for programs, with the moment from which it holds; None as long as nobody set one up."""
    hours = working_hours()
    changed = Calendar.objects.filter(default=True).order_by("id").values_list("updated_at", flat=True).first()
    week = tuple(tuple((_reading(start), _reading(end)) for start, end in day) for day in hours.days)
    return WorkingCalendar(hours.zone, week, tuple(sorted(hours.holidays)), changed)


def _reading(since_midnight: int) -> str:
    """Microseconds since midnight as a reading of the clock; the end of the day is 24:00."""
    minute, second = divmod(since_midnight // SECOND, 60)
    return f"{minute // 60:02}:{minute % 60:02}" + (f":{second:02}" if second else "")


def is_open(at: datetime) -> bool:
    """Whether we work at this moment."""
    return worktime.elapsed(working_hours(), at, at + A_MOMENT) > timedelta()


def next_opening(at: datetime) -> datetime:
    """The first working moment from now on: now, where we are open."""
    opening = worktime.due(working_hours(), at, timedelta())
    assert opening is not None  # only a pause that lasts leaves it open
    return opening


def working_minutes(start: datetime, end: datetime) -> int:
    """Working time between two moments, a minute begun counted whole."""
    return whole_minutes(worktime.elapsed(working_hours(), start, end))


def calendars(viewer: Actor) -> list[Calendar]:
    """All working calendars with their holidays, for staff."""
    if not viewer.staff and not viewer.reach.whole:
        return []
    return list(Calendar.objects.prefetch_related("holidays").order_by("name", "id"))
