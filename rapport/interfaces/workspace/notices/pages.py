"""Notices: what changed for whoever is signed in, and how they want to be told."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.notices import actions, queries
from rapport.domains.notices.types import NoticeKind, NoticeSeen
from rapport.foundation.actors import Actor
from rapport.foundation.paging import Page, WrongCursor
from rapport.interfaces.look.web import actor_of, staff_required
from rapport.interfaces.workspace.notices.forms import NoticesForm
from rapport.interfaces.workspace.notices.wording import SHORT


@dataclass(frozen=True)
class Line:
    """One notice in words."""

    notice: NoticeSeen
    words: str
    url: str


@staff_required
def notices(request: HttpRequest) -> HttpResponse:
    """What changed, the latest first; below it one's own choices."""
    actor = actor_of(request)
    chosen = queries.own_choices(actor)
    form = NoticesForm(request.POST or None, chosen=chosen, kinds=_kinds(actor))
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(ways=form.ways(), hours=form.hours(), actor=actor, at=timezone.now())
            messages.success(request, "You are told like this from now on.")
            return redirect("workspace:notices")
        except actions.WrongHours as error:
            form.add_error("quiet_until", str(error))
    page = _page(actor, request.GET.get("after"))
    words = {
        "form": form,
        "zone": chosen.zone,
        "lines": [_line(one) for one in page.rows],
        "next": page.next,
        "now": timezone.now(),
    }
    return render(request, "workspace/notices/notices.html", words, status=400 if form.errors else 200)


def _line(one: NoticeSeen) -> Line:
    url = reverse(one.url_name, args=one.args) if one.url_name else ""
    return Line(one, ", ".join(SHORT[kind] for kind in one.kinds), url)


def _page(actor: Actor, after: str | None) -> Page[NoticeSeen]:
    try:
        return queries.own_notices(actor, after=after)
    except WrongCursor:
        return queries.own_notices(actor)


def _kinds(actor: Actor) -> list[NoticeKind]:
    """Only who can do something about a stopped webhook is asked about it."""
    return [kind for kind in NoticeKind if kind != NoticeKind.STOPPED or actor.reach.may("settings.write")]


@require_POST
@staff_required
def try_notice(request: HttpRequest) -> HttpResponse:
    """Send oneself a mail that says that notices arrive."""
    try:
        address = actions.try_notice(actor=actor_of(request), at=timezone.now())
        messages.success(request, f"A notice is on its way to {address}.")
    except actions.NothingToTell as error:
        messages.error(request, str(error))
    return redirect("workspace:notices")
