"""Chat channels of teams in Settings, each with a test that says what the tool answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.notices import actions, queries
from rapport.domains.notices.types import NoticeKind, ToolKind
from rapport.domains.people import queries as people
from rapport.interfaces.web.access import staff_required
from rapport.interfaces.workspace.notices.forms import ChannelForm
from rapport.interfaces.workspace.notices.hooks import administrator
from rapport.interfaces.workspace.notices.wording import SHORT, TOOLS


@staff_required
def channels(request: HttpRequest) -> HttpResponse:
    """Every channel and how it is doing; below it the form for a new one."""
    actor = administrator(request)
    form = ChannelForm(request.POST or None, teams=[(t.pk, t.name) for t in people.teams(actor)])
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_channel(actor=actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "The team is told there from now on. Send a test to see that it arrives.")
            return redirect("workspace:channels")
        except actions.WrongChannel as error:
            form.add_error("address", str(error))
    found = [
        (one, TOOLS[ToolKind(one.tool)], ", ".join(SHORT[NoticeKind(kind)] for kind in one.kinds))
        for one in queries.channels(actor)
    ]
    words = {"channels": found, "form": form, "now": timezone.now()}
    return render(request, "workspace/notices/channels.html", words, status=400 if form.errors else 200)


@require_POST
@staff_required
def test(request: HttpRequest, channel_id: int) -> HttpResponse:
    """Send one line; the tool's own words where it does not take it."""
    try:
        actions.try_channel(channel_id=channel_id, actor=administrator(request), at=timezone.now())
        messages.success(request, "The chat tool took the test.")
    except actions.ToolRefused as error:
        messages.error(request, f"The chat tool did not take the test. {error}")
    return redirect("workspace:channels")


@require_POST
@staff_required
def end(request: HttpRequest, channel_id: int) -> HttpResponse:
    """Tell nothing there any more."""
    actions.end_channel(channel_id=channel_id, actor=administrator(request), at=timezone.now())
    messages.success(request, "Nothing is told there any more, and its address is forgotten.")
    return redirect("workspace:channels")
