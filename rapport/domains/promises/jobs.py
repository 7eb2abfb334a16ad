"""Jobs of promises: forecasts every hour, late promises told first, clocks computed again after a calendar changed."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from rapport.domains.promises import actions, queries, rules
from rapport.foundation import jobs
from rapport.foundation.actors import system

LOOKED_BACK = 7  # quarters before the newest two


@jobs.cron("promises.forecast", every="1h")
def forecast(*, at: datetime) -> None:
    """Make the forecasts anew, every hour."""
    actions.make_forecasts(actor=system(), at=at)


@jobs.job("promises.forecast_now")
def forecast_now() -> None:
    """The same at once: after an import, which asks for it by `actions.ask_for_forecasts`."""
    actions.make_forecasts(actor=system(), at=timezone.now())


@jobs.cron("promises.at_risk", every="5m")
def warn(*, at: datetime) -> None:
    """Say which promises and which aims people were told are about to be late, before they are."""
    actions.warn_of_promises(actor=system(), at=at)
    actions.warn_of_targets(actor=system(), at=at)


@jobs.cron("promises.targets", every="1h")
def count_targets(*, at: datetime) -> None:
    """Count targets of the two newest quarters, which tickets still change, and of any never counted."""
    newest = rules.newest_quarters(timezone.localdate(at))
    earlier = {rules.quarter_after(newest[0], -back) for back in range(1, LOOKED_BACK)}
    for quarter in sorted({*newest, *earlier.difference(queries.target_quarters(system()))}):
        actions.count_targets(quarter=quarter, actor=system(), at=at)


@jobs.job("promises.recompute")
def recompute(*, after: int = 0) -> dict[str, int] | None:
    """Compute clocks again, a batch at a time."""
    last = actions.recompute_clocks(after=after, actor=system(), at=timezone.now())
    return None if last is None else {"after": last}
