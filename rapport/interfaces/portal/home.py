"""What do you need? The first page of everybody who is served."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.desk import actions as desk_actions
from rapport.domains.desk import queries as desk
from rapport.domains.knowledge import queries as knowledge
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.foundation import limits
from rapport.foundation.actors import Actor
from rapport.interfaces.look import relationships
from rapport.interfaces.look.wording.german import say, speaks
from rapport.interfaces.portal import asked, asking, at_site, strangers
from rapport.interfaces.portal.waiting import waiting_rows
from rapport.interfaces.web import once
from rapport.interfaces.web.access import actor_of


def home(request: HttpRequest) -> HttpResponse:
    """The one box; below it what is open between us. Staff begin at Today."""
    actor = actor_of(request)
    if actor.staff:
        return redirect("workspace:today")
    if not actor.is_person:
        return strangers.ask(request, actor)
    services = _services(actor)
    form = asking.AskForm(request.POST or None, request.FILES or None, services=services)
    if request.method == "POST" and form.is_valid():
        more = asking.form_of_service(request, actor, form)
        return asking.before_it_is_sent(request, actor, form, more=more) or _open(request, actor, form, more)
    return _show(request, actor, form)


def _open(request: HttpRequest, actor: Actor, form: asking.AskForm, more: asking.ServiceForm | None) -> HttpResponse:
    if not limits.allow(f"ask:{actor.person_id}", limit=30, per_seconds=3600):
        return asking.too_many(request, "Thirty requests have come from you within the hour.")
    given: dict[str, Any] = {"text": form.cleaned_data["ask"], "service_id": form.cleaned_data["service"]}
    given |= {"attached": form.attached(), "answers": more.answers() if more is not None else {}}
    given["site_id"] = at_site.site_id_of(actor, form)
    try:
        ticket = desk_actions.open_ticket(source_key=once.source_key(request), actor=actor, at=timezone.now(), **given)
    except desk_actions.AskedAlready as error:
        messages.info(request, say("You sent this before, and it reached us once. Here it is."))
        ticket = error.ticket
    return asking.reached_us(redirect("portal:request", public_key=ticket.public_key), "ask")


def _show(request: HttpRequest, actor: Actor, form: asking.AskForm) -> HttpResponse:
    now = timezone.now()
    own = desk.own_tickets(actor)
    waiting = [t for t in own.rows if t.state not in {"solved", "closed"}]
    standing = promises.standing_of(actor, [("ticket", t.id) for t in waiting], at=now)
    words = {
        "form": form,
        "question": asked.card(actor, at=now),
        "rows": waiting_rows(actor, waiting, standing, now),
        "more": bool(own.next),
        "problems": knowledge.problems(actor, size=3).rows,
        "line": relationships.line_of(actor, actor.person_id or 0, at=now, days=240),
        "words": relationships.their_words(speaks()),
        "now": now,
    }
    return render(request, "portal/home.html", words, status=400 if form.errors else 200)


def _services(actor: Actor) -> list[tuple[int, str]]:
    return [(s.pk, s.name) for s in people.services(actor)]
