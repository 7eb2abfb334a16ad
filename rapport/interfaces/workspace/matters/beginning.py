"""When does a new matter begin? The silences of each channel, the gap in force, and what another one would do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.ledger import actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import GapSeen
from rapport.foundation.actors import Actor
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.matters.forms import LengthForm

NAMES = {
    "mail": "Mail",
    "portal": "Portal",
    "phone": "Phone",
    "visit": "Visits",
    "walk-in": "Walk-ins",
    "chat": "Chat",
    "answer": "Answers",
    "thanks": "Thanks",
    "idea": "Ideas",
    "import": "Imported",
}
METHODS = {
    "valley": "the lowest place between the silences inside a matter and those between two",
    "completions": "as long as 95 of 100 silences before a matter's end",
    "fallback": "they are too few, or of one kind only",
}
A_DAY = timedelta(days=1)


@staff_required
def overview(request: HttpRequest) -> HttpResponse:
    """Every channel with its silences."""
    actor = actor_of(request)
    words = {
        "channels": [_told(seen) for seen in ledger.gaps_seen(actor)],
        "run": ledger.resegmentation(actor),
        "now": timezone.now(),
        "settings": actor.reach.may("settings.write"),
    }
    return render(request, "workspace/matters/overview.html", words)


def _told(seen: GapSeen) -> dict[str, Any]:
    return {"seen": seen, "name": NAMES[seen.channel], "how": METHODS.get(seen.method, "")}


@staff_required
def one_channel(request: HttpRequest, channel: str) -> HttpResponse:
    """One channel: try another length, look at what it would do, then let it hold."""
    actor = actor_of(request)
    seen = ledger.gap_seen(actor, channel)
    if request.method == "POST":
        return _let_it_hold(request, actor, seen)
    tried = LengthForm(request.GET) if "many" in request.GET else None
    return _channel_page(request, actor, seen, tried)


def _channel_page(request: HttpRequest, actor: Actor, seen: GapSeen, tried: LengthForm | None) -> HttpResponse:
    good = tried is not None and tried.is_valid()
    words = _told(seen) | {
        "form": tried or LengthForm(initial=_initial(seen.in_force)),
        "preview": ledger.gap_preview(actor, channel=seen.channel, gap=tried.length()) if tried and good else None,
        "now": timezone.now(),
    }
    return render(request, "workspace/matters/channel.html", words, status=200 if tried is None or good else 400)


def _initial(gap: timedelta) -> dict[str, Any]:
    in_days = gap % A_DAY == timedelta()
    return {"many": gap // A_DAY, "unit": "days"} if in_days else {"many": round(gap.total_seconds() / 3600)}


def _let_it_hold(request: HttpRequest, actor: Actor, seen: GapSeen) -> HttpResponse:
    form = LengthForm(request.POST)
    read_again = "read" in request.POST
    if not read_again and not form.is_valid():
        return _channel_page(request, actor, seen, form)
    gap = None if read_again else form.length()
    try:
        actions.adjust_gap(channel=seen.channel, gap=gap, actor=actor, at=timezone.now())
    except actions.NothingRead as error:
        messages.error(request, str(error))
        return redirect("workspace:settings_matter", channel=seen.channel)
    messages.success(request, "It holds from now on. Everybody's history takes it up one by one; nobody has to wait.")
    return redirect("workspace:settings_matters")
