"""How a visit is told on pages: always by the clock of its site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.utils import timezone

from rapport.domains.desk.types import VisitSeen
from rapport.interfaces.look.wording import moments, spoken

ANSWERED = {
    "accepted": "{name} accepted",
    "declined": "{name} declined",
    "tentative": "{name} is not sure yet",
    "counter": "{name} proposed another time",
}


def window(starts_at: datetime, ends_at: datetime, *, zone: str, now: datetime, language: str = "en") -> str:
    """The window as people say it: Fri 27 Nov, 09:00 to 11:00; by whose clock, where the reader has another one."""
    place = ZoneInfo(zone)
    start, end = starts_at.astimezone(place), ends_at.astimezone(place)
    elsewhere = starts_at.astimezone(timezone.get_current_timezone()).utcoffset() != start.utcoffset()
    if language == "de":
        told = spoken.german_window(start, end, today=_today(place, now))
        told = told.replace(" Uhr", "\u00a0Uhr")  # a line of a list does not end before it
        return f"{told}, nach der Uhr vor Ort" if elsewhere else told
    other_day = "" if end.date() == start.date() else f"{moments.day(end, today=None)}, "
    told = f"{moments.day(start, today=_today(place, now))}, {moments.clock(start)} to {other_day}{moments.clock(end)}"
    return f"{told}, by the site's clock" if elsewhere else told


def visits_told(
    visits: Sequence[VisitSeen], *, now: datetime, language: str = "en"
) -> list[tuple[VisitSeen, str, str]]:
    """Visits for a short list: each with its day and its hours."""
    told = partial(window, now=now, language=language)
    return [(one, *_parted(told(one.starts_at, one.ends_at, zone=one.zone))) for one in visits]


def _parted(told: str) -> tuple[str, str]:
    day, _, hours = told.partition(", ")
    return day, hours


def _today(place: ZoneInfo, now: datetime) -> date:
    return now.astimezone(place).date()


def calendars(visit: VisitSeen) -> str:
    """What both calendars answered to the time it has, "" where neither said anything."""
    both = ((visit.person, visit.answer_theirs), (visit.technician, visit.answer_ours))
    said = [ANSWERED[answer].format(name=name) for name, answer in both if answer and name]
    return "; ".join(said)
