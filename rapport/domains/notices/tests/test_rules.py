"""Quiet hours are quiet on every night of the year, also when the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from rapport.domains.notices.rules import after_quiet
from rapport.domains.notices.types import Hours


@pytest.mark.parametrize("night", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
@pytest.mark.parametrize(("begins", "ends"), [(time(22), time(2, 30)), (time(1, 30), time(2, 30)), (time(19), time(7))])
def test_no_notice_in_quiet_hours_when_the_clocks_change(night: datetime, begins: time, ends: time) -> None:
    hours = Hours(quiet_from=begins, quiet_until=ends)
    for minutes in range(-300, 300, 7):
        at = night + timedelta(minutes=minutes)
        moment = after_quiet(hours, zone="Europe/Berlin", at=at)
        clock = moment.astimezone(ZoneInfo("Europe/Berlin")).time()
        quiet = begins <= clock < ends if begins < ends else clock >= begins or clock < ends
        assert moment >= at and not quiet, (at, moment)
