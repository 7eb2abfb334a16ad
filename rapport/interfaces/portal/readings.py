"""May we note what you read? Asked only where this place asks at all; taken back at any time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.ledger import actions, queries
from rapport.domains.people import actions as people
from rapport.foundation.actors import NotFound
from rapport.interfaces.web.access import actor_of, signed_in_required

CONSENT = "readings"


@signed_in_required
def readings(request: HttpRequest) -> HttpResponse:
    """What it means, how it stands, and one button."""
    actor, now = actor_of(request), timezone.now()
    if not queries.readings_allowed(actor):
        raise NotFound
    if request.method == "POST":
        change = people.give_consent if "agree" in request.POST else people.withdraw_consent
        change(kind=CONSENT, actor=actor, at=now)
        return redirect("portal:readings")
    words = {"noted": queries.readings_noted(actor), "kept": queries.own_readings(actor)}
    return render(request, "portal/readings.html", words)


@require_POST
@signed_in_required
def note(request: HttpRequest) -> HttpResponse:
    """Sent by a page that says so; looking alone writes nothing."""
    raw = request.POST.get("id", "")
    ref = (request.POST.get("kind", ""), int(raw)) if raw.isascii() and raw.isdigit() and len(raw) < 16 else None
    actor = actor_of(request)
    if not queries.readings_noted(actor):
        raise NotFound
    actions.note_reading(page=request.POST.get("page", ""), ref=ref, actor=actor, at=timezone.now())
    return HttpResponse()
