"""Forecasts: what the solve clocks of the last half year say, made by a job and only read while people wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from rapport.domains.promises import rules
from rapport.domains.promises.models import Forecast
from rapport.domains.promises.models.hours import working_hours
from rapport.domains.promises.models.readings import durations
from rapport.domains.promises.types import History
from rapport.foundation import jobs
from rapport.foundation.actors import Actor

NOW = "promises.forecast_now"
LOOKED_BACK = timedelta(days=180)
WRITTEN = ["n", "finished", "minutes", "period_from", "period_to", "made_at", "method"]
Key = tuple[int | None, int | None, float]


def ask_for_forecasts(*, actor: Actor, at: datetime) -> None:
    """Much history came at once: let a job make the forecasts anew now instead of at the next hour."""
    actor.require("settings.write")
    jobs.enqueue(NOW, at=at, key="all")


def make_forecasts(*, actor: Actor, at: datetime) -> int:
    """Make every forecast anew from the clocks started in the last 180 days; how many stand now.

    Computing comes before the transaction: it reads up to 50,000 clocks and must not hold the write lock.
    """
    found, began = durations(working_hours(), period_from=at - LOOKED_BACK, period_to=at)
    made = rules.forecasts(found, period_from=began, period_to=at)
    _replace(made, at)
    return len(made)


@transaction.atomic
def _replace(made: list[History], at: datetime) -> None:
    """Rows keep their ids, because estimates point to them; segments without clocks go."""
    known: dict[Key, int] = {(r.service_id, r.priority, r.q): r.pk for r in Forecast.objects.order_by("id")}
    rows = [_row(history, known.pop((history.service_id, history.priority, history.q), None), at) for history in made]
    Forecast.objects.filter(pk__in=known.values()).delete()
    stored, new = [row for row in rows if row.pk], [row for row in rows if not row.pk]
    Forecast.objects.bulk_create(stored, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN)
    Forecast.objects.bulk_create(new)


def _row(history: History, pk: int | None, at: datetime) -> Forecast:
    return Forecast(
        id=pk,
        service_id=history.service_id,
        priority=history.priority,
        q=history.q,
        n=history.n,
        finished=history.finished,
        minutes=history.minutes,
        period_from=history.period_from,
        period_to=history.period_to,
        made_at=at,
        method=history.method,
    )
