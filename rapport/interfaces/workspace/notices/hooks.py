"""Webhooks in Settings: who is told, what was sent, what came back, and the secret, shown once."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.notices import actions, queries
from rapport.domains.notices.types import CallSeen, CallState, EndpointSeen, HookEvent
from rapport.foundation.actors import Actor
from rapport.foundation.paging import Page, WrongCursor
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.notices.forms import WebhookForm
from rapport.interfaces.workspace.notices.wording import EVENTS, STATES


@dataclass(frozen=True)
class Line:
    """One call in words."""

    call: CallSeen
    event: str
    state: str

    @property
    def took(self) -> str:
        """How long the latest attempt took."""
        return f"took {(self.call.took_ms or 0) / 1000:.1f} s"


def administrator(request: HttpRequest) -> Actor:
    """Whoever is signed in, if they may change settings."""
    actor = actor_of(request)
    actor.require("settings.write")
    return actor


@staff_required
def webhooks(request: HttpRequest) -> HttpResponse:
    """Every webhook and how it is doing; below it the form for a new one."""
    actor = administrator(request)
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = actions.open_endpoint(actor=actor, at=timezone.now(), **form.cleaned_data)
            return _secret(request, queries.endpoint(actor, made), secret)
        except actions.WrongEndpoint as error:
            form.add_error("url", str(error))
    words = {"hooks": queries.endpoints(actor), "form": form, "now": timezone.now()}
    return render(request, "workspace/notices/webhooks.html", words, status=400 if form.errors else 200)


@staff_required
def webhook(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """One webhook with its delivery log."""
    actor = administrator(request)
    found = queries.endpoint(actor, endpoint_id)
    page = _calls(actor, endpoint_id, request.GET.get("after"))
    words = {
        "hook": found,
        "events": [EVENTS[HookEvent(event)] for event in found.events],
        "calls": [Line(one, EVENTS[HookEvent(one.event)], STATES[CallState(one.state)]) for one in page.rows],
        "next": page.next,
        "now": timezone.now(),
    }
    return render(request, "workspace/notices/webhook.html", words)


def _calls(actor: Actor, endpoint_id: int, after: str | None) -> Page[CallSeen]:
    try:
        return queries.calls(actor, endpoint_id, after=after)
    except WrongCursor:
        return queries.calls(actor, endpoint_id)


@staff_required
def change(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Another name, address or choice of events."""
    actor = administrator(request)
    found = queries.endpoint(actor, endpoint_id)
    before = {"name": found.name, "url": found.url, "events": list(found.events)}
    form = WebhookForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_endpoint(endpoint_id=endpoint_id, actor=actor, at=timezone.now(), **form.cleaned_data)
            return redirect("workspace:webhook", endpoint_id=endpoint_id)
        except actions.WrongEndpoint as error:
            form.add_error("url", str(error))
    words = {"hook": found, "form": form}
    return render(request, "workspace/notices/webhook_form.html", words, status=400 if form.errors else 200)


@require_POST
@staff_required
def test(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Make one call at once, so that the page says what came back."""
    actor, now = administrator(request), timezone.now()
    call_id = actions.send_test_call(endpoint_id=endpoint_id, actor=actor, at=now)
    actions.make_call(call_id=call_id, actor=actor, at=now)
    made = next((one for one in queries.calls(actor, endpoint_id).rows if one.id == call_id), None)
    if made is not None and made.state == CallState.TAKEN:
        messages.success(request, f"The program took the test: it answered {made.status}.")
    else:
        messages.error(request, f"The program did not take the test. {made.fault if made else ''}")
    return redirect("workspace:webhook", endpoint_id=endpoint_id)


@require_POST
@staff_required
def renew(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """A new secret; for a day calls are signed with both."""
    actor = administrator(request)
    secret = actions.renew_endpoint_secret(endpoint_id=endpoint_id, actor=actor, at=timezone.now())
    return _secret(request, queries.endpoint(actor, endpoint_id), secret)


@require_POST
@staff_required
def pause(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Tell it nothing for now."""
    actions.pause_endpoint(endpoint_id=endpoint_id, actor=administrator(request), at=timezone.now())
    messages.success(
        request, "It is told nothing until you resume it. What waits is told then; what happens meanwhile is not."
    )
    return redirect("workspace:webhook", endpoint_id=endpoint_id)


@require_POST
@staff_required
def resume(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Tell it again."""
    actions.resume_endpoint(endpoint_id=endpoint_id, actor=administrator(request), at=timezone.now())
    messages.success(request, "It is told again from now on; what waited goes first.")
    return redirect("workspace:webhook", endpoint_id=endpoint_id)


@require_POST
@staff_required
def end(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Tell it nothing any more."""
    actions.end_endpoint(endpoint_id=endpoint_id, actor=administrator(request), at=timezone.now())
    messages.success(request, "It is told nothing any more, and its secret is forgotten.")
    return redirect("workspace:webhook", endpoint_id=endpoint_id)


@require_POST
@staff_required
def resend(request: HttpRequest, call_id: int) -> HttpResponse:
    """Try one call again, with the id it had."""
    actor = administrator(request)
    try:
        endpoint_id = actions.resend_call(call_id=call_id, actor=actor, at=timezone.now())
        messages.success(request, "It is on its way again, with the same webhook-id.")
    except actions.WrongEndpoint as error:
        endpoint_id = queries.endpoint_of(actor, call_id)
        messages.error(request, str(error))
    return redirect("workspace:webhook", endpoint_id=endpoint_id)


def _secret(request: HttpRequest, found: EndpointSeen, secret: str) -> HttpResponse:
    """The only page that ever shows a secret; no copy of it stays."""
    words = {"hook": found, "secret": secret, "now": timezone.now()}
    response = render(request, "workspace/notices/webhook_secret.html", words)
    response.headers["Cache-Control"] = "no-store"
    return response
