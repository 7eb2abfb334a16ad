"""Tags and custom fields of one ticket."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import actions, queries
from rapport.domains.desk.types import TicketPage
from rapport.foundation.actors import Actor
from rapport.interfaces.web.access import actor_of, staff_required


def details(actor: Actor, page: TicketPage, there: queries.There) -> dict[str, Any]:
    """What the ticket says beside its conversation."""
    pk = page.ticket.id
    tags = queries.tags_of(actor, [pk]).get(pk, ()) if there.tags else ()
    return {"tags": tags, "asked": queries.fields_of(actor, pk) if there.fields else []}


@staff_required
@require_POST
def keep_details(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Keep tags and fields as they stand in the form."""
    actor, now = actor_of(request), timezone.now()
    asked = queries.fields_of(actor, queries.ticket_card(actor, ticket_id).id)
    values = {one.id: request.POST.get(f"field-{one.id}", "") for one in asked}
    try:
        actions.set_tags(ticket_id=ticket_id, names=[request.POST.get("tags", "")], actor=actor, at=now)
        actions.set_fields(ticket_id=ticket_id, values=values, actor=actor, at=now)
    except (actions.WrongTag, actions.WrongField) as error:
        messages.error(request, str(error))
    return redirect("workspace:ticket", ticket_id=ticket_id)
