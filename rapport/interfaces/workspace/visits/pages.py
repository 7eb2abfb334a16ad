"""Visits to come, and one visit: how it stands, a change, what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import VisitSeen
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import PromiseSeen
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look.wording import visiting
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in, ids_in
from rapport.interfaces.workspace.beside import deeds_owed
from rapport.interfaces.workspace.visits.forms import CancelForm, OutcomeForm, VisitForm, as_it_stands
from rapport.interfaces.workspace.visits.kit import kit_lines

VIEWS = (("today", "Today"), ("week", "This week"), ("mine", "Mine"), ("open", "To come"), ("past", "Past"))


@staff_required
def visits(request: HttpRequest) -> HttpResponse:
    """Who goes where and when; by site where one was chosen."""
    actor, now = actor_of(request), timezone.now()
    chosen = request.GET.get("view", "open")
    view = chosen if chosen in dict(VIEWS) else "open"
    site = _site(actor, request.GET.get("site"))
    page = queries.visits(actor, at=now, view=view, site_id=site.pk if site else None, after=request.GET.get("after"))
    words = {
        "rows": [row_of(one, now) for one in page.rows],
        "next": page.next,
        "views": VIEWS,
        "view": view,
        "site": site,
        "now": now,
    }
    return render(request, "workspace/visits/visits.html", words)


@staff_required
def visit(request: HttpRequest, visit_id: int) -> HttpResponse:
    """One visit; sent, the form changes it."""
    actor = actor_of(request)
    found = _of_team(actor, visit_id)
    form = VisitForm(request.POST or None, agents=_agents(actor, found), initial=as_it_stands(found))
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, actor, found, form)
            messages.success(request, "Kept. Whom it concerns has been told.")
            return redirect("workspace:visit", visit_id=visit_id)
        except (actions.WrongVisit, actions.WrongWindow, actions.VisitEnded, actions.TwoAtOnce) as error:
            form.refuse(error)
    return _show(request, found, change=form, status=400 if request.method == "POST" else 200)


@staff_required
@require_POST
def outcome(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Keep how it went."""
    actor = actor_of(request)
    found, form = _of_team(actor, visit_id), OutcomeForm(request.POST)
    if form.is_valid():
        try:
            said = form.cleaned_data | {"keeps": ids_in(request.POST.getlist("keeps"))}
            actions.record_outcome(visit_id=visit_id, actor=actor, at=timezone.now(), **said)
            messages.success(request, "It is kept.")
            return redirect("workspace:visit", visit_id=visit_id)
        except (actions.WrongVisit, actions.VisitEnded) as error:
            form.add_error(None, str(error))
    return _show(request, found, outcome=form, status=400)


@staff_required
@require_POST
def cancel(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Call it off and say why."""
    actor = actor_of(request)
    found, form = _of_team(actor, visit_id), CancelForm(request.POST)
    if form.is_valid():
        try:
            actions.cancel_visit(visit_id=visit_id, words=form.cleaned_data["why"], actor=actor, at=timezone.now())
            messages.success(request, "It is called off, and both are told.")
            return redirect("workspace:visit", visit_id=visit_id)
        except (actions.WrongVisit, actions.VisitEnded) as error:
            form.add_error(None, str(error))
    return _show(request, found, cancel=form, status=400)


def row_of(one: VisitSeen, now: Any) -> tuple[VisitSeen, str, str, bool]:
    """A visit in a list: its day and hours by the site's clock, and whether its outcome is still to be said."""
    [told] = visiting.visits_told([one], now=now)
    return *told, one.open and one.ends_at < now


def _show(
    request: HttpRequest,
    found: VisitSeen,
    *,
    change: VisitForm | None = None,
    outcome: OutcomeForm | None = None,
    cancel: CancelForm | None = None,
    status: int,
) -> HttpResponse:
    now, actor = timezone.now(), actor_of(request)
    form = change or VisitForm(agents=_agents(actor, found), initial=as_it_stands(found))
    words = {
        "visit": found,
        "window": visiting.window(found.starts_at, found.ends_at, zone=found.zone, now=now),
        "calendars": visiting.calendars(found),
        "begun": found.starts_at <= now,
        "form": form,
        "outcome_form": outcome or OutcomeForm(),
        "deeds": _deeds(actor, found, now),
        "cancel_form": cancel or CancelForm(),
        "changing": status == 400 and change is not None,
        "cancelling": cancel is not None,
        "now": now,
    }
    return render(request, "workspace/visits/visit.html", words, status=status)


def _deeds(actor: Actor, found: VisitSeen, now: datetime) -> list[PromiseSeen]:
    """What was promised on its ticket and may be done with it."""
    if not found.open or found.ticket_id is None:
        return []
    ref = ("ticket", found.ticket_id)
    return deeds_owed(promises.promises_on(actor, [ref], at=now), ref)


def _change(request: HttpRequest, actor: Actor, found: VisitSeen, form: VisitForm) -> None:
    said = form.cleaned_data
    version = request.POST.get("version", "")
    actions.change_visit(
        visit_id=found.id,
        what=said["what"],
        kit=kit_lines(said["kit"]),
        technician_id=said["technician"],
        anyway=said["anyway"],
        version=found.version if (read := id_in(version)) is None else read,
        actor=actor,
        at=timezone.now(),
        **form.window(found.zone),
    )


def _agents(actor: Actor, found: VisitSeen) -> list[tuple[int, str]]:
    return people.staff_of_team(actor, found.team_id)


def _of_team(actor: Actor, visit_id: int) -> VisitSeen:
    """A visit that the viewer's teams serve."""
    found = queries.visit(actor, visit_id)
    if not actor.reach.whole and found.team_id not in actor.reach.team_ids:
        raise NotFound("visit")
    return found


def _site(actor: Actor, said: str | None) -> Any:
    site_id = id_in(said)
    return people.site(actor, site_id) if site_id is not None else None
