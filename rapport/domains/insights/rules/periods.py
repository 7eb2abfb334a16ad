"""Months where they hold enough answers, else calendar quarters: fixed, never overlapping, never rolling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from rapport.measures import quarters

ENOUGH = 30
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
QUARTERS = ("January to March", "April to June", "July to September", "October to December")


def quarter_of(month: date) -> str:
    """The key of a month's calendar quarter.

    >>> quarter_of(date(2026, 10, 1))
    '2026-Q4'
    """
    return f"{month.year}-Q{(month.month + 2) // 3}"


def month_key(month: date) -> str:
    """The key of a month: 2026-10."""
    return f"{month.year}-{month.month:02}"


def periods_of(answered: Mapping[date, int], *, running: date, published: Collection[str] = ()) -> dict[date, str]:
    """For each month the period that shows it.

    A quarter is shown whole when one of its ended months holds fewer than 30 answers, unless a month of it was
    published alone before. `running` is the first day of the month that is not over.

    >>> periods_of({date(2026, 4, 1): 40, date(2026, 5, 1): 12}, running=date(2026, 9, 1))[date(2026, 4, 1)]
    '2026-Q2'
    """
    quarters: dict[str, list[date]] = defaultdict(list)
    for month in sorted(answered):
        quarters[quarter_of(month)].append(month)
    found = {}
    for quarter, months in quarters.items():
        thin = any(answered[m] < ENOUGH for m in months if m < running)
        alone = any(month_key(m) in published for m in months)
        for month in months:
            found[month] = quarter if thin and not alone else month_key(month)
    return found


def is_waiting(running: date, answered: Mapping[date, int], periods: Mapping[date, str]) -> bool:
    """Whether the running month is in no figure yet: it stands alone, holds few answers, and others came before it.

    Were it in the sum of all, that sum less the months that are shown would be this one. The very first month is
    shown as all there is.

    >>> months = {date(2026, 9, 1): 40, date(2026, 10, 1): 12}
    >>> is_waiting(date(2026, 10, 1), months, {month: month_key(month) for month in months})
    True
    """
    before = sum(many for month, many in answered.items() if month < running)
    alone = periods.get(running) == month_key(running)
    return alone and before > 0 and answered[running] < ENOUGH


def period_label(key: str) -> str:
    """A period as a page writes it.

    >>> period_label("2026-10"), period_label("2026-Q4")
    ('October 2026', 'October to December 2026')
    """
    year, _, part = key.partition("-")
    return f"{QUARTERS[int(part[1:]) - 1] if part.startswith('Q') else MONTHS[int(part) - 1]} {year}"


def rows_are(keys: Sequence[str]) -> str:
    """What the rows of a table by period are.

    >>> rows_are(["2026-Q1", "2026-04"]), rows_are(["2026-Q1"]), rows_are([])
    ('By month and quarter', 'By quarter', 'By month')
    """
    quarters = {"-Q" in key for key in keys}
    return "By month and quarter" if len(quarters) > 1 else "By quarter" if True in quarters else "By month"


def year_before(key: str) -> str:
    """The same period a year earlier: 2026-10 → 2025-10."""
    year, _, part = key.partition("-")
    return f"{int(year) - 1}-{part}"


def last_month(key: str) -> date:
    """The first day of a period's last month."""
    year, _, part = key.partition("-")
    return date(int(year), int(part[1:]) * 3 if part.startswith("Q") else int(part), 1)


def first_of_quarter(day: date) -> date:
    """The first day of the quarter a day lies in.

    >>> first_of_quarter(date(2026, 12, 24))
    datetime.date(2026, 10, 1)
    """
    return quarters.first_day(day)


def two_newest_quarters(today: date) -> tuple[date, date]:
    """The first days of the quarter before this one and of this one.

    >>> two_newest_quarters(date(2026, 2, 3))
    (datetime.date(2025, 10, 1), datetime.date(2026, 1, 1))
    """
    running = first_of_quarter(today)
    return first_of_quarter(running - timedelta(days=1)), running


def year_of_quarters(day: date) -> date:
    """The first day of the oldest of five quarters, this one and the four before: what clients look back on.

    >>> year_of_quarters(date(2026, 11, 23))
    datetime.date(2025, 10, 1)
    """
    this = first_of_quarter(day)
    return this.replace(year=this.year - 1)


def bounds(key: str) -> tuple[date, date]:
    """The first day of a period and the first day after it.

    >>> bounds("2026-Q4")
    (datetime.date(2026, 10, 1), datetime.date(2027, 1, 1))
    """
    last = last_month(key)
    first = last.replace(month=last.month - 2) if "Q" in key else last
    after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return first, after


def period_with(keys: Sequence[str], day: date) -> str:
    """The key of the period a day falls into, "" where none of these holds it.

    >>> period_with(["2026-Q3", "2026-10"], date(2026, 10, 5))
    '2026-10'
    """
    return next((key for key in keys if bounds(key)[0] <= day < bounds(key)[1]), "")
