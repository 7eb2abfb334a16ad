"""Calendar quarters: fixed, so that no figure overlaps another."""

from __future__ import annotations

from datetime import date


def first_day(day: date) -> date:
    """The first day of the quarter a day lies in.

    >>> first_day(date(2026, 12, 24))
    datetime.date(2026, 10, 1)
    """
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
