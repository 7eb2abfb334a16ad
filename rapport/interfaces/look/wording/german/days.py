"""Days in the short forms of pages, as German writes them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rapport.interfaces.look.wording import moments, spoken

# Without points, so that none stands before the point of a sentence.
MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")


def day(moment: date | datetime, *, today: date | None = None) -> str:
    """Name a day for someone who reads it today.

    >>> day(date(2026, 11, 19), today=date(2026, 11, 17)), day(date(2025, 6, 24), today=date(2026, 11, 17))
    ('Do, 19. Nov', '24. Jun 2025')
    """
    on = moments.day_of(moment)
    if today and (on - today).days in spoken.GERMAN_NEAR:
        return spoken.GERMAN_NEAR[(on - today).days]
    if today and on.year != today.year:
        return short_day(on, today=today)
    return f"{spoken.GERMAN_DAYS[on.weekday()][:2]}, {short_day(on)}"


def short_day(moment: date | datetime, *, today: date | None = None) -> str:
    """Day and month, and the year when it is another one.

    >>> short_day(date(2026, 10, 8))
    '8. Okt'
    """
    on = moments.day_of(moment)
    return f"{on.day}. {MONTHS[on.month - 1]}{f' {on.year}' if today and on.year != today.year else ''}"


def ago_day(moment: date | datetime, *, today: date) -> str:
    """Name a past day.

    >>> ago_day(date(2026, 11, 14), today=date(2026, 11, 17)), ago_day(date(2026, 10, 8), today=date(2026, 11, 17))
    ('am Samstag', 'am 8. Okt')
    """
    on = moments.day_of(moment)
    age = today - on
    if age.days in (0, 1):
        return spoken.GERMAN_NEAR[-age.days]
    named = spoken.GERMAN_DAYS[on.weekday()] if timedelta(0) < age < timedelta(days=7) else short_day(on, today=today)
    return f"am {named}"
