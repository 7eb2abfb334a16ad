"""Thanks from those who are served: on one request, and a page with all they gave; and what staff need of it, too."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import queries as desk
from rapport.domains.ledger import queries as ledger
from rapport.domains.outreach import actions, queries
from rapport.foundation.actors import NotFound
from rapport.interfaces.web.access import actor_of, signed_in_required
from rapport.interfaces.web.thanking import ThanksForm, form_for, give


class WhatForForm(ThanksForm):
    """The same with a choice of what it is for."""

    what = forms.ChoiceField(label="What for", error_messages={"required": "Choose what it is for."})
    field_order = ("what", "words", "consent")

    def __init__(self, *args: object, choices: list[tuple[str, str]], **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


@signed_in_required
def request_thanks(request: HttpRequest, public_key: str) -> HttpResponse:
    """Thank those who helped with one request."""
    actor, now = actor_of(request), timezone.now()
    ticket = desk.ticket_card(actor, public_key=public_key)
    episode = ledger.episode_of(actor, ("ticket", ticket.id))
    if episode is None:
        raise NotFound
    about = queries.thankable(actor, episode_id=episode.id, at=now)
    form = form_for(request, about.given)
    if request.method == "POST" and form.is_valid():
        refused = give(actor, form, episode_id=episode.id)
        if not refused:
            messages.success(request, "Your thanks are passed on, in your words.")
            return redirect("portal:thanks")
        form.add_error(None, refused)
    words = {"ticket": ticket, "about": about, "form": form, "now": now}
    return render(request, "portal/thank_request.html", words, status=400 if form.errors else 200)


@signed_in_required
def thanks(request: HttpRequest) -> HttpResponse:
    """What one said thanks for, and a place to say it."""
    actor, now = actor_of(request), timezone.now()
    choices = [(f"{kind}:{pk}", title) for kind, pk, title in queries.thankable_by_me(actor)]
    form = WhatForForm(request.POST if request.method == "POST" else None, choices=choices)
    if request.method == "POST" and form.is_valid():
        kind, _, pk = form.cleaned_data.pop("what").partition(":")
        refused = give(actor, form, **{f"{kind}_id": int(pk)})
        if not refused:
            messages.success(request, "Your thanks are passed on, in your words.")
            return redirect("portal:thanks")
        form.add_error(None, refused)
    given = queries.thanks_given(actor, at=now, after=request.GET.get("after"))
    words = {"given": given.rows, "next": given.next, "form": form if choices else None, "now": now}
    return render(request, "portal/your_thanks.html", words, status=400 if form.errors else 200)


@signed_in_required
@require_POST
def consent(request: HttpRequest, thanks_id: int) -> HttpResponse:
    """Agree that others see it, or take that back."""
    agreed = "agree" in request.POST
    actions.set_consent(thanks_id=thanks_id, consent=agreed, actor=actor_of(request), at=timezone.now())
    said = "They may show it to their colleagues now." if agreed else "Only you and those you thanked see it now."
    messages.success(request, said)
    return redirect("portal:thanks")
