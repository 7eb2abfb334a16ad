"""My card: what somebody who helps tells those they help, by their own choice."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.people import actions, queries
from rapport.foundation.actors import Actor
from rapport.interfaces.web.access import actor_of, staff_required


class CardForm(forms.Form):
    """Four lines of one's own."""

    does = forms.CharField(
        label="What I do",
        help_text="In the words of those you help: tablets, trailers, everything with a plug.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    languages = forms.CharField(label="Languages I help in", max_length=120, required=False)
    hours = forms.CharField(label="When I am here", max_length=120, required=False)
    reach = forms.CharField(label="How to reach me", max_length=200, required=False)
    shown = forms.BooleanField(label="Show my card to those I help", required=False)


@staff_required
def my_card(request: HttpRequest) -> HttpResponse:
    """Write it, show it or hide it; nobody else can."""
    actor = actor_of(request)
    card = queries.own_agent_card(actor)
    kept = {name: getattr(card, name) for name in CardForm.base_fields} if card else {}
    form = CardForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid() and _kept(form, actor):
        return redirect("workspace:my_card")
    shown = {"form": form, "card": card, "name": actor.name}
    return render(request, "workspace/person/my_card.html", shown, status=400 if form.errors else 200)


def _kept(form: CardForm, actor: Actor) -> bool:
    now, said = timezone.now(), dict(form.cleaned_data)
    show = said.pop("shown")
    try:
        if not show:
            actions.hide_own_card(actor=actor, at=now)
        actions.keep_own_card(words=said, actor=actor, at=now)
        if show:
            actions.show_own_card(actor=actor, at=now)
    except actions.EmptyCard:
        form.add_error("does", "A card that is shown says at least what you do. Write it, or do not show the card.")
        return False
    return True
