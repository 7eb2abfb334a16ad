"""What our time together opens to somebody, in plain words, and who sent them to us."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.types import Opening
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web.access import actor_of, signed_in_required

WORDS = {
    Opening.EARLY_NEWS: "You hear early what is going to change.",
    Opening.PILOTS: "You may try new things before everybody else. We ask you; you may always say no.",
    Opening.DESIGN: "We ask you first when a service is made anew.",
}


class SentByForm(forms.Form):
    """One name or one address."""

    said = forms.CharField(
        label="Name or mail address",
        max_length=254,
        error_messages={"required": "Write the name or the address of who sent you."},
    )


def opened(actor: Actor, *, at: datetime) -> dict[str, Any]:
    """What is open to the one who looks, each as a sentence; and whether they may still say who sent them."""
    person_id = actor.person_id or 0
    found = queries.openings(actor, [person_id]).get(person_id, frozenset())
    said = [WORDS[one] for one in Opening if one in found and one in WORDS]
    known = queries.known_agent(actor, person_id, at=at) if Opening.DIRECT_LINE in found else None
    if known is not None:
        agent, team = known
        name = people.names(actor, [agent])[agent].name
        said.insert(0, f"What you write to {team} goes straight to {name}, who knows you.")
    return {"said": said, "asks": queries.may_say_who_sent(actor, at=at)}


@signed_in_required
def sent_by(request: HttpRequest) -> HttpResponse:
    """A newcomer says once who sent them; the answer is the same whether we know that one or not."""
    actor, now = actor_of(request), timezone.now()
    if not queries.may_say_who_sent(actor, at=now):
        raise NotFound
    form = SentByForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.say_who_sent_me(said=form.cleaned_data["said"], actor=actor, at=now)
        messages.success(request, "Thank you. We are glad that you were sent to us.")
        return redirect("portal:relationship")
    return render(request, "portal/sent_by.html", {"form": form}, status=400 if form.errors else 200)
