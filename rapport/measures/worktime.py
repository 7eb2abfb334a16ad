"""Working time: how much of it lies between two moments, and when a target in working time is due.

A calendar's days are computed once per calendar and year and kept, so five years between two moments cost six
look-ups. All sums are whole microseconds: `elapsed(start, due(start, target))` is `target`, exactly.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import Any
from zoneinfo import ZoneInfo

from rapport.measures._accept import each

Pause = tuple[datetime, datetime | None]
Span = tuple[int, int]  # microseconds since 1970 in UTC
Segment = tuple[int, int]  # microseconds since local midnight

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1) // MICROSECOND
HORIZON_YEARS = 200  # a target further away than this is a mistake
FOREVER = (datetime.max.replace(tzinfo=UTC) - EPOCH) // MICROSECOND


@dataclass(frozen=True)
class Calendar:
    """When a service works: a zone, segments per weekday, and holidays without any.

    zone: an IANA name; week: weekday (0 = Monday … 6, or "mon" … "sun") → segments (start, end), each a
    `datetime.time` or "HH:MM", several a day, touching but never overlapping, in the zone's local time; "24:00" (or
    midnight as an end) is the end of the day; a shift over midnight is two segments. holidays: dates without work.
    A clock reading skipped by daylight saving stands for the moment of the change, a repeated one for its first
    time. Unknown zones and weekdays, overlaps and ends before starts raise ValueError.

    >>> office = Calendar("Europe/Berlin", week={"mon": [("09:00", "12:00"), ("13:00", "17:00")]})
    >>> elapsed(office, datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 11, 9, tzinfo=UTC))
    datetime.timedelta(seconds=25200)
    """

    zone: str
    week: Mapping[Any, Iterable[tuple[time | str, time | str]]] = field(compare=False)
    holidays: Iterable[date] = frozenset()
    days: tuple[tuple[Segment, ...], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        _zone(self.zone)
        object.__setattr__(self, "days", _days(self.week))
        object.__setattr__(self, "holidays", frozenset(_holiday(day) for day in self.holidays))
        object.__setattr__(self, "_hash", hash((self.zone, self.holidays, self.days)))

    def __hash__(self) -> int:
        return self._hash  # type: ignore[attr-defined,no-any-return]  # asked for at every look at a year


def elapsed(calendar: Calendar, start: datetime, end: datetime, pauses: Iterable[Pause] = ()) -> timedelta:
    """Working time from start to end, less what lies in the pauses.

    Moments carry a zone; start ≤ end. pauses: (from, until) pairs in any order, overlapping or not; until None is a
    pause that still lasts. Moments without zone and reversed pairs raise ValueError. Real time, so an hour lost to
    daylight saving is no working time.
    """
    span = _span(start, end)
    paused = sum(_worked(calendar, pause) for pause in _merged(pauses, within=span)) if pauses != () else 0
    return (_worked(calendar, span) - paused) * MICROSECOND


def due(calendar: Calendar, start: datetime, target: timedelta, pauses: Iterable[Pause] = ()) -> datetime | None:
    """The first moment (in UTC) by which `target` of working time has passed since start, moved by pauses.

    target ≥ 0; zero gives the first working moment. None when a pause that still lasts stands before it: a stopped
    clock has no due time. Targets not reached within 200 years and bad moments raise ValueError.
    """
    if not isinstance(target, timedelta) or target < timedelta():
        raise ValueError(f"target must be a length of time from 0 up, not {target!r}")
    left, cursor = target // MICROSECOND, _instant(start)
    for pause_start, pause_end in _merged(pauses, within=(cursor, FOREVER)):
        before = _worked(calendar, (cursor, pause_start))
        if 0 < before >= left:
            break
        if pause_end == FOREVER:
            return None
        left, cursor = left - before, pause_end
    return EPOCH + _reached(calendar, cursor, left) * MICROSECOND


# Moments and pauses ---------------------------------------------------------------------------------------------


def _instant(moment: Any) -> int:
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        raise ValueError(f"a moment must be a date and time with a zone, not {moment!r}")
    # By way of UTC: Python subtracts two moments of one zone by their clock readings.
    there = (moment if moment.tzinfo is UTC else moment.astimezone(UTC)) - EPOCH
    return (there.days * 86_400 + there.seconds) * 1_000_000 + there.microseconds


def _span(start: Any, end: Any) -> Span:
    span = _instant(start), FOREVER if end is None else _instant(end)
    if end is None or span[0] <= span[1]:
        return span
    raise ValueError(f"the end must not lie before the start: {start!r}, {end!r}")


def _merged(pauses: Iterable[Pause], *, within: Span) -> list[Span]:
    """The pauses in order, without overlaps, cut to a span."""
    merged: list[Span] = []
    for since, until in sorted(_pause(pause) for pause in each(pauses, name="pauses")):
        start, end = max(since, within[0]), min(until, within[1])
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _pause(pause: Any) -> Span:
    try:
        start, end = pause
    except (TypeError, ValueError) as error:
        raise ValueError(f"a pause must be a pair (from, until), not {pause!r}") from error
    return _span(start, end)


# The days of a calendar -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Year:
    """The working spans of one local year and the working time that lies before each."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]
    total: int

    def until(self, instant: int) -> int:
        """Working time of this year up to an instant."""
        at = bisect_right(self.starts, instant) - 1
        return 0 if at < 0 else self.before[at] + min(instant, self.ends[at]) - self.starts[at]

    def moment_of(self, worked: int) -> int:
        """The first instant by which `worked` has passed; 0 < worked ≤ total."""
        at = bisect_right(self.before, worked - 1) - 1
        return self.starts[at] + worked - self.before[at]

    def first_from(self, instant: int) -> int:
        """The first working instant from an instant; some working time must be left."""
        at = bisect_right(self.starts, instant) - 1
        return instant if at >= 0 and instant < self.ends[at] else self.starts[at + 1]


