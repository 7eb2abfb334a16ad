"""One's own visit: when somebody comes, moving it to a free time, or asking for another one."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import VisitSeen
from rapport.foundation.actors import Actor
from rapport.interfaces.look.wording import german, led_words, spoken, visiting
from rapport.interfaces.portal.visiting_words import SPOKEN
from rapport.interfaces.web import days
from rapport.interfaces.web.access import actor_of, signed_in_required

LONGEST = 40


@signed_in_required
def visit(request: HttpRequest, public_key: str) -> HttpResponse:
    """When somebody comes, who, and what for; sent, the chosen free time is the new one."""
    actor = actor_of(request)
    said = SPOKEN[german.of_reader(request, actor)]
    found = queries.visit_by_key(actor, public_key)
    if request.method != "POST":
        return _show(request, actor, found)
    chosen = _moment(request.POST.get("starts_at", ""))
    if chosen is None:
        return _show(request, actor, found, wrong=said.choose, status=400)
    try:
        actions.move_own_visit(public_key=public_key, starts_at=chosen, actor=actor, at=timezone.now())
    except (actions.NotFree, actions.VisitEnded) as error:
        wrong = said.not_free if isinstance(error, actions.NotFree) else said.ended
        return _show(request, actor, queries.visit_by_key(actor, public_key), wrong=wrong, status=409)
    if chosen == found.starts_at:
        messages.info(request, said.stands)
    else:
        messages.success(request, said.moved)
    return redirect(_here("portal:visit", request, public_key))


@signed_in_required
@require_POST
def ask(request: HttpRequest, public_key: str) -> HttpResponse:
    """Ask for a time that is not offered."""
    actor = actor_of(request)
    said = SPOKEN[german.of_reader(request, actor)]
    found = queries.visit_by_key(actor, public_key)
    words = request.POST.get("words", "")
    try:
        actions.ask_for_other_time(public_key=public_key, words=words, actor=actor, at=timezone.now())
    except actions.NothingAsked:
        return _show(request, actor, found, ask_wrong=said.nothing_asked, status=400)
    except actions.VisitEnded:
        return _show(request, actor, found, wrong=said.ended, status=409)
    messages.success(request, said.have_it)
    return redirect(_here("portal:visit", request, public_key))


def _show(
    request: HttpRequest, actor: Actor, found: VisitSeen, *, wrong: str = "", ask_wrong: str = "", status: int = 200
) -> HttpResponse:
    """In the language of the letter that led here, else of who reads; a German page stands by itself."""
    now, language = timezone.now(), german.of_reader(request, actor)
    movable = found.open and found.starts_at > now
    free = queries.free_times(actor, found.id, at=now) if movable else []
    in_words = partial(visiting.window, zone=found.zone, now=now, language=language)
    words = led_words.frame(language) | {
        "base": "look/base_portal.html" if language == "en" else "look/base_narrow.html",
        "say": SPOKEN[language],
        "visit": found,
        "window": in_words(found.starts_at, found.ends_at),
        "movable": movable,
        "free": [(start.isoformat(), in_words(start, end)) for start, end in free],
        "here": spoken.led_to(reverse("portal:visit", args=[found.public_key]), language),
        "ask_here": spoken.led_to(reverse("portal:visit_ask", args=[found.public_key]), language),
        "wrong": wrong,
        "ask_wrong": ask_wrong,
        "asked": request.POST.get("words", "") if ask_wrong else "",
        "now": now,
    }
    return render(request, "portal/visit.html", words, status=status)


def _here(name: str, request: HttpRequest, public_key: str) -> str:
    return spoken.led_to(reverse(name, args=[public_key]), german.of_reader(request, actor_of(request)))


def _moment(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said[:LONGEST])
    except ValueError:
        return None
    return found if found.tzinfo is not None and days.counts(found) else None
