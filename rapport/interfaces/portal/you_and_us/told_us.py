"""What a person told us they would do, and what they thought of, on their own page."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.ledger import actions as ledger_actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.promises import actions, queries
from rapport.domains.promises.types import Said
from rapport.foundation import limits
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.portal.you_and_us.forms import IdeaForm, OwnPromiseForm
from rapport.interfaces.web import once
from rapport.interfaces.web.access import actor_of, signed_in_required

A_DAY, MOST = 24 * 3600, 20
SHOWN = 8  # at once; the others are behind a fold
OWN_WORDS = {
    Said.KEPT.value: "Thank you. Those who help you read it.",
    Said.BROKEN.value: "Thank you for saying so. Those who help you read it.",
    Said.OPEN.value: "It is open again.",
    Said.WITHDRAWN.value: "Taken away. It stands nowhere any more.",
}


def told_us(actor: Actor, *, at: datetime) -> dict[str, Any]:
    """What is still to come, the next first, what came of the rest, and ideas."""
    rows = queries.promises_of(actor, actor.person_id or 0, at=at)
    teams = ledger.teams_met(actor)
    waiting = sorted((one for one in rows if one.open), key=lambda one: (one.due_on, one.id))
    told = [*waiting, *(one for one in rows if not one.open)]
    return {
        "told_us": told[:SHOWN],
        "earlier_told_us": told[SHOWN:],
        "own_promise": form_for(teams),
        "ideas": ledger.ideas_of(actor, actor.person_id or 0),
        "idea_form": None if actor.staff else IdeaForm(),
    }


def form_for(teams: list[tuple[int, str]], given: Any = None) -> OwnPromiseForm | None:
    """The form of what they promise us; nobody who has met no team yet has anybody to promise it to."""
    return OwnPromiseForm(given, teams=teams) if teams else None


def promise(request: HttpRequest, actor: Actor, *, at: datetime) -> OwnPromiseForm | None:
    """Keep what they promise a team; the form as it came where it cannot be kept."""
    form = form_for(ledger.teams_met(actor), request.POST)
    if form is None:
        raise NotFound("team")
    if not form.is_valid():
        return form
    if not limits.allow(f"told-us:{actor.person_id}", limit=MOST, per_seconds=A_DAY):
        form.add_error(None, "You noted twenty today, and all are kept. This one is not: note it tomorrow.")
        return form
    key = once.source_key(request) or f"form:{token_urlsafe(12)}"
    given = form.cleaned_data | {"person_id": actor.person_id, "source_key": key}
    try:
        actions.note_their_promise(actor=actor, at=at, **given)
    except (actions.TooFarAhead, actions.NothingPromised) as error:
        form.add_error(None, f"{error} Nothing was noted.")
        return form
    messages.success(request, "Noted. Those who help you read it; say here when it is done.")
    return None


def tell_idea(request: HttpRequest, actor: Actor, *, at: datetime) -> IdeaForm | None:
    """Keep an idea of theirs; the form as it came where it cannot be kept."""
    if actor.staff:
        raise NotFound("idea")
    form = IdeaForm(request.POST)
    if not form.is_valid():
        return form
    if not limits.allow(f"idea:{actor.person_id}", limit=MOST, per_seconds=A_DAY):
        form.add_error(None, "You told us twenty today, and all are kept. This one is not: tell it tomorrow.")
        return form
    key = once.source_key(request) or f"form:{token_urlsafe(12)}"
    ledger_actions.tell_idea(words=form.cleaned_data["words"], source_key=f"idea:{key}", actor=actor, at=at)
    messages.success(request, "Thank you. Those who help you read it; it stands below, and says so once it is there.")
    return None


TAKEN = {"own_promise": promise, "idea_form": tell_idea}  # by the button that was pressed


@signed_in_required
@require_POST
def settle(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Say what became of something one told us; everybody speaks for themself here."""
    actor, now, said = actor_of(request), timezone.now(), request.POST.get("said", "")
    own = {one.id for one in queries.promises_of(actor, actor.person_id or 0, at=now)}
    if promise_id not in own:
        raise NotFound("promise")
    if said not in OWN_WORDS:
        messages.error(request, "Choose what became of it. Nothing was changed.")
        return redirect("portal:relationship")
    actions.settle_their_promise(promise_id=promise_id, said=said, actor=actor, at=now)
    messages.success(request, OWN_WORDS[said])
    return redirect("portal:relationship")
