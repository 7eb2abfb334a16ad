"""Setting up working calendars and published targets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from rapport.domains.promises.models import Calendar, Holiday, ServiceLevel
from rapport.domains.promises.models.hours import hours_from, public_holidays
from rapport.domains.promises.rules import OFFICE_WEEK
from rapport.foundation import audit, jobs
from rapport.foundation.actors import Actor, NotFound

RECOMPUTE = "promises.recompute"
Week = list[list[list[str]]]


class WrongCalendar(ValueError):
    """The calendar cannot be used as given; the text says why. Nothing was changed."""


class NameTaken(WrongCalendar):
    """The organisation has a calendar of this name already."""


@transaction.atomic
def create_calendar(
    *,
    organisation_id: int,
    zone: str,
    name: str = "Working hours",
    week: Week | None = None,
    country: str = "",
    region: str = "",
    default: bool = True,
    actor: Actor,
    at: datetime,
) -> Calendar:
    """Make a working calendar, Monday to Friday nine to five unless given; a new default replaces the old one."""
    actor.require("settings.write")
    row = Calendar(
        organisation_id=organisation_id,
        name=name,
        zone=zone,
        week=week or OFFICE_WEEK,
        country=country.upper(),
        region=region,
        default=default,
        updated_at=at,
    )
    _refuse_taken_name(row)
    _refuse_unusable(row)
    if default:
        Calendar.objects.filter(organisation_id=organisation_id, default=True).update(default=False)
    row.save()
    audit.record("calendar.made", actor=actor, subject_kind="calendar", subject_id=row.pk, at=at)
    return row


@transaction.atomic
def change_calendar(*, calendar_id: int, changes: Mapping[str, Any], actor: Actor, at: datetime) -> Calendar:
    """Change zone, week, country, region or name; all clocks are then computed again from their history."""
    actor.require("settings.write")
    unknown = set(changes) - {"zone", "week", "country", "region", "name"}
    if unknown:
        raise WrongCalendar(f"A calendar has no {', '.join(sorted(unknown))}.")
    row = _to_change(calendar_id)
    for name, value in changes.items():
        setattr(row, name, value)
    _refuse_taken_name(row)
    _refuse_unusable(row)
    return _changed(row, sorted(changes), actor, at)


@transaction.atomic
def add_holidays(*, calendar_id: int, days: Mapping[date, str], actor: Actor, at: datetime) -> Calendar:
    """Add days without work beside the public holidays of the country."""
    actor.require("settings.write")
    row = _to_change(calendar_id)
    Holiday.objects.bulk_create(
        [Holiday(calendar=row, on=on, name=name[:120]) for on, name in days.items()], ignore_conflicts=True
    )
    return _changed(row, ["holidays"], actor, at)


@transaction.atomic
def remove_holiday(*, holiday_id: int, actor: Actor, at: datetime) -> Calendar:
    """Work is done on this day of our own after all."""
    actor.require("settings.write")
    day = Holiday.objects.filter(pk=holiday_id).first()
    if day is None:
        raise NotFound("holiday")
    row = _to_change(day.calendar_id)
    day.delete()
    return _changed(row, ["holidays"], actor, at)


def _to_change(calendar_id: int) -> Calendar:
    row = Calendar.objects.select_for_update().filter(pk=calendar_id).first()
    if row is None:
        raise NotFound("calendar")
    return row


def _changed(row: Calendar, fields: list[str], actor: Actor, at: datetime) -> Calendar:
    row.updated_at = at
    row.save()
    audit.record("calendar.changed", actor=actor, subject_kind="calendar", subject_id=row.pk, at=at, fields=fields)
    jobs.enqueue(RECOMPUTE, args={"after": 0}, at=at, key="all")
    return row


def _refuse_taken_name(row: Calendar) -> None:
    if Calendar.objects.filter(organisation_id=row.organisation_id, name=row.name).exclude(pk=row.pk).exists():
        raise NameTaken(
            f"There is a calendar {row.name!r} already. Nothing was changed; give another name, or change that one."
        )


def _refuse_unusable(row: Calendar) -> None:
    try:
        hours_from(row.zone, row.week, public_holidays(row.country, row.region))
    except (ValueError, TypeError) as error:
        raise WrongCalendar(f"This calendar cannot be used: {error}.") from None
    if not any(row.week):
        raise WrongCalendar("This calendar cannot be used: no day of the week has working time.")


@transaction.atomic
def set_service_level(
    *,
    service_id: int | None = None,
    priority: int | None = None,
    first_answer_minutes: int | None = None,
    solve_minutes: int | None = None,
    share: float = 0.9,
    actor: Actor,
    at: datetime,
) -> ServiceLevel:
    """Publish what we aim for, in minutes of working time; it holds for what begins from now on."""
    actor.require("settings.write")
    given = {"first_answer_minutes": first_answer_minutes, "solve_minutes": solve_minutes, "share": share}
    # Looked up by hand: a unique index holds two rows with an empty service for different ones.
    known = ServiceLevel.objects.select_for_update().filter(service=service_id, priority=priority).first()
    row = known or ServiceLevel(service_id=service_id, priority=priority)
    for name, value in given.items():
        setattr(row, name, value)
    row.save()
    audit.record(
        "service_level.set", actor=actor, subject_kind="service_level", subject_id=row.pk, at=at, fields=list(given)
    )
    return row


@transaction.atomic
def end_service_level(*, level_id: int, actor: Actor, at: datetime) -> None:
    """Aim for this no more; what began with it keeps it."""
    actor.require("settings.write")
    if not ServiceLevel.objects.filter(pk=level_id).delete()[0]:
        raise NotFound("service level")
    audit.record("service_level.ended", actor=actor, subject_kind="service_level", subject_id=level_id, at=at)
