"""Days and clock times as people say them. Plain functions: the reader's day is an argument, never looked up."""

from datetime import date, datetime, timedelta

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def day_of(moment: date | datetime) -> date:
    """Return the day a moment lies on."""
    return moment.date() if isinstance(moment, datetime) else moment


def day(moment: date | datetime, *, today: date | None = None) -> str:
    """Name a day for someone who reads it today.

    >>> day(date(2026, 11, 19), today=date(2026, 11, 17))
    'Thu 19 Nov'
    >>> day(date(2025, 6, 24), today=date(2026, 11, 17))
    '24 Jun 2025'
    """
    on = day_of(moment)
    if today and (on - today).days in NEAR:
        return NEAR[(on - today).days]
    if today and on.year != today.year:
        return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
    return f"{DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"


def ago_day(moment: date | datetime, *, today: date) -> str:
    """Name a past day: within a week by its name, then by its date.

    >>> ago_day(date(2026, 11, 14), today=date(2026, 11, 17))
    'on Saturday'
    >>> ago_day(date(2026, 10, 8), today=date(2026, 11, 17))
    'on 8 Oct'
    """
    on = day_of(moment)
    age = today - on
    if age.days in (0, 1):
        return NEAR[-age.days]
    if timedelta(0) < age < timedelta(days=7):
        return f"on {LONG_DAYS[on.weekday()]}"
    return f"on {short_day(on, today=today)}"


def short_day(moment: date | datetime, *, today: date | None = None) -> str:
    """Give day and month, and the year when it is another one: 8 Oct, 24 Jun 2025."""
    on = day_of(moment)
    year = f" {on.year}" if today and on.year != today.year else ""
    return f"{on.day} {MONTHS[on.month - 1]}{year}"


def long_day(moment: date | datetime) -> str:
    """Write a day out: Friday 27 November 2026."""
    on = day_of(moment)
    return f"{LONG_DAYS[on.weekday()]} {on.day} {LONG_MONTHS[on.month - 1]} {on.year}"


def month(moment: date | datetime) -> str:
    """Write a month out: October 2026."""
    on = day_of(moment)
    return f"{LONG_MONTHS[on.month - 1]} {on.year}"


def clock(moment: datetime) -> str:
    """Give the time of day: 09:15."""
    return f"{moment.hour:02}:{moment.minute:02}"


def stamp(moment: datetime, *, today: date | None = None) -> str:
    """Give day and time as a conversation shows them: Fri 13 Nov, 15:52."""
    return f"{day(moment, today=today)}, {clock(moment)}"


def wait(*, minutes: int) -> str:
    """Say how long someone has waited or has left, to the unit a person would use.

    >>> wait(minutes=35), wait(minutes=180), wait(minutes=60 * 24 * 3)
    ('35 min', '3 hours', '3 days')
    """
    if minutes < 90:
        return f"{minutes} min"
    hours = round(minutes / 60)
    if hours < 36:
        return f"{hours} hours"
    return f"{round(hours / 24)} days"
