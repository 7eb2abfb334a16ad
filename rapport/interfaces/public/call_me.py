"""May somebody call you? For whoever answered without a name: a field of its own, kept apart from the answer."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rapport.domains.people import queries as people
from rapport.domains.recovery import actions
from rapport.domains.surveys import queries
from rapport.foundation.actors import NOBODY
from rapport.foundation.links import WrongLink
from rapport.interfaces.public import by_link


class CallForm(forms.Form):
    """Only what is written here reaches anybody."""

    reach = forms.CharField(
        label="Number or address",
        max_length=200,
        error_messages={"required": "Write a number or an address at which we reach you. Nothing was sent."},
    )
    name = forms.CharField(
        label="What we call you", max_length=200, required=False, help_text="You may leave it empty."
    )
    words = forms.CharField(
        label="What it is about",
        max_length=500,
        required=False,
        help_text="You may leave it empty.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


# As with the answer itself: the link is the right to ask, and no cookie plays a part.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def call_me(request: HttpRequest, token: str) -> HttpResponse:
    """The field and its button; the link says that somebody was asked, and is not kept."""
    return by_link.private(_asked(request, token))


def _asked(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        owner_id = queries.who_calls_back(NOBODY, token, at=now)
    except WrongLink as error:
        return by_link.no_link(request, error)
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and by_link.is_too_often(token):
        return by_link.too_often(request)
    if request.method == "POST" and form.is_valid():
        actions.ask_for_call(owner_id=owner_id, on=timezone.localdate(now), at=now, **form.cleaned_data)
        return redirect(f"{request.path}?sent=1")
    words = {"form": form, "token": token, "sent": "sent" in request.GET, "brand": people.brand()}
    return render(request, "public/call_me.html", words, status=400 if form.errors else 200)
