"""Held mail: what waits for a person to decide, and the decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.interfaces.web.access import actor_of, staff_required

DECISIONS = {"accept": "It is in the conversation now.", "refuse": "Left out. Nothing was sent."}
UNCLEAR = "We could not tell what you decided. Nothing was changed; choose one of the two below."


@staff_required
def held(request: HttpRequest) -> HttpResponse:
    """Mail that waits for a decision."""
    return _show(request)


def _show(request: HttpRequest, *, wrong: str = "", status: int = 200) -> HttpResponse:
    page = queries.held(actor_of(request), after=request.GET.get("after"))
    words = {"rows": page.rows, "next": page.next, "wrong": wrong, "now": timezone.now()}
    return render(request, "workspace/held.html", words, status=status)


@staff_required
@require_POST
def decide(request: HttpRequest, held_id: int) -> HttpResponse:
    """Accept a held mail into the desk, or leave it out; anything else decides nothing."""
    decision = request.POST.get("decision", "")
    if decision not in DECISIONS:
        return _show(request, wrong=UNCLEAR, status=400)
    try:
        actions.decide_held(held_id=held_id, accept=decision == "accept", actor=actor_of(request), at=timezone.now())
    except (actions.AlreadyDecided, actions.NoSender) as error:
        return _show(request, wrong=str(error), status=409)
    messages.success(request, DECISIONS[decision])
    return redirect("workspace:held")
