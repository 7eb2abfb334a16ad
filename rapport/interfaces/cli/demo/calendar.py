"""Days of the story: months back from the day it is told, and working moments in the people's own zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

ZONE = "Europe/Berlin"
_HERE = ZoneInfo(ZONE)
OPENS, CLOSES = time(7), time(18)
AN_HOUR = timedelta(hours=1)
TOLD = time(9), time(17)  # the working calendar of a place that set up none


def month_back(day: date, months: int) -> date:
    """The first day of the month so many months before that of `day`.

    >>> month_back(date(2026, 3, 17), 4)
    datetime.date(2025, 11, 1)
    """
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A wall clock time where the people are, as UTC."""
    return datetime.combine(day, time(hour, minute), _HERE).astimezone(UTC)


def working(at: datetime) -> datetime:
    """The same moment when it lies in working time, else the next morning somebody works.

    >>> working(datetime(2026, 11, 21, 12, tzinfo=UTC)).isoformat()
    '2026-11-23T07:12:00+00:00'
    """
    here = at.astimezone(_HERE)
    if here.weekday() < 5 and OPENS <= here.time() < CLOSES:
        return at
    day = here.date() + timedelta(days=1 if here.time() >= OPENS or here.weekday() >= 5 else 0)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return moment(day, 8, 5 + (here.minute + here.hour * 7 + 3) % 50 if here.minute else 12)


def next_at(at: datetime, hour: int) -> datetime:
    """The next time it is that hour on a day somebody works.

    >>> next_at(datetime(2026, 11, 22, 21, tzinfo=UTC), 15).isoformat()
    '2026-11-23T14:00:00+00:00'
    """
    day = at.astimezone(_HERE).date()
    while day.weekday() >= 5 or moment(day, hour) < at:
        day += timedelta(days=1)
    return moment(day, hour)


def in_hours(at: datetime) -> datetime:
    """The same moment within the hours that are told to everybody, else ten o'clock when somebody works next.

    >>> in_hours(datetime(2026, 11, 22, 21, tzinfo=UTC)).isoformat()
    '2026-11-23T09:00:00+00:00'
    """
    here = at.astimezone(_HERE)
    inside = here.weekday() < 5 and TOLD[0] <= here.time() <= TOLD[1]
    return at if inside else next_at(at, 10)


def lately(at: datetime) -> datetime:
    """The same moment while somebody works, else shortly before they last went home, in the same order of time.

    What lies between five in the afternoon and the next opening is drawn together into that last hour.

    >>> [f"{lately(datetime(2026, 11, 23, hour, tzinfo=UTC)):%a %H:%M}" for hour in (0, 5, 8)]
    ['Fri 16:54', 'Fri 16:59', 'Mon 08:00']
    """
    day = at.astimezone(_HERE).date()
    while day.weekday() >= 5 or at < moment(day, OPENS.hour):
        day -= timedelta(days=1)
    closes = moment(day, CLOSES.hour)
    if at < closes - AN_HOUR:
        return at
    after = working_day(day + timedelta(days=1))
    away = moment(after, OPENS.hour) - (closes - AN_HOUR)
    return closes - AN_HOUR + AN_HOUR * ((at - closes + AN_HOUR) / away)


def working_day(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


def worked_on(at: datetime, hours: float) -> datetime:
    """So many working hours later, near enough for a story."""
    found, left = working(at), timedelta(hours=hours)
    while True:
        closing = datetime.combine(found.astimezone(_HERE).date(), CLOSES, _HERE).astimezone(UTC)
        if found + left < closing:
            return found + left
        left -= closing - found
        found = working(closing + timedelta(seconds=1))


def some_moment(lot: Random, first: date, last: date) -> datetime:
    """A moment on a working day between two days; mornings more often than afternoons."""
    while True:
        day = first + timedelta(days=lot.randrange(max((last - first).days, 1)))
        if day.weekday() < 5:
            hour = lot.choices(range(6, 19), weights=(2, 6, 12, 14, 12, 9, 6, 8, 9, 8, 6, 3, 1))[0]
            return moment(day, hour, lot.randrange(60)) + timedelta(seconds=lot.randrange(60))
