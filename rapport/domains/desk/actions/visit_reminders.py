"""The working day before, both sides of a visit are reminded, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from rapport.domains.desk.actions import visit_letters
from rapport.domains.desk.models import Visit
from rapport.domains.desk.rules.visiting import Segments, day_of_reminder
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import Actor

AHEAD = timedelta(days=16)  # the longest break that is looked over, and a day
EARLIEST = 8  # o'clock, by the site's clock
AT_ONCE = 200


@transaction.atomic
def remind_of_visits(*, actor: Actor, at: datetime) -> int:
    """Remind of the visits whose working day before is today; how many. Arranged today, nobody is reminded of it."""
    actor.require("tickets.answer")
    hours = promises.default_calendar()
    rows = Visit.objects.served_by(actor).to_come().filter(starts_at__gt=at, starts_at__lte=at + AHEAD)
    rows = rows.filter(reminded_at__isnull=True).select_for_update(of=("self",)).order_by("starts_at", "pk")
    due = [row for row in rows[:AT_ONCE] if _is_due(row, hours.days, frozenset(hours.holidays), at)]
    Visit.objects.filter(pk__in=[row.pk for row in due]).update(reminded_at=at)
    told = [row for row in due if _day(row, row.arranged_at) < _day(row, at)]
    whole = Visit.objects.select_related("site", "organisation", "technician", "ticket__mailbox")
    for row in whole.filter(pk__in=[one.pk for one in told]).order_by("pk"):
        visit_letters.tell(row, "reminded", actor=actor, at=at)
    return len(told)


def _is_due(row: Visit, days: Sequence[Segments], holidays: frozenset[date], at: datetime) -> bool:
    now = at.astimezone(ZoneInfo(row.zone))
    begins = row.starts_at.astimezone(ZoneInfo(row.zone)).date()
    remind = day_of_reminder(begins, days, holidays)
    return now.date() > remind or (now.date() == remind and now.hour >= EARLIEST)


def _day(row: Visit, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(row.zone)).date()
