"""Who rests from which ask, when a rule's day has come, and when a letter may leave. Plain functions."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rapport.domains.surveys.rules.draws import (
    LINK_DAYS,
    MORNING,
    is_working_day,
    reminder_at,
    working_days,
)
from rapport.domains.surveys.types import RELATIONAL, REST_DAYS, Every, How, Rest
from rapport.measures import quarters

A_DAY = timedelta(hours=24)
AGAIN_DAYS = 21
DAY_BEGINS, DAY_ENDS = time(8, 0), time(18, 0)
CHANGE_OPEN = 14  # days in which the asking after a change may still begin
MONTHS_AHEAD = 24


def rest_of(kind: str, how: str) -> Rest:
    """Which rest an ask begins and is held back by.

    >>> rest_of("nps", "drawn"), rest_of("csat", "drawn"), rest_of("nps", "after_episode")
    (<Rest.RELATIONAL: 'relational'>, <Rest.TRANSACTIONAL: 'transactional'>, <Rest.TRANSACTIONAL: 'transactional'>)
    """
    return Rest.RELATIONAL if kind in RELATIONAL and how != How.AFTER_EPISODE else Rest.TRANSACTIONAL


def holding(rest: Rest) -> set[Rest]:
    """The rests that hold an ask of this kind back: its own, any ask at all, and a decline."""
    return {rest, Rest.ANY, Rest.DECLINED}


def is_rested(rests: Mapping[str, date], *, rest: Rest, day: date) -> bool:
    """Whether nobody asked too short a time ago; `rests` is until when each kind lasts.

    >>> is_rested({"relational": date(2026, 12, 1)}, rest=Rest.TRANSACTIONAL, day=date(2026, 11, 2))
    True
    """
    return all(until <= day for kind, until in rests.items() if kind in holding(rest))


def leaves_at(*, last: datetime | None, at: datetime) -> datetime | None:
    """None when a letter may leave now; else from when on: 14 days after the last ask, never within 24 hours.

    >>> leaves_at(last=datetime(2026, 11, 1, 9), at=datetime(2026, 11, 2, 8))
    datetime.datetime(2026, 11, 15, 9, 0)
    """
    if last is None:
        return None
    rested = last + max(A_DAY, timedelta(days=REST_DAYS[Rest.ANY]))
    return rested if rested > at else None


def is_taken(rule_id: int, episode_id: int, *, share: int) -> bool:
    """Whether the lot of an episode falls into the rule's share; the same for every try.

    >>> sum(is_taken(1, n, share=30) for n in range(1000)) in range(260, 341)
    True
    """
    lot = int.from_bytes(hashlib.sha256(f"{rule_id}:{episode_id}".encode()).digest()[:8], "big")
    return lot * 100 < share * 2**64


def in_their_day(moment: datetime, *, zone: str, holidays: Collection[date] = frozenset()) -> datetime:
    """The moment itself where it falls into a working day between eight and six there, else the next such morning.

    >>> in_their_day(datetime(2026, 11, 6, 20, tzinfo=ZoneInfo("UTC")), zone="Europe/Berlin").isoformat()
    '2026-11-09T09:00:00+01:00'
    """
    days = frozenset(holidays)
    local = moment.astimezone(ZoneInfo(zone))
    if is_working_day(local.date(), days) and DAY_BEGINS <= local.time() < DAY_ENDS:
        return local
    start = local.date() + timedelta(days=local.time() >= DAY_BEGINS)
    return datetime.combine(working_days(start, 1, days)[0], MORNING, ZoneInfo(zone))


def timed(moment: datetime, closed: frozenset[date], ends_on: date | None = None) -> dict[str, datetime]:
    """When an invitation leaves, when its one reminder is due (not on a day without work), and when its link ends."""
    ends = moment + timedelta(days=LINK_DAYS)
    if ends_on is not None:  # what is said after a change was not said before it
        ends = max(min(ends, datetime.combine(ends_on, time(), moment.tzinfo)), moment + timedelta(hours=1))
    return {"send_at": moment, "remind_at": reminder_at(moment, closed), "expires_at": ends}


def period_due(*, every: str, day: int, started_on: date, today: date) -> str:
    """The period whose own day has come, "" before it and where the rule is younger than that day.

    >>> period_due(every="month", day=5, started_on=date(2026, 1, 1), today=date(2026, 11, 22))
    '2026-11'
    >>> period_due(every="quarter", day=5, started_on=date(2026, 11, 1), today=date(2026, 11, 22))
    ''
    """
    month = today.month if every == Every.MONTH else quarters.first_day(today).month
    due = date(today.year, month, day)
    if not started_on <= due <= today:
        return ""
    return f"{due:%Y-%m}" if every == Every.MONTH else f"{due.year}-Q{(month + 2) // 3}"


def phase_due(*, on: date, days_before: int, days_after: int, today: date) -> str:
    """Whether now is the time to ask before a change or after it.

    >>> [phase_due(on=date(2026, 11, 20), days_before=10, days_after=30, today=date(2026, m, d))
    ...  for m, d in ((11, 9), (11, 10), (11, 20), (12, 20), (12, 31), (1, 5))]
    ['', 'before', '', 'after', 'after', '']
    """
    if on - timedelta(days=days_before) <= today < on:
        return "before"
    begins = on + timedelta(days=days_after)
    return "after" if begins <= today < begins + timedelta(days=CHANGE_OPEN + 1) else ""


def lasts_until(*, free: int, returning: Sequence[date], ask: int, rest_days: int, start: date) -> date | None:
    """The first month in which fewer are rested than are asked; None where two years go by without one.

    `free` can be asked in the month of `start`; `returning` are the days on which those who rest now come back.

    >>> lasts_until(free=1200, returning=[], ask=100, rest_days=365, start=date(2026, 1, 1))
    >>> lasts_until(free=1200, returning=[], ask=110, rest_days=365, start=date(2026, 1, 1))
    datetime.date(2026, 11, 1)
    """
    back, month = sorted(returning, reverse=True), start.replace(day=1)
    waiting: list[tuple[date, int]] = []
    for _ in range(MONTHS_AHEAD):
        while back and back[-1] <= month:
            back.pop()
            free += 1
        free += sum(n for until, n in waiting if until <= month)
        waiting = [(until, n) for until, n in waiting if until > month]
        if free < ask:
            return month
        free -= ask
        waiting.append((month + timedelta(days=rest_days), ask))
        month = (month + timedelta(days=32)).replace(day=1)
    return None
