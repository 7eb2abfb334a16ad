"""Whom to call: the whole list, one person with the call in one line, and calls that wait."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import Step
from rapport.domains.outreach import actions, queries
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import NotFound
from rapport.interfaces.web import once
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.outreach.forms import CallForm, PutOffForm
from rapport.interfaces.workspace.outreach.plans import teams_of

SHOWN = 50
OPEN = {"open", "at risk"}


@staff_required
def calls(request: HttpRequest) -> HttpResponse:
    """Everybody to call, the most pressing first."""
    return _list(request, PutOffForm(), status=200)


def _list(request: HttpRequest, form: PutOffForm, *, status: int) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    found = queries.whom_to_call(actor, at=now, size=SHOWN)
    wrong = form.data.get("key") if form.is_bound else ""
    empty = [
        PutOffForm(initial={"team": one.team_id, "key": one.key}, auto_id=f"id_{one.key}_%s") for one in found.rows
    ]
    forms = [form if one.key == wrong else blank for one, blank in zip(found.rows, empty, strict=True)]
    words = {"found": found, "rows": list(zip(found.rows, forms, strict=True)), "wrong": wrong, "now": now}
    return render(request, "workspace/outreach/calls.html", words, status=status)


@staff_required
@require_POST
def put_off(request: HttpRequest) -> HttpResponse:
    """Not now: shown again on a day, with the reason."""
    form = PutOffForm(request.POST)
    if not form.is_valid():
        if not {"team", "key"} <= form.cleaned_data.keys():
            raise NotFound
        return _list(request, form, status=400)
    given = form.cleaned_data
    try:
        actions.put_off(
            team_id=given["team"],
            key=given["key"],
            until=given["until"],
            reason=given["reason"],
            actor=actor_of(request),
            at=timezone.now(),
        )
    except (actions.SeveralLines, actions.PastDay) as error:
        form.add_error("reason" if isinstance(error, actions.SeveralLines) else "until", str(error))
        return _list(request, form, status=400)
    messages.success(request, "Put off. They stand here again on that day, if nobody has talked with them before.")
    return redirect("workspace:calls")


@staff_required
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: why they are called, how they like it, and the call in one line."""
    actor, now = actor_of(request), timezone.now()
    found = people.person(actor, person_id)
    if found.merged_into_id is not None:
        return redirect("workspace:call_person", person_id=found.merged_into_id)
    if found.left_at is not None:
        raise NotFound
    why, teams = queries.reasons_for(actor, person_id, at=now), teams_of(actor)
    first: dict[str, Any] = {"team": why[0].team_id} if why else {}
    steps = queries.next_steps(actor, person_id)
    form = CallForm(request.POST or None, teams=teams, initial=first, steps=steps, today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        given["team_id"] = given.pop("team", None)
        try:
            actions.log_call(person_id=person_id, source_key=once.source_key(request), actor=actor, at=now, **given)
            messages.success(request, "It is kept in the line of both sides.")
            return redirect("workspace:today")
        except (actions.SeveralLines, actions.NotTheirCall) as error:
            form.add_error(None, str(error))
        except ledger.ChangedMeanwhile as error:
            form.meets(cast(Step, error.stands))
    card = people.names(actor, [person_id])[person_id]
    made = promises.promises_to(actor, person_id, at=now)
    owed = sorted((one for one in made if one.standing in OPEN), key=lambda one: one.due_at)
    words = {"person": found, "card": card, "why": why, "owed": owed, "teams": teams, "form": form, "now": now}
    return render(request, "workspace/outreach/call.html", words, status=400 if form.errors else 200)
