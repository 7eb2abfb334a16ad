"""A letter of a ticket that was refused: sent again by whoever knows that the address works."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.domains.desk.queries import There
from rapport.foundation.actors import Actor
from rapport.foundation.postroom import Emptied
from rapport.interfaces.web.access import actor_of, staff_required


def refused_on(actor: Actor, ticket_id: int, there: There, *, at: datetime) -> dict[str, Any]:
    """What the page of a ticket says of letters that did not leave."""
    return {"refused_letters": queries.refused_letters(actor, ticket_id, at=at) if there.refused else []}


@staff_required
@require_POST
def send_again(request: HttpRequest, ticket_id: int, letter_id: int) -> HttpResponse:
    """Try once more; what is refused again stands on the ticket again."""
    now = timezone.now()
    try:
        actions.send_letter_again(ticket_id=ticket_id, letter_id=letter_id, actor=actor_of(request), at=now)
        messages.success(request, "It is sent again. If it is refused, it stands here again.")
    except Emptied:
        messages.error(request, "Its link worked once and is forgotten, so it cannot be sent again. Nothing was sent.")
    return redirect("workspace:ticket", ticket_id=ticket_id)
