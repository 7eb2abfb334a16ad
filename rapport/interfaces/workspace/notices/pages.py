"""Notices: what changed for whoever is signed in, and how they want to be told."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.notices import actions, queries
from rapport.domains.notices.types import NoticeKind, NoticeSeen, ToolKind
from rapport.foundation.actors import Actor
from rapport.foundation.paging import Page, WrongCursor
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.notices.forms import NoticesForm, OwnChatForm
from rapport.interfaces.workspace.notices.wording import SHORT, TOOLS


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
    form = _choices(actor, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose(ways=form.ways(), hours=form.hours(), actor=actor, at=timezone.now())
            messages.success(request, "You are told like this from now on.")
            return redirect("workspace:notices")
        except actions.WrongHours as error:
            form.add_error("quiet_until", str(error))
        except actions.NoChat as error:
            form.add_error(None, str(error))
    return _show(request, actor, form=form)


@require_POST
@staff_required
def keep_own_chat(request: HttpRequest) -> HttpResponse:
    """Be told in one's own chat tool, too."""
    actor, form = actor_of(request), OwnChatForm(request.POST)
    if form.is_valid():
        try:
            actions.keep_own_chat(actor=actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "Kept. Send a test to see that it arrives, then choose what is told there.")
            return redirect("workspace:notices")
        except actions.WrongChannel as error:
            form.add_error("address", str(error))
    return _show(request, actor, chat_form=form)


@require_POST
@staff_required
def test_own_chat(request: HttpRequest) -> HttpResponse:
    """Send oneself one line; the tool's own words where it does not take it."""
    try:
        actions.try_own_chat(actor=actor_of(request), at=timezone.now())
        messages.success(request, "Your chat tool took the test.")
    except actions.ToolRefused as error:
        messages.error(request, f"Your chat tool did not take the test. {error}")
    return redirect("workspace:notices")


@require_POST
@staff_required
def end_own_chat(request: HttpRequest) -> HttpResponse:
    """Be told nothing there any more."""
    actions.end_own_chat(actor=actor_of(request), at=timezone.now())
    messages.success(request, "Nothing is told there any more, and its address is forgotten.")
    return redirect("workspace:notices")


def _choices(actor: Actor, given: QueryDict | None) -> NoticesForm:
    chat = queries.own_chat(actor) is not None
    return NoticesForm(given, chosen=queries.own_choices(actor), kinds=_kinds(actor), chat=chat)


def _show(
    request: HttpRequest, actor: Actor, *, form: NoticesForm | None = None, chat_form: OwnChatForm | None = None
) -> HttpResponse:
    page, chat = _page(actor, request.GET.get("after")), queries.own_chat(actor)
    form = form or _choices(actor, None)
    words = {
        "form": form,
        "zone": form.zone,
        "chat": chat,
        "tool": TOOLS[ToolKind(chat.tool)] if chat else "",
        "chat_form": chat_form or OwnChatForm(),
        "lines": [_line(one) for one in page.rows],
        "next": page.next,
        "now": timezone.now(),
    }
    wrong = form.errors or (chat_form is not None and chat_form.errors)
    return render(request, "workspace/notices/notices.html", words, status=400 if wrong else 200)


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
