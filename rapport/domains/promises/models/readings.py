"""Targets, histories and durations as plain rows for the rules."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.domains.promises.models.calendars import ServiceLevel
from rapport.domains.promises.models.clocks import Clock, Pause
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
    began = rows[-1][3] if len(rows) == MOST_READ else period_from
    open_ids = [row[0] for row in rows if row[4] is None or row[4] > period_to]
    pauses = pauses_until(open_ids, period_to)
    return [_duration(row, hours, pauses, period_to) for row in rows], began


def _duration(row: tuple, hours: worktime.Calendar, pauses: Pauses, until: datetime) -> Duration:
    pk, service_id, priority, started_at, met_at, minutes = row
    if met_at is not None and met_at <= until:
        return Duration(service_id, priority, minutes, finished=True)
    worked = worktime.elapsed(hours, started_at, until, pauses.get(pk, ()))
    return Duration(service_id, priority, int(worked / timedelta(minutes=1)), finished=False)


def pauses_until(clock_ids: list[int], until: datetime) -> Pauses:
    """The pauses of clocks as they were at a moment: one that ended later still lasted then."""
    found: Pauses = {}
    for start in range(0, len(clock_ids), 500):
        rows = Pause.objects.filter(clock_id__in=clock_ids[start : start + 500], since__lt=until)
        for clock_id, since, ended in rows.order_by("id").values_list("clock_id", "since", "until"):
            found.setdefault(clock_id, []).append((since, ended if ended is None or ended <= until else None))
    return found
