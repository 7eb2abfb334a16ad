"""What a person told us they would do, and what they thought of, on their own page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.ledger import queries as ledger
from rapport.domains.promises import actions, queries
from rapport.domains.promises.types import Said
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look.web import actor_of, signed_in_required

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
    waiting = sorted((one for one in rows if one.open), key=lambda one: (one.due_on, one.id))
    told = [*waiting, *(one for one in rows if not one.open)]
    return {
        "told_us": told[:SHOWN],
        "earlier_told_us": told[SHOWN:],
        "ideas": ledger.ideas_of(actor, actor.person_id or 0),
    }


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
