"""One's own visit: when somebody comes, moving it to a free time, or asking for another one."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import VisitSeen
from rapport.foundation.actors import Actor
from rapport.interfaces.look import visiting
from rapport.interfaces.look.web import actor_of, signed_in_required

LONGEST = 40


@signed_in_required
def visit(request: HttpRequest, public_key: str) -> HttpResponse:
    """When somebody comes, who, and what for; sent, the chosen free time is the new one."""
    actor = actor_of(request)
    found = queries.visit_by_key(actor, public_key)
    if request.method != "POST":
        return _show(request, actor, found)
    chosen = _moment(request.POST.get("starts_at", ""))
    if chosen is None:
        return _show(request, actor, found, wrong="Choose one of the times. The visit stands as it was.", status=400)
    try:
        actions.move_own_visit(public_key=public_key, starts_at=chosen, actor=actor, at=timezone.now())
    except (actions.NotFree, actions.VisitEnded) as error:
        return _show(request, actor, queries.visit_by_key(actor, public_key), wrong=str(error), status=409)
    messages.success(request, "The visit has its new time. You get a mail with the new entry for your calendar.")
    return redirect("portal:visit", public_key=public_key)


@signed_in_required
@require_POST
def ask(request: HttpRequest, public_key: str) -> HttpResponse:
    """Ask for a time that is not offered."""
    actor = actor_of(request)
    found = queries.visit_by_key(actor, public_key)
    words = request.POST.get("words", "")
    try:
        actions.ask_for_other_time(public_key=public_key, words=words, actor=actor, at=timezone.now())
    except actions.NothingAsked as error:
        return _show(request, actor, found, ask_wrong=str(error), status=400)
    except actions.VisitEnded as error:
        return _show(request, actor, found, wrong=str(error), status=409)
    messages.success(request, "We have it. Until you hear from us, the visit stands as it was.")
    return redirect("portal:visit", public_key=public_key)


def _show(
    request: HttpRequest, actor: Actor, found: VisitSeen, *, wrong: str = "", ask_wrong: str = "", status: int = 200
) -> HttpResponse:
    now = timezone.now()
    movable = found.open and found.starts_at > now
    free = queries.free_times(actor, found.id, at=now) if movable else []
    words = {
        "visit": found,
        "window": visiting.window(found.starts_at, found.ends_at, zone=found.zone, now=now),
        "movable": movable,
        "free": [(start.isoformat(), visiting.window(start, end, zone=found.zone, now=now)) for start, end in free],
        "wrong": wrong,
        "ask_wrong": ask_wrong,
        "asked": request.POST.get("words", "") if ask_wrong else "",
        "now": now,
    }
    return render(request, "portal/visit.html", words, status=status)


def _moment(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said[:LONGEST])
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
