"""Everything that may be done about promises."""

from __future__ import annotations

from rapport.domains.promises.actions.calendars import (
    WrongCalendar,
    add_holidays,
    change_calendar,
    create_calendar,
    set_service_level,
)
from rapport.domains.promises.actions.clocks import (
    meet_clocks,
    pause_clocks,
    recompute_clocks,
    restart_clocks,
    resume_clocks,
    retarget,
)
from rapport.domains.promises.actions.expecting import expect_many
from rapport.domains.promises.actions.forecasting import make_forecasts
from rapport.domains.promises.actions.promising import (
    AlreadyKept,
    TimeHasPassed,
    keep_promises,
    note_told_late,
    promise,
    tell_later,
    warn_of_promises,
    withdraw_promises,
)
from rapport.domains.promises.actions.remembering import end_clocks, remember_promises

__all__ = [
    "AlreadyKept",
    "TimeHasPassed",
    "WrongCalendar",
    "add_holidays",
    "change_calendar",
    "create_calendar",
    "end_clocks",
    "expect_many",
    "keep_promises",
    "make_forecasts",
    "meet_clocks",
    "note_told_late",
    "pause_clocks",
    "promise",
    "recompute_clocks",
    "remember_promises",
    "restart_clocks",
    "resume_clocks",
    "retarget",
    "set_service_level",
    "tell_later",
    "warn_of_promises",
    "withdraw_promises",
]
