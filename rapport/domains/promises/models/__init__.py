"""Everything promises remember."""

from __future__ import annotations

from rapport.domains.promises.models.calendars import Calendar, Holiday, ServiceLevel
from rapport.domains.promises.models.clocks import Clock, ClockBefore, Pause
from rapport.domains.promises.models.expectations import Estimate, Forecast, Promise
from rapport.domains.promises.models.sums import TargetSum
from rapport.domains.promises.models.theirs import TheirPromise

__all__ = [
    "Calendar",
    "Clock",
    "ClockBefore",
    "Estimate",
    "Forecast",
    "Holiday",
    "Pause",
    "Promise",
    "ServiceLevel",
    "TargetSum",
    "TheirPromise",
]