def _worked(calendar: Calendar, span: Span) -> int:
    start, end = span
    years = range(_local_year(calendar, start), _local_year(calendar, end) + 1)
    found = (_year(calendar, year) for year in years)
    return sum(year.until(end) - year.until(start) for year in found)


def _reached(calendar: Calendar, start: int, left: int) -> int:
    """The first working instant from start by which `left` of working time has passed."""
    first = _local_year(calendar, start)
    for year in range(first, min(first + HORIZON_YEARS, datetime.max.year - 1)):
        days = _year(calendar, year)
        done = days.until(start)
        if done < days.total and left <= days.total - done:
            return days.moment_of(done + left) if left else days.first_from(start)
        left -= days.total - done
    raise ValueError(f"the target is not reached within {HORIZON_YEARS} years; {left * MICROSECOND!r} are left")


def _local_year(calendar: Calendar, instant: int) -> int:
    return _year_of_day(calendar.zone, instant // DAY) or _year_there(calendar, instant)


@lru_cache(maxsize=4096)
def _year_of_day(zone: str, day: int) -> int | None:
    """The local year of a whole day of UTC, None where that depends on the hour."""
    if not -719000 < day < FOREVER // DAY - 1:
        return None
    first, last = ((EPOCH + timedelta(days=day + n)).astimezone(_zone(zone)).year for n in (0, 1))
    return first if first == last else None


def _year_there(calendar: Calendar, instant: int) -> int:
    # Near the ends of the calendar a zone would push the date over the edge.
    if not DAY * -719000 < instant < FOREVER - DAY:
        return datetime.max.year - 1 if instant > 0 else 2
    return (EPOCH + instant * MICROSECOND).astimezone(_zone(calendar.zone)).year


@lru_cache(maxsize=2048)
def _year(calendar: Calendar, year: int) -> _Year:
    first = date(year, 1, 1).toordinal()
    days = (date.fromordinal(first + day) for day in range(date(year + 1, 1, 1).toordinal() - first))
    spans = tuple(chain.from_iterable(_day(calendar, day) for day in days))
    sums = (0, *accumulate(end - start for start, end in spans))
    return _Year(tuple(start for start, _ in spans), tuple(end for _, end in spans), sums[:-1], sums[-1])


def _day(calendar: Calendar, day: date) -> list[Span]:
    """The working spans of one local day as instants."""
    segments = calendar.days[day.weekday()]
    if not segments or day in calendar.holidays:
        return []
    zone = _zone(calendar.zone)
    midnight = datetime.combine(day, time())
    offset, offset_at_night = _offset(midnight, zone, fold=0), _offset(midnight + timedelta(days=1), zone, fold=1)
    if offset == offset_at_night:
        base = (midnight.replace(tzinfo=UTC) - EPOCH) // MICROSECOND - offset
        return [(base + start, base + end) for start, end in segments]
    spans = (tuple(_placed(midnight + at * MICROSECOND, zone) for at in segment) for segment in segments)
    return [(start, end) for start, end in spans if start < end]


def _placed(local: datetime, zone: ZoneInfo) -> int:
    """The instant of a clock reading: its first time when repeated, the moment of the change when skipped."""
    naive = (local.replace(tzinfo=UTC) - EPOCH) // MICROSECOND
    before, after = _offset(local, zone, fold=0), _offset(local, zone, fold=1)
    if after <= before:  # an ordinary or a repeated reading
        return naive - before
    low, high = naive - after, naive - before
    while high - low > 1:  # the change lies between the two readings of a skipped time
        middle = (low + high) // 2
        offset = (EPOCH + middle * MICROSECOND).astimezone(zone).utcoffset() or timedelta()
        low, high = (middle, high) if offset // MICROSECOND == before else (low, middle)
    return high


def _offset(local: datetime, zone: ZoneInfo, *, fold: int) -> int:
    return (local.replace(tzinfo=zone, fold=fold).utcoffset() or timedelta()) // MICROSECOND


# Reading a calendar ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, TypeError, ValueError) as error:
        raise ValueError(f"zone must be the name of a time zone such as 'Europe/Berlin', not {name!r}") from error


def _days(week: Any) -> tuple[tuple[Segment, ...], ...]:
    if not isinstance(week, Mapping):
        raise ValueError(f"week must map weekdays to segments, not {week!r}")
    days: dict[int, tuple[Segment, ...]] = {}
    for name, segments in week.items():
        if (weekday := _weekday(name)) in days:
            raise ValueError(f"week must name each weekday once, not {name!r} again")
        days[weekday] = _segments(segments)
    return tuple(days.get(weekday, ()) for weekday in range(7))


def _weekday(day: Any) -> int:
    if isinstance(day, str) and day[:3].lower() in WEEKDAYS:
        return WEEKDAYS.index(day[:3].lower())
    if isinstance(day, int) and not isinstance(day, bool) and 0 <= day <= 6:
        return day
    raise ValueError(f"a weekday must be 0 (Monday) to 6 or 'mon' to 'sun', not {day!r}")


def _segments(segments: Any) -> tuple[Segment, ...]:
    read = []
    for segment in each(segments, name="segments"):
        if not isinstance(segment, list | tuple) or len(segment) != 2:
            raise ValueError(f"a segment must be a pair (start, end), not {segment!r}")
        start, end = _clock(segment[0]), _clock(segment[1]) or DAY
        if start >= end:
            raise ValueError(f"a segment must end after it starts, on the same day: {segment!r}")
        read.append((start, end))
    read.sort()
    for earlier, later in pairwise(read):
        if later[0] < earlier[1]:
            raise ValueError(f"segments of one day must not overlap: {segments!r}")
    return tuple(read)


def _clock(reading: Any) -> int:
    """Microseconds since midnight; "24:00" is a whole day."""
    if reading == "24:00":
        return DAY
    try:
        clock = time.fromisoformat(reading) if isinstance(reading, str) else reading
        parts = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond)
    except (AttributeError, ValueError) as error:
        raise ValueError(f"a time of day must be 'HH:MM' or a time, not {reading!r}") from error
    if isinstance(reading, datetime) or clock.tzinfo is not None:
        raise ValueError(f"a time of day must be without date and zone, not {reading!r}")
    return parts // MICROSECOND


def _holiday(day: Any) -> date:
    if not isinstance(day, date) or isinstance(day, datetime):
        raise ValueError(f"a holiday must be a date, not {day!r}")
    return day
