"""An agent's planned contact and visits as a calendar file, for whoever holds the secret link of that calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from rapport.domains.desk import queries as desk
from rapport.domains.desk.types import VisitSeen
from rapport.domains.outreach import queries
from rapport.domains.outreach.types import PlanSeen
from rapport.foundation.links import WrongLink
from rapport.interfaces.public.by_link import is_too_often, no_link, private, too_often
from rapport.interfaces.web.access import actor_of

A_DAY = timedelta(days=1)


class LineBreak(ValueError):
    """A value with a line break would write further lines into the file."""


def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The file, as much of it as its owner may see at this moment; 404 for a link that does not open."""
    now = timezone.now()
    if is_too_often(f"calendar:{token}"):
        return private(too_often(request))
    try:
        plans = queries.calendar(actor_of(request), token, at=now)
        visits = desk.visits_in_calendar(actor_of(request), token, at=now)
    except WrongLink as error:
        return private(no_link(request, error))
    response = HttpResponse(written(plans, visits, at=now), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="planned-contact.ics"'
    return private(response)


def written(plans: list[PlanSeen], visits: list[VisitSeen] | None = None, *, at: datetime) -> bytes:
    """One whole-day entry for each planned contact, on the day of its next step or when it is due; and the visits."""
    import icalendar  # only whoever opens a calendar pays for it

    file = icalendar.Calendar()
    file.add("prodid", "-//Rapport//Planned contact//EN")
    file.add("version", "2.0")
    file.add("x-wr-calname", "Planned contact")
    for plan in plans:
        file.add_component(_entry(plan, at))
    for visit in visits or []:
        file.add_component(_visit(visit, at))
    return file.to_ical()


def _entry(plan: PlanSeen, at: datetime) -> Any:
    import icalendar

    day = plan.next_step_on or plan.due_on
    entry = icalendar.Event()
    entry.add("uid", f"plan-{plan.id}@{urlsplit(settings.BASE_URL).hostname}")
    entry.add("dtstamp", at)
    entry.add("dtstart", day)
    entry.add("dtend", day + A_DAY)
    entry.add("summary", one_line(f"Call {plan.name}"))
    entry.add("description", one_line(plan.next_step or plan.why or "Call without a fault."))
    entry.add("url", f"{settings.BASE_URL}{reverse('workspace:plan_one', args=[plan.id])}")
    entry.add("transp", "TRANSPARENT")
    return entry


def _visit(visit: VisitSeen, at: datetime) -> Any:
    """The same entry as the mail about it carries: one UID, so that nobody has it twice."""
    import icalendar

    entry = icalendar.Event()
    entry.add("uid", f"visit-{visit.public_key}@{urlsplit(settings.BASE_URL).hostname}")
    entry.add("sequence", visit.version)
    entry.add("dtstamp", at)
    entry.add("dtstart", visit.starts_at.astimezone(UTC))
    entry.add("dtend", visit.ends_at.astimezone(UTC))
    entry.add("summary", one_line(f"Visit at {visit.site}: {visit.what}"))
    entry.add("location", one_line(f"{visit.site}, {visit.organisation}"))
    entry.add("description", "\n".join(one_line(line) for line in (visit.what, *visit.kit)))
    entry.add("url", f"{settings.BASE_URL}{reverse('workspace:visit', args=[visit.id])}")
    return entry


def one_line(value: str) -> str:
    """The value as it is; LineBreak where it would begin another line."""
    if len(value.splitlines()) > 1 or any(ord(letter) < 32 for letter in value):
        raise LineBreak(value[:40])
    return value
