"""Targets of services: what is aimed for by when, set and ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.people import queries as people
from rapport.domains.promises import actions
from rapport.interfaces.web.access import staff_required
from rapport.interfaces.workspace.administering.forms import TargetForm
from rapport.interfaces.workspace.administering.hours import administrator, page


@staff_required
@require_POST
def set_target(request: HttpRequest) -> HttpResponse:
    """Publish what is aimed for; it holds for what begins from now on."""
    actor = administrator(request)
    form = TargetForm(request.POST, services=[(one.pk, one.name) for one in people.services(actor)])
    if not form.is_valid():
        return page(request, actor, target=form)
    given = form.cleaned_data
    actions.set_service_level(
        service_id=given["service"],
        priority=given["priority"],
        first_answer_minutes=given["first_answer_minutes"],
        solve_minutes=given["solution_minutes"],
        share=given["share"] / 100,
        actor=actor,
        at=timezone.now(),
    )
    messages.success(request, "It is aimed for from now on. What runs already keeps its target.")
    return redirect("workspace:hours")


@staff_required
@require_POST
def end_target(request: HttpRequest, level_id: int) -> HttpResponse:
    """Aim for it no more."""
    actions.end_service_level(level_id=level_id, actor=administrator(request), at=timezone.now())
    messages.success(request, "It is aimed for no more. What runs already keeps its target.")
    return redirect("workspace:hours")
