"""Words beside a conversation: a new one caught in passing, and a look at our own before a reply leaves."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import queries as desk
from rapport.domains.desk.types import REF, TicketCard, TicketPage
from rapport.domains.knowledge import actions, queries
from rapport.foundation.actors import Actor
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.terms.forms import WordsForm

FAULTS = (actions.UnclearTerm, actions.AlreadyThere)


def words_beside(viewer: Actor, page: TicketPage, *, draft: str = "") -> dict[str, Any]:
    """Their words in their messages; and ours in the draft, else in the reply that the viewer sent last."""
    said = queries.words_in_conversation(
        viewer,
        theirs={m.id: m.text for m in page.messages if m.side == "theirs"},
        ours=draft or _sent_last(viewer, page),
        organisation_id=page.ticket.organisation_id,
        service_id=page.ticket.service_id,
        site_id=page.ticket.site_id,
    )
    return {"spotted": said.spotted, "heard": said.heard}


def _sent_last(viewer: Actor, page: TicketPage) -> str:
    """Only the one who wrote it reads what it could have said."""
    last = page.messages[-1] if page.messages else None
    return last.text if last and last.side == "ours" and last.author_id in viewer.reach.person_ids else ""


@staff_required
@require_POST
def catch(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Their word and ours, put to the person who wrote it."""
    actor, form = actor_of(request), WordsForm(request.POST)
    card = desk.ticket_card(actor, ticket_id)
    if not form.is_valid():
        messages.error(request, "Write both words: what they call it, and what we call it. Nothing was kept.")
        return redirect("workspace:ticket", ticket_id=ticket_id)
    try:
        _propose(form, card, actor)
    except FAULTS as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Put to {card.requester}. It counts once they agree.")
    return redirect("workspace:ticket", ticket_id=ticket_id)


def _propose(form: WordsForm, card: TicketCard, actor: Actor) -> None:
    actions.propose_term(
        wording=form.wording(),
        organisation_id=card.organisation_id,
        service_id=card.service_id,
        team_id=card.team_id,
        asked_id=card.requester_id,
        ref=(REF, card.id),
        actor=actor,
        at=timezone.now(),
    )
