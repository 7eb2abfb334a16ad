"""A ticket and the known problem it is: suggested beside the conversation, tied with one press."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import queries as desk
from rapport.domains.desk.types import REF, TicketPage
from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.types import ProblemCard, Suggestion
from rapport.foundation.actors import Actor
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in


@dataclass(frozen=True)
class OnTicket:
    """What a ticket is tied to, else what it may be; and what was filled into the form of its service."""

    tied: ProblemCard | None
    like: tuple[Suggestion, ...]
    filled: tuple[tuple[str, str], ...] = ()


def on_ticket(actor: Actor, page: TicketPage, there: desk.There) -> OnTicket:
    """The problem it is tied to; while it is open and tied to none, the known problems it is like."""
    card = page.ticket
    filled = tuple(desk.filled_in(actor, card.id)) if there.filled else ()
    tied = queries.problem_of(actor, (REF, card.id))
    if tied is None and there.merged:
        tied = _tied_before(actor, card.id)
    if tied is not None or card.state in {"solved", "closed"}:
        return OnTicket(tied, (), filled)
    return OnTicket(None, tuple(queries.problems_like(actor, card.subject, service_id=card.service_id)), filled)


def _tied_before(actor: Actor, ticket_id: int) -> ProblemCard | None:
    """What one of the tickets that were merged into this one was tied to."""
    merged = desk.merged_in(actor, ticket_id, at=timezone.now())
    return next(filter(None, (queries.problem_of(actor, (REF, one.ticket_id)) for one in merged)), None)


@staff_required
@require_POST
def tie(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """It is this problem: whoever asked is counted, and told when it is fixed."""
    actor = actor_of(request)
    card = queries.problem(actor, request.POST.get("problem", ""))
    _tie(actor, ticket_id, card.id)
    messages.success(request, f"Tied to “{card.title}”. They are told when it is fixed.")
    return redirect("workspace:ticket", ticket_id=ticket_id)


def tie_first(request: HttpRequest, actor: Actor, problem_id: int) -> None:
    """Tie the ticket that a new problem was opened from, where there is one."""
    raw = request.POST.get("ticket", "")
    ticket_id = id_in(raw)
    if ticket_id is not None:
        _tie(actor, ticket_id, problem_id)


def _tie(actor: Actor, ticket_id: int, problem_id: int) -> None:
    asked = desk.ticket_card(actor, ticket_id)
    actions.tie_to_problem(
        problem_id=problem_id, ref=(REF, ticket_id), person_id=asked.requester_id, actor=actor, at=timezone.now()
    )
