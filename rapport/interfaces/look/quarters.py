"""Calendar quarters in addresses and in words: 2026Q4, October to December 2026."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rapport.measures import quarters

FORM = re.compile(r"(20\d\d)Q([1-4])", re.ASCII)
NAMES = ("January to March", "April to June", "July to September", "October to December")


def read(raw: str | None) -> date | None:
    """The first day of a quarter as an address names it; None for anything else.

    >>> read("2026Q4"), read("2026Q5")
    (datetime.date(2026, 10, 1), None)
    """
    found = FORM.fullmatch(raw or "")
    return date(int(found[1]), int(found[2]) * 3 - 2, 1) if found else None


def key(quarter: date) -> str:
    """As an address names it: 2026Q4."""
    return f"{quarter.year}Q{(quarter.month + 2) // 3}"


def label(quarter: date) -> str:
    """As a page writes it.

    >>> label(date(2026, 10, 1))
    'October to December 2026'
    """
    return f"{NAMES[(quarter.month - 1) // 3]} {quarter.year}"


def choices(quarters: list[date] | tuple[date, ...], chosen: date) -> list[tuple[str, str, bool]]:
    """Key, words and whether it is the one that is looked at."""
    return [(key(one), label(one), one == chosen) for one in quarters]


def of(day: date) -> date:
    """The first day of the quarter a day lies in."""
    return quarters.first_day(day)


def after(quarter: date) -> date:
    """The first day after a quarter.

    >>> after(date(2026, 10, 1))
    datetime.date(2027, 1, 1)
    """
    months = quarter.year * 12 + quarter.month + 2
    return date(months // 12, months % 12 + 1, 1)


def before(quarter: date) -> date:
    """The first day of the quarter before."""
    return of(quarter - timedelta(days=1))
