"""Everything that may be done about promises."""

from __future__ import annotations

from rapport.domains.promises.actions.aiming import (
    note_targets_told,
    warn_of_targets,
)
from rapport.domains.promises.actions.calendars import (
    NameTaken,
    WrongCalendar,
    add_holidays,
    change_calendar,
    create_calendar,
    end_service_level,
    remove_holiday,
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
from rapport.domains.promises.actions.counting import (
    count_targets,
)
from rapport.domains.promises.actions.expecting import (
    expect_many,
)
from rapport.domains.promises.actions.forecasting import (
    ask_for_forecasts,
    make_forecasts,
)
from rapport.domains.promises.actions.moving import (
    hand_to_team,
    move_promises,
)
from rapport.domains.promises.actions.promising import (
    AlreadyKept,
    NothingPromised,
    TimeHasPassed,
    TooFarAhead,
    check_time,
    keep_promises,
    note_told_late,
    promise,
    warn_of_promises,
    withdraw_promises,
)
from rapport.domains.promises.actions.remembering import (
    end_clocks,
    remember_promises,
    restate_clocks,
)
from rapport.domains.promises.actions.theirs import (
    SettledMeanwhile,
    TheirWordStands,
    note_their_promise,
    settle_their_promise,
)

__all__ = [
    "AlreadyKept",
    "NameTaken",
    "NothingPromised",
    "SettledMeanwhile",
    "TheirWordStands",
    "TimeHasPassed",
    "TooFarAhead",
    "WrongCalendar",
    "add_holidays",
    "ask_for_forecasts",
    "change_calendar",
    "check_time",
    "count_targets",
    "create_calendar",
    "end_clocks",
    "end_service_level",
    "expect_many",
    "hand_to_team",
    "keep_promises",
    "make_forecasts",
    "meet_clocks",
    "move_promises",
    "note_targets_told",
    "note_their_promise",
    "note_told_late",
    "pause_clocks",
    "promise",
    "recompute_clocks",
    "remember_promises",
    "remove_holiday",
    "restart_clocks",
    "restate_clocks",
    "resume_clocks",
    "retarget",
    "set_service_level",
    "settle_their_promise",
    "warn_of_promises",
    "warn_of_targets",
    "withdraw_promises",
]
