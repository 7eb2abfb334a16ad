"""Which days a form or an address may name: a clock elsewhere, a day or a year further, must still be a moment."""

from __future__ import annotations

from datetime import date, datetime

from django.core.validators import MaxValueValidator, MinValueValidator

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
WITHIN = (
    MinValueValidator(FIRST, "Choose a day after 1900."),
    MaxValueValidator(LAST, "Choose a day before 2200."),
)


def clamped(day: date) -> date:
    """The day, or the first or last one that counts here.

    >>> clamped(date(1, 1, 1)), clamped(date(2026, 2, 3)).year
    (datetime.date(1900, 1, 1), 2026)
    """
    return min(max(day, FIRST), LAST)


def counts(moment: datetime) -> bool:
    """True for a moment whose day counts here, by any clock."""
    return FIRST <= moment.date() <= LAST
