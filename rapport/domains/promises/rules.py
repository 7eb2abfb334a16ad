"""When is a promise kept, at risk or broken, and what may we expect? Plain functions: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import product
from math import ceil
from typing import TypeVar

from rapport.domains.promises.types import ClockKind, Duration, History, KeptRate, Level, Method, Standing
from rapport.measures import estimates, proportions, quarters, worktime

Q = 0.8
"""The share of cases an estimate is to hold for."""

LONGEST_WARNING = timedelta(hours=2)
LOOK_EVERY = timedelta(minutes=5)
"""How often lateness is looked for."""

OFFICE_WEEK = [[["09:00", "17:00"]]] * 5 + [[], []]
STEPS = ((60, 5), (240, 15), (480, 30))
HOUR = 60
GOAL = 0.9

A_MOMENT = timedelta(seconds=1)

Fitting = TypeVar("Fitting", Level, History)


def standing(
    *, due: datetime, kept: datetime | None, at: datetime, warning: timedelta, withdrawn: datetime | None = None
) -> Standing:
    """Judge one promise as it stands at a moment.

    >>> noon = datetime(2026, 11, 2, 12)
    >>> standing(due=noon, kept=None, at=noon - timedelta(hours=1), warning=timedelta(hours=2))
    <Standing.AT_RISK: 'at risk'>
    """
    if withdrawn is not None:
        return Standing.WITHDRAWN
    if kept is not None:
        return Standing.KEPT if kept <= due else Standing.BROKEN
    if at > due:
        return Standing.BROKEN
    return Standing.AT_RISK if due - at <= warning else Standing.OPEN


def warning_of(*, made: datetime, due: datetime) -> timedelta:
    """How long before it is due a promise is at risk: a quarter of the time given, two hours at most.

    >>> noon = datetime(2026, 11, 2, 12)
    >>> warning_of(made=noon, due=noon + timedelta(hours=4))
    datetime.timedelta(seconds=3600)
    """
    return min(LONGEST_WARNING, (due - made) / 4)


def looked_ahead(hours: worktime.Calendar, *, at: datetime) -> datetime | None:
    """Until when lateness must be told now: this moment, before we close the next opening, None while we are closed.

    Nobody is written to at night about what nobody could act upon; so what falls due before we are back is told last
    thing before we go.
    """
    if not worktime.elapsed(hours, at, at + A_MOMENT):
        return None
    next_look = at + LOOK_EVERY
    if worktime.elapsed(hours, next_look, next_look + A_MOMENT):
        return at
    return worktime.due(hours, next_look, timedelta())


def rounded_up(minutes: float) -> int:
    """Never less than history says: to 5 minutes below an hour, 15 below four, 30 below eight, then to whole hours.

    >>> [rounded_up(m) for m in (0, 7, 61, 245, 481)]
    [5, 10, 75, 270, 540]
    """
    step = next((step for below, step in STEPS if minutes <= below), HOUR)
    return max(step, ceil(minutes / step) * step)


def enough(n: int, q: float = Q) -> bool:
    """Whether n cases can carry an estimate at all: ⌈(n+1)q⌉ ≤ n, so four for 80 %.

    >>> enough(3), enough(4)
    (False, True)
    """
    return estimates.rank(n, q) is not None


def fitting(rows: Iterable[Fitting], *, service_id: int | None, priority: int) -> list[Fitting]:
    """Rows that fit a service and a priority, the closest first: both, service alone, priority alone, all."""
    by_key = {(row.service_id, row.priority): row for row in rows}
    keys = dict.fromkeys(product((service_id, None), (priority, None)))
    return [by_key[key] for key in keys if key in by_key]


def target(levels: Iterable[Level], *, kind: str, service_id: int | None, priority: int) -> int | None:
    """The published target of the closest service level that says anything about this kind of clock."""
    found = (level.minutes(kind) for level in fitting(levels, service_id=service_id, priority=priority))
    return next((minutes for minutes in found if minutes), None)


def aim(levels: Sequence[Level], *, service_id: int | None, priority: int) -> tuple[ClockKind, int] | None:
    """What we publish that we aim for: a solution, else a first answer."""
    for kind in (ClockKind.SOLVE, ClockKind.FIRST_ANSWER):
        minutes = target(levels, kind=kind, service_id=service_id, priority=priority)
        if minutes:
            return kind, minutes
    return None


def history_for(rows: Iterable[History], *, service_id: int | None, priority: int) -> History | None:
    """The closest history with enough cases; when it cannot promise, a wider and rosier one is not asked instead."""
    fits = fitting(rows, service_id=service_id, priority=priority)
    return next((row for row in fits if enough(row.n, row.q)), None)


def forecasts(
    durations: Sequence[Duration], *, period_from: datetime, period_to: datetime, q: float = Q
) -> list[History]:
    """One history per service × priority, pooled upward to each service, each priority and all."""
    groups: dict[tuple[int | None, int | None], list[Duration]] = {}
    for duration in durations:
        for key in dict.fromkeys(product((duration.service_id, None), (duration.priority, None))):
            groups.setdefault(key, []).append(duration)
    return [
        _forecast(key, group, period_from=period_from, period_to=period_to, q=q)
        for key, group in sorted(groups.items(), key=lambda item: tuple((part is None, part or 0) for part in item[0]))
    ]


def _forecast(
    key: tuple[int | None, int | None],
    group: list[Duration],
    *,
    period_from: datetime,
    period_to: datetime,
    q: float,
) -> History:
    finished = sum(duration.finished for duration in group)
    minutes, method = expected_minutes(group, q=q)
    return History(
        service_id=key[0],
        priority=key[1],
        q=q,
        n=len(group),
        finished=finished,
        minutes=minutes,
        period_from=period_from,
        period_to=period_to,
        method=method,
    )


def expected_minutes(group: Sequence[Duration], *, q: float = Q) -> tuple[int | None, Method]:
    """The working minutes a share q stays within, rounded up; None means we cannot promise.

    Finished work alone: split conformal. With open work, which may yet take long: Kaplan–Meier.
    """
    minutes = [duration.minutes for duration in group]
    if all(duration.finished for duration in group):
        found = estimates.expected(minutes, q)
        return (None if found is None else rounded_up(found)), Method.CONFORMAL
    if not enough(len(group), q):
        return None, Method.KAPLAN_MEIER
    reached = estimates.kaplan_meier(minutes, [duration.finished for duration in group]).time_by(q)
    return (None if reached is None else rounded_up(reached)), Method.KAPLAN_MEIER


def newest_quarters(today: date) -> tuple[date, date]:
    """The first days of the quarter before this one and of this one.

    >>> newest_quarters(date(2026, 2, 3))
    (datetime.date(2025, 10, 1), datetime.date(2026, 1, 1))
    """
    running = quarters.first_day(today)
    return quarter_after(running, -1), running


def quarter_after(quarter: date, steps: int = 1) -> date:
    """The first day of the quarter that many quarters later.

    >>> quarter_after(date(2026, 10, 1)), quarter_after(date(2026, 1, 1), -1)
    (datetime.date(2027, 1, 1), datetime.date(2025, 10, 1))
    """
    months = quarter.year * 12 + quarter.month - 1 + 3 * steps
    return date(months // 12, months % 12 + 1, 1)


def goal_of(shares: Mapping[int | None, float], service_id: int | None) -> float:
    """The share of targets to meet that is published for a service, else for everything, else nine of ten.

    >>> goal_of({None: 0.9, 4: 0.95}, 4), goal_of({}, 4)
    (0.95, 0.9)
    """
    return shares.get(service_id, shares.get(None, GOAL))


def whole_minutes(worked: timedelta) -> int:
    """Working time as minutes, a minute begun counted whole.

    >>> whole_minutes(timedelta(minutes=3, seconds=1))
    4
    """
    return ceil(worked / timedelta(minutes=1))


def kept_share(kept: int, n: int, q: float | None = None) -> KeptRate:
    """How many of n came true, with the interval; alert where chance does not explain so few of those made for q.

    >>> kept_share(0, 0).share, round(kept_share(3, 4).share, 2)
    (None, 0.75)
    """
    if n == 0:
        return KeptRate(kept=0, n=0, share=None, low=None, high=None)
    share = proportions.wilson(kept, n)
    alert = q is not None and estimates.backtest(kept, n, q) < estimates.ALERT_BELOW
    return KeptRate(kept=kept, n=n, share=share.value, low=share.low, high=share.high, alert=alert)
