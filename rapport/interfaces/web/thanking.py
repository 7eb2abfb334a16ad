"""Thanks on a form, the same for both sides: some words, if one likes, and whether others may see them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from rapport.domains.outreach import actions
from rapport.foundation import limits
from rapport.foundation.actors import Actor

A_DAY, MOST = 24 * 3600, 20


class ThanksForm(forms.Form):
    """Some words, if one likes, and whether others may see them."""

    words = forms.CharField(
        label="In your words",
        max_length=500,
        required=False,
        help_text="You may leave it empty: the thanks go out all the same.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "That is more than 500 letters. Make it a little shorter."},
    )
    consent = forms.BooleanField(label="They may show it to their colleagues, with my name", required=False)


def form_for(request: HttpRequest, given: object) -> ThanksForm:
    """The words as they were given, where they were."""
    initial = {name: getattr(given, name) for name in ("words", "consent")} if given else None
    return ThanksForm(request.POST if request.method == "POST" else None, initial=initial)


def give(actor: Actor, form: forms.Form, **about: Any) -> str:
    """Pass thanks on; the reason where that was refused."""
    if not limits.allow(f"thanks:{actor.person_id}", limit=MOST, per_seconds=A_DAY):
        return "Twenty thanks came from you today, and all are passed on. This one is not: send it tomorrow."
    try:
        actions.give_thanks(**form.cleaned_data, **about, actor=actor, at=timezone.now())
    except (actions.NobodyToThank, actions.TooLate) as error:
        return str(error)
    return ""
