"""Visits in plain words: how one stands, when somebody has time for one, and on which day it is called to mind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SECOND = 1_000_000  # microseconds: how a working calendar counts its days
STEP = timedelta(minutes=30)
AHEAD = 28  # days looked through for free times
SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=12)


class VisitState(StrEnum):
    """How a visit stands; the last four are ends."""

    ARRANGED = "arranged"
    DONE = "done"
    NOT_POSSIBLE = "not possible"
    NOBODY_THERE = "nobody there"
    CANCELLED = "cancelled"


class CalendarSaid(StrEnum):
    """What somebody's calendar answered to the entry of a visit; "counter" is another time."""

    NOTHING = ""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    COUNTER = "counter"


OUTCOMES = (VisitState.DONE, VisitState.NOT_POSSIBLE, VisitState.NOBODY_THERE)
Window = tuple[datetime, datetime]
Segments = Sequence[tuple[int, int]]


class WrongWindow(ValueError):
    """A time for a visit that cannot be; nothing was changed."""


@dataclass(frozen=True)
class VisitSeen:
    """A visit as pages, letters and programs know it; `asked_for` is another time that they ask for.

    `answer_theirs` and `answer_ours` are what the calendars of who is told and of who goes said to this time.
    """

    id: int
    public_key: str
    ticket_id: int | None
    ticket_key: str
    ticket_public_key: str
    site_id: int
    site: str
    organisation_id: int
    organisation: str
    team_id: int
    person_id: int
    person: str
    technician_id: int | None
    technician: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    what: str
    kit: tuple[str, ...]
    state: str
    version: int
    moves_theirs: int
    moves_ours: int
    asked_for: str
    answer_theirs: str
    answer_ours: str
    words: str
    minutes: int | None
    fixed: bool | None
    follows_id: int | None

    @property
    def place(self) -> ZoneInfo:
        """The clock of the site."""
        return ZoneInfo(self.zone)

    @property
    def moves(self) -> int:
        """How often it went back and forth before it stood."""
        return self.moves_theirs + self.moves_ours

    @property
    def open(self) -> bool:
        """Still to come, or waiting for its outcome."""
        return self.state == VisitState.ARRANGED


@dataclass(frozen=True)
class VisitFigures:
    """What came of visits: how many took place, in how many one was enough, and how many nobody could use."""

    visits: int
    took_place: int
    fixed: int
    judged: int
    in_vain: int
    moves: int


def checked_window(starts_at: datetime, ends_at: datetime, *, at: datetime) -> Window:
    """The same times, or WrongWindow with the reason.

    >>> noon = datetime(2026, 11, 2, 12)
    >>> checked_window(noon, noon, at=noon - STEP)
    Traceback (most recent call last):
    rapport.domains.desk.rules.visiting.WrongWindow: A visit takes a quarter of an hour at least.
    """
    if starts_at <= at:
        raise WrongWindow("This time has passed. Choose a later one.")
    if ends_at - starts_at < SHORTEST:
        raise WrongWindow("A visit takes a quarter of an hour at least.")
    if ends_at - starts_at > LONGEST:
        raise WrongWindow("A window is twelve hours at most. Longer work is several visits.")
    return starts_at, ends_at


def met(window: Window, taken: Sequence[Window]) -> int | None:
    """Which of the windows that are taken it runs into, the first in time; one that ends as it begins is none.

    >>> nine = datetime(2026, 11, 25, 9)
    >>> met((nine, nine + STEP), [(nine + STEP, nine + 2 * STEP)])
    >>> met((nine, nine + 2 * STEP), [(nine + STEP, nine + 3 * STEP)])
    0
    """
    into = [number for number, one in enumerate(taken) if _taken(*window, [one])]
    return min(into, key=lambda number: taken[number][0], default=None)


def free_windows(
    days: Sequence[Segments],
    *,
    holidays: Collection[date],
    zone: str,
    busy: Sequence[Window],
    length: timedelta,
    after: datetime,
    most: int = 8,
) -> list[Window]:
    """Windows of that length from the next day on, in working hours by the site's clock, beside what is taken.

    At most one before noon and one after on each day, so that they spread over the week.

    >>> office = [[(9 * 3600 * SECOND, 17 * 3600 * SECOND)]] * 5 + [[], []]
    >>> friday = datetime(2026, 11, 6, 10, tzinfo=ZoneInfo("UTC"))
    >>> found = free_windows(
    ...     office, holidays=(), zone="UTC", busy=(), length=timedelta(hours=1), after=friday, most=2
    ... )
    >>> [f"{start:%a %H:%M}" for start, _ in found]
    ['Mon 09:00', 'Mon 12:00']
    """
    found: list[Window] = []
    first = after.astimezone(ZoneInfo(zone)).date()
    for number in range(1, AHEAD + 1):
        day = first + timedelta(days=number)
        if day not in holidays:
            found += _of_day(list(_starts(day, days[day.weekday()], ZoneInfo(zone), length)), length, busy)
        if len(found) >= most:
            break
    return found[:most]


def day_of_reminder(day: date, days: Sequence[Segments], holidays: Collection[date]) -> date:
    """The working day before a day; the day before where nobody works for two weeks.

    >>> week = [[(0, 1)]] * 5 + [[], []]
    >>> day_of_reminder(date(2026, 11, 9), week, ())
    datetime.date(2026, 11, 6)
    """
    for back in range(1, 15):
        before = day - timedelta(days=back)
        if days[before.weekday()] and before not in holidays:
            return before
    return day - timedelta(days=1)


def _of_day(starts: Sequence[datetime], length: timedelta, busy: Sequence[Window]) -> list[Window]:
    free = [(one, one + length) for one in starts if not _taken(one, one + length, busy)]
    halves = ([w for w in free if w[0].hour < 12], [w for w in free if w[0].hour >= 12])
    return [half[0] for half in halves if half]


def _starts(day: date, segments: Segments, zone: ZoneInfo, length: timedelta) -> Iterator[datetime]:
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    for begins, ends in segments:
        start, last = midnight + timedelta(microseconds=begins), midnight + timedelta(microseconds=ends) - length
        while start <= last:
            yield start
            start += STEP


def _taken(start: datetime, end: datetime, busy: Sequence[Window]) -> bool:
    return any(start < theirs_end and theirs < end for theirs, theirs_end in busy)
