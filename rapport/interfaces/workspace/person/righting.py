"""What a person says is not right: put it right, or say why it stays."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from rapport.domains.ledger import actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import About, CorrectionSeen
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.person.forms import AcceptForm, DeclineForm


@staff_required
def correction(request: HttpRequest, person_id: int, correction_id: int) -> HttpResponse:
    """Their words beside what stands there now."""
    actor = actor_of(request)
    found = {one.id: one for one in ledger.corrections(actor, person_id)}.get(correction_id)
    if found is None:
        raise NotFound("correction")
    accept = AcceptForm(request.POST if "accept" in request.POST else None, initial={"title": found.stands})
    decline = DeclineForm(request.POST if "decline" in request.POST else None)
    if request.method == "POST" and _decided(found, accept, decline, actor):
        return redirect("workspace:person", person_id=person_id)
    shown = {
        "asked": found,
        "of_episode": found.about == About.EPISODE,
        "card": people.names(actor, [person_id])[person_id],
        "accept": accept,
        "decline": decline,
        "now": timezone.now(),
    }
    failed = accept.is_bound or decline.is_bound
    return render(request, "workspace/person/correction.html", shown, status=400 if failed else 200)


def _decided(found: CorrectionSeen, accept: AcceptForm, decline: DeclineForm, actor: Actor) -> bool:
    """Do what was pressed; what cannot be stands in the form as its error."""
    form = accept if accept.is_bound else decline
    if not form.is_bound or not form.is_valid():
        return False
    try:
        if isinstance(form, AcceptForm):
            actions.accept_correction(correction_id=found.id, actor=actor, at=timezone.now(), **form.changes())
        else:
            answer = form.cleaned_data["answer"]
            actions.decline_correction(correction_id=found.id, answer=answer, actor=actor, at=timezone.now())
    except (ValueError, actions.AlreadyDecided, actions.AlreadyCorrected) as error:
        form.add_error(None, str(error) if not isinstance(error, actions.AlreadyCorrected) else CORRECTED)
        return False
    return True


CORRECTED = "Somebody corrected this act before. Nothing was changed; say so below, or look at the newest act."
