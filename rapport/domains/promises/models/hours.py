"""Working calendars ready for arithmetic, built once per process for each state of a calendar."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache

from rapport.domains.people import queries as people
from rapport.domains.promises.models.calendars import Calendar, Holiday
from rapport.domains.promises.rules import OFFICE_WEEK
from rapport.foundation.actors import NOBODY
from rapport.foundation.prepared import Prepared
from rapport.measures import worktime

YEARS = range(2015, 2046)  # public holidays are known for these years


_DEFAULT = Prepared(lambda _viewer: Calendar.objects.filter(default=True).order_by("id")[:1])


def working_hours() -> worktime.Calendar:
    """The provider's default calendar; office hours in the provider's zone while none was set up. One statement."""
    row = next(iter(_DEFAULT(NOBODY)), None)
    if row is None:
        provider = people.provider()
        return office_hours(provider.zone if provider else "UTC")
    return hours_of(row)


def hours_of(row: Calendar) -> worktime.Calendar:
    """One stored calendar, ready for arithmetic."""
    return _built(row.pk, row.updated_at, row.zone, json.dumps(row.week), (row.country, row.region))


def hours_from(zone: str, week: list[list[list[str]]], holidays: frozenset[date]) -> worktime.Calendar:
    """A calendar for `measures.worktime`; ValueError says which part of it is wrong."""
    if len(week) != 7:
        raise ValueError(f"a week has seven days, Monday first, not {len(week)}")
    segments = {day: [(start, end) for start, end in parts] for day, parts in enumerate(week)}
    return worktime.Calendar(zone, week=segments, holidays=holidays)


@lru_cache(maxsize=64)
def office_hours(zone: str) -> worktime.Calendar:
    """Monday to Friday, nine to five."""
    return hours_from(zone, OFFICE_WEEK, frozenset())


@lru_cache(maxsize=64)
def _built(pk: int, updated_at: datetime, zone: str, week: str, land: tuple[str, str]) -> worktime.Calendar:
    """`updated_at` is part of the key only: every change of a calendar or its holidays moves it."""
    own = frozenset(Holiday.objects.filter(calendar_id=pk).values_list("on", flat=True))
    return hours_from(zone, json.loads(week), own | public_holidays(*land))


@lru_cache(maxsize=64)
def public_holidays(country: str, region: str = "") -> frozenset[date]:
    """The public holidays of a country (ISO 3166 code) and region; none without a country, ValueError if unknown."""
    if not country:
        return frozenset()
    import holidays

    try:
        return frozenset(holidays.country_holidays(country, subdiv=region or None, years=YEARS))
    except NotImplementedError:
        raise ValueError(f"no public holidays are known for country {country!r}, region {region!r}") from None


@lru_cache(maxsize=64)
def named_holidays(country: str, region: str, first: int, last: int) -> dict[date, str]:
    """The public holidays of a country in these years with their names; none without a country."""
    if not country:
        return {}
    import holidays

    found = holidays.country_holidays(country, subdiv=region or None, years=range(first, last + 1))
    return {on: str(name) for on, name in found.items()}
