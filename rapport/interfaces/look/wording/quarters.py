"""Calendar quarters in addresses and in words: 2026Q4, October to December 2026."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from rapport.foundation.actors import NotFound
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


def named(sent: Mapping[str, str]) -> date | None:
    """The quarter an address or a form names; None where it names none, NotFound where what it names is none.

    >>> named({"quarter": "2026Q4"}), named({})
    (datetime.date(2026, 10, 1), None)
    """
    raw = sent.get("quarter") or None
    found = read(raw)
    if raw is not None and found is None:
        raise NotFound("quarter")
    return found


def looked_back_on(*sent: Mapping[str, str], today: date) -> date:
    """The quarter that is named first, else the one that ended last; NotFound for one that has not begun.

    >>> looked_back_on({}, {"quarter": "2026Q2"}, today=date(2026, 11, 2))
    datetime.date(2026, 4, 1)
    """
    found = next(filter(None, map(named, sent)), None) or before(of(today))
    if found > of(today):
        raise NotFound("quarter")
    return found


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
