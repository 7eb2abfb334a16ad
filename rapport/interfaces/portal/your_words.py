"""Your words: who thanked you for an answer, and what we may quote, where, and with your name or without."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.recovery import actions, queries
from rapport.domains.recovery.types import Place
from rapport.interfaces.web.access import actor_of, signed_in_required

PLACES = [
    (Place.RESULTS.value, "On the results page, which everybody can read"),
    (Place.STAFF.value, "For those who serve here only"),
]


class WordsForm(forms.Form):
    """What we may quote, where it may stand, and whether with the name."""

    words = forms.CharField(
        label="In your words",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "That is more than 500 letters. Make it a little shorter."},
    )
    places = forms.MultipleChoiceField(
        label="Where it may stand", choices=PLACES, required=False, widget=forms.CheckboxSelectMultiple
    )
    with_name = forms.BooleanField(label="With my name", required=False)


@signed_in_required
def your_words(request: HttpRequest) -> HttpResponse:
    """One page for all of it; nobody who was not asked finds a form."""
    actor, now = actor_of(request), timezone.now()
    own = queries.own_words(actor)
    if request.method == "POST" and "take_back" in request.POST:
        actions.take_back(actor=actor, at=now)
        messages.success(request, "Taken back. Your words stand nowhere any more, and nobody asks again.")
        return redirect("portal:your_words")
    said = {"words": own.words, "places": own.places, "with_name": own.with_name} if own else None
    form = WordsForm(request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            actions.speak(actor=actor, at=now, **form.cleaned_data)
            messages.success(request, "Thank you. You may change it or take it back here at any time.")
            return redirect("portal:your_words")
        except actions.NothingSaid as error:
            form.add_error("words", str(error))
    words = {"own": own, "form": form if own else None, "thanked": queries.thanks_for_answers(actor), "now": now}
    return render(request, "portal/your_words.html", words, status=400 if form.errors else 200)
