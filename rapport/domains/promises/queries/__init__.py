"""Everything that may be read of promises, limited to the viewer's reach."""

from __future__ import annotations

from rapport.domains.promises.queries.aims import (
    aims_of,
    target_quarters,
    targets_by_service,
    targets_met,
)
from rapport.domains.promises.queries.broken import (
    broken_twice,
    promised_until,
)
from rapport.domains.promises.queries.hours import (
    calendars,
    default_calendar,
    is_open,
    next_opening,
    working_calendar,
    working_minutes,
)
from rapport.domains.promises.queries.late import (
    at_risk,
    promises_to_tell,
    refs_due,
    targets_to_tell,
)
from rapport.domains.promises.queries.minutes import (
    solve_clocks,
)
from rapport.domains.promises.queries.opening import (
    DayOff,
    clocks_moved,
    counting_calendar,
    days_off,
)
from rapport.domains.promises.queries.rates import (
    estimates_kept,
    kept_rate,
    promises_to_group,
)
from rapport.domains.promises.queries.standings import (
    forecasts,
    open_promises,
    promises_on,
    promises_to,
    standing_of,
)
from rapport.domains.promises.queries.targets import (
    estimates_grounds,
    service_levels,
)
from rapport.domains.promises.queries.theirs import (
    promises_of,
    promises_of_group,
    their_kept_rate,
    their_promise,
)

__all__ = [
    "DayOff",
    "aims_of",
    "at_risk",
    "broken_twice",
    "calendars",
    "clocks_moved",
    "counting_calendar",
    "days_off",
    "default_calendar",
    "estimates_grounds",
    "estimates_kept",
    "forecasts",
    "is_open",
    "kept_rate",
    "next_opening",
    "open_promises",
    "promised_until",
    "promises_of",
    "promises_of_group",
    "promises_on",
    "promises_to",
    "promises_to_group",
    "promises_to_tell",
    "refs_due",
    "service_levels",
    "solve_clocks",
    "standing_of",
    "target_quarters",
    "targets_by_service",
    "targets_met",
    "targets_to_tell",
    "their_kept_rate",
    "their_promise",
    "working_calendar",
    "working_minutes",
]
