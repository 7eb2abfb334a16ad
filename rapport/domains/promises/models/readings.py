"""Targets, histories and durations as plain rows for the rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from rapport.domains.promises.models.calendars import ServiceLevel
from rapport.domains.promises.models.clocks import Clock, ClockBefore, Pause
from rapport.domains.promises.models.expectations import Forecast
from rapport.domains.promises.types import ClockKind, Duration, History, Level
from rapport.measures import worktime

MOST_READ = 50_000
Pauses = dict[int, list[worktime.Pause]]


def levels() -> list[Level]:
    """All published targets; one statement."""
    names = ("service_id", "priority", "first_answer_minutes", "solve_minutes")
    return [Level(*row) for row in ServiceLevel.objects.order_by("id").values_list(*names)]


def histories() -> list[History]:
    """All forecasts; one statement."""
    names = ("service_id", "priority", "q", "n", "finished", "minutes", "period_from", "period_to", "method", "id")
    return [History(*row) for row in Forecast.objects.order_by("id").values_list(*names)]


def durations(
    hours: worktime.Calendar, *, period_from: datetime, period_to: datetime
) -> tuple[list[Duration], datetime]:
    """How long the solve clocks that started in a period had run by its end, the newest 50,000; and since when.

    What ended by then has its minutes; what was open then counts as open with the working time it had run, so
    the same rows can be read again later with the same result.
    """
    rows = list(
        Clock.objects.filter(kind=ClockKind.SOLVE, started_at__gte=period_from, started_at__lte=period_to)
        .order_by("-started_at", "-id")
        .values_list("id", "service_id", "priority", "started_at", "met_at", "minutes")[:MOST_READ]
    )
    rows, began = _whole_moments(rows, period_from)
    open_ids = [row[0] for row in rows if row[4] is None or row[4] > period_to]
    pauses = pauses_until(open_ids, period_to)
    return [_duration(row, hours, pauses, period_to) for row in rows], began


def _whole_moments(rows: list[tuple], period_from: datetime) -> tuple[list[tuple], datetime]:
    """Where the newest 50,000 are not all, the period begins with the first moment that was read whole."""
    if len(rows) < MOST_READ:
        return rows, period_from
    later = [row for row in rows if row[3] > rows[-1][3]] or rows
    return later, later[-1][3]


def _duration(row: tuple, hours: worktime.Calendar, pauses: Pauses, until: datetime) -> Duration:
    pk, service_id, priority, started_at, met_at, minutes = row
    if met_at is not None and met_at <= until:
        return Duration(service_id, priority, minutes, finished=True)
    return Duration(service_id, priority, run_by(hours, started_at, until, pauses.get(pk, ())), finished=False)


def run_by(hours: worktime.Calendar, started_at: datetime, until: datetime, pauses: Sequence[worktime.Pause]) -> int:
    """The whole minutes of working time that an open clock had run by a moment."""
    return int(worktime.elapsed(hours, started_at, until, pauses) / timedelta(minutes=1))


def before(clock_ids: list[int], at: datetime) -> dict[int, ClockBefore]:
    """How clocks that changed after a moment stood at it."""
    rows = ClockBefore.objects.filter(clock_id__in=clock_ids, until__gt=at).order_by("-until", "-id")
    return {row.clock_id: row for row in rows}  # the last one written is the earliest after that moment


def pauses_until(clock_ids: list[int], until: datetime) -> Pauses:
    """The pauses of clocks as they were at a moment: one that ended later still lasted then."""
    found: Pauses = {}
    for start in range(0, len(clock_ids), 500):
        rows = Pause.objects.filter(clock_id__in=clock_ids[start : start + 500], since__lt=until)
        for clock_id, since, ended in rows.order_by("id").values_list("clock_id", "since", "until"):
            found.setdefault(clock_id, []).append((since, ended if ended is None or ended <= until else None))
    return found
