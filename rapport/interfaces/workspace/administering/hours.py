"""Hours and targets: when we work, which days are off, and what is aimed for in working time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk.types import PRIORITIES
from rapport.domains.people import queries as people
from rapport.domains.promises import actions, queries
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.administering.forms import DAYS, DayForm, HoursForm, TargetForm, written

YEAR = timedelta(days=366)


@staff_required
def hours(request: HttpRequest) -> HttpResponse:
    """What holds now; another week is shown with what it would change before it is kept."""
    actor = administrator(request)
    form, preview = None, None
    if request.method == "POST" or "monday" in request.GET:
        form = HoursForm(request.POST or request.GET)
        if form.is_valid():
            preview = _tried(actor, form)
        if request.method == "POST" and form.is_valid() and _kept(actor, form):
            messages.success(request, "These hours hold from now on. Clocks that run are computed again in a minute.")
            return redirect("workspace:hours")
    return page(request, actor, form=form, preview=preview)


@staff_required
@require_POST
def add_day(request: HttpRequest) -> HttpResponse:
    """One more day of our own without work."""
    actor = administrator(request)
    form, row = DayForm(request.POST), queries.counting_calendar(actor)
    if row is None:
        raise NotFound
    if not form.is_valid():
        return page(request, actor, day=form)
    days = {form.cleaned_data["on"]: form.cleaned_data["name"]}
    actions.add_holidays(calendar_id=row.pk, days=days, actor=actor, at=timezone.now())
    messages.success(request, "It is a day off. Clocks that run are computed again in a minute.")
    return redirect("workspace:hours")


@staff_required
@require_POST
def remove_day(request: HttpRequest, holiday_id: int) -> HttpResponse:
    """Work is done on this day after all."""
    actions.remove_holiday(holiday_id=holiday_id, actor=administrator(request), at=timezone.now())
    messages.success(request, "It is a working day again. Clocks that run are computed again in a minute.")
    return redirect("workspace:hours")


def page(request: HttpRequest, actor: Actor, **forms: Any) -> HttpResponse:
    """The whole page, with the forms that were refused as they were written."""
    now = timezone.now()
    today = timezone.localtime(now).date()
    held = queries.working_calendar()
    services = [(one.pk, one.name) for one in people.services(actor)]
    words = {
        "form": forms.get("form") or HoursForm(initial=_initial(actor)),
        "preview": forms.get("preview"),
        "day": forms.get("day") or DayForm(),
        "target": forms.get("target") or TargetForm(services=services, initial=_aimed(request)),
        "calendar": queries.counting_calendar(actor),
        "held": held,
        "others": [one.name for one in queries.calendars(actor) if not one.default],
        "week": [(day, written(parts)) for day, parts in zip(DAYS, held.week, strict=True)],
        "days": queries.days_off(actor, since=today, until=today + YEAR),
        "levels": [_line(one) for one in queries.service_levels(actor)],
        "now": now,
    }
    wrong = any(forms[name].errors for name in ("form", "day", "target") if forms.get(name))
    return render(request, "workspace/administering/hours.html", words, status=400 if wrong else 200)


def administrator(request: HttpRequest) -> Actor:
    """Whoever may set this up."""
    actor = actor_of(request)
    actor.require("settings.write")
    return actor


def _initial(actor: Actor) -> dict[str, str]:
    row, held = queries.counting_calendar(actor), queries.working_calendar()
    week = {day.lower(): written(parts) for day, parts in zip(DAYS, held.week, strict=True)}
    return week | {"zone": held.zone, "country": row.country if row else "", "region": row.region if row else ""}


def _tried(actor: Actor, form: HoursForm) -> object:
    """What the hours would change; where they cannot be used the form says why."""
    try:
        if not any(form.cleaned_data["week"]):
            raise ValueError("no day of the week has working time")
        return queries.clocks_moved(actor, form.changes)
    except (ValueError, TypeError) as error:
        said = str(error)
        form.add_error("country" if "public holidays" in said else "zone" if "zone" in said else "monday", f"{said}.")
        return None


def _kept(actor: Actor, form: HoursForm) -> bool:
    row, provider, now = queries.counting_calendar(actor), people.provider(), timezone.now()
    if provider is None:
        raise NotFound
    try:
        if row is None:
            actions.create_calendar(organisation_id=provider.pk, **form.changes, actor=actor, at=now)
        else:
            actions.change_calendar(calendar_id=row.pk, changes=form.changes, actor=actor, at=now)
    except actions.WrongCalendar as error:
        form.add_error("monday", str(error))
        return False
    return True


def _aimed(request: HttpRequest) -> dict[str, str]:
    """A target that is to be changed, named in the address."""
    return {name: request.GET[name] for name in TargetForm.base_fields if name in request.GET} or {"share": "90"}


def _line(level: Any) -> dict[str, Any]:
    """One target in words, with the address that writes it into the form."""
    asked = {"service": level.service_id or "", "priority": level.priority or "", "share": round(level.share * 100)}
    minutes = {"first_answer": level.first_answer_minutes, "solution": level.solve_minutes}
    asked |= {name: round(many / 60, 2) for name, many in minutes.items() if many}
    return {
        "id": level.pk,
        "service": level.service.name if level.service else "Every service",
        "urgent": PRIORITIES.get(level.priority or 0, "however urgent").capitalize(),
        "share": level.share,
        "change": f"?{urlencode(asked)}#targets",
        **{name: _time(many) for name, many in minutes.items()},
    }


def _time(minutes: int | None) -> str:
    """Minutes of working time as people say them; a dash where nothing is aimed for."""
    if not minutes:
        return "–"
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".") + " h"
