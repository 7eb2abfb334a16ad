"""When is the next contact due, who is called first, what is one line? Plain functions: no database, no clock."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from rapport.domains.outreach.types import Cadence, Level, Standing

LONGEST_WORDS = 200
CHANGEABLE = timedelta(days=1)
LONGEST_CLOSURE = 31  # days


class SeveralLines(ValueError):
    """This has to fit on one line: take the line breaks out. Nothing was kept."""


class WrongCadence(ValueError):
    """The ideal interval is at least one day and no longer than the longest, which is at most two years."""


def cadence(ideal_days: int, longest_days: int) -> Cadence:
    """A cadence that can be kept, or WrongCadence.

    >>> cadence(30, 60)
    Cadence(ideal_days=30, longest_days=60)
    """
    if not 1 <= ideal_days <= longest_days <= 730:
        raise WrongCadence(WrongCadence.__doc__)
    return Cadence(ideal_days, longest_days)


def due_days(since: date, cadence: Cadence) -> tuple[date, date]:
    """The day on which contact is due and the last day that is not late, counted from the last real contact.

    >>> due_days(date(2026, 11, 2), Cadence(30, 60))
    (datetime.date(2026, 12, 2), datetime.date(2027, 1, 1))
    """
    return since + timedelta(days=cadence.ideal_days), since + timedelta(days=cadence.longest_days)


def working_day(day: date, week: Sequence[Sequence[object]], holidays: Collection[date]) -> date:
    """The day itself where those who call work on it, else the next one they do; the day where none comes in a month.

    >>> office = [["9 to 5"]] * 5 + [[], []]
    >>> working_day(date(2026, 11, 7), office, [date(2026, 11, 9)]), working_day(date(2026, 11, 6), office, ())
    (datetime.date(2026, 11, 10), datetime.date(2026, 11, 6))
    """
    ahead = (day + timedelta(days=number) for number in range(LONGEST_CLOSURE))
    return next((one for one in ahead if week[one.weekday()] and one not in holidays), day)


def standing(due_on: date, late_on: date, *, today: date) -> Standing:
    """Where a planned contact stands on a day.

    >>> standing(date(2026, 11, 2), date(2026, 12, 2), today=date(2026, 11, 20))
    <Standing.DUE: 'due'>
    """
    if today > late_on:
        return Standing.OVERDUE
    return Standing.DUE if today >= due_on else Standing.AHEAD


def one_line(words: str, *, longest: int = LONGEST_WORDS) -> str:
    """Words for a calendar and a timeline: a line break in them is refused, for it would write into the file.

    >>> one_line("  Ask about   the crane ")
    'Ask about the crane'
    """
    stripped = words.strip()
    if len(stripped.splitlines()) > 1 or any(ord(letter) < 32 and letter != "\t" for letter in stripped):
        raise SeveralLines(SeveralLines.__doc__)
    return " ".join(stripped.split())[:longest]


def missing_levels(seen: Mapping[str, date | None], *, today: date, longest: Mapping[str, int]) -> tuple[str, ...]:
    """Levels nobody plans to talk with, or that have not been talked with for the longest time.

    >>> missing_levels({"user": date(2026, 11, 2)}, today=date(2026, 11, 20), longest={"user": 120})
    ('lead', 'executive')
    """
    return tuple(level.value for level in Level if not _talks(seen.get(level), today, longest.get(level, 0)))


def _talks(last: date | None, today: date, longest: int) -> bool:
    return last is not None and (today - last).days <= longest


def answered_since(last: datetime | None, since: datetime) -> bool:
    """A moment is over when both sides have acted after it began."""
    return last is not None and last > since


def may_change(given_at: datetime, *, at: datetime) -> bool:
    """Thanks can be changed for a day; then they stand as they were given."""
    return at - given_at <= CHANGEABLE
