"""Being asked what you think of us: never again, or once more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.people import actions, queries
from rapport.foundation.actors import NotFound
from rapport.interfaces.look.wording.german import say
from rapport.interfaces.web.access import actor_of, signed_in_required


@signed_in_required
def being_asked(request: HttpRequest) -> HttpResponse:
    """Whether we may ask, and one button that changes it."""
    actor = actor_of(request)
    if actor.person_id is None:
        raise NotFound
    if request.method == "POST":
        if request.POST.get("ask") == "yes":
            actions.opt_in(actor=actor, at=timezone.now())
            messages.success(request, say("You may be asked again."))
        else:
            actions.opt_out(person_id=actor.person_id, actor=actor, at=timezone.now())
            messages.success(request, say("We will not ask you again."))
        return redirect("portal:being_asked")
    person = queries.person(actor, actor.person_id)
    return render(request, "portal/being_asked.html", {"never": person.opted_out_at, "now": timezone.now()})
