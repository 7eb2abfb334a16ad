"""Today: who waits, what was promised, and one row of three taps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import queries as desk
from rapport.domains.ledger import actions as ledger_actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.foundation.actors import Actor
from rapport.interfaces.look.web import actor_of, staff_required
from rapport.interfaces.portal.forms import ThreeQuestionsForm

SHOWN = 8


@staff_required
def today(request: HttpRequest) -> HttpResponse:
    """The first page of everybody who serves."""
    actor, now = actor_of(request), timezone.now()
    made = promises.open_promises(actor, at=now).rows
    waiting = desk.queue(actor, view="mine").rows or desk.queue(actor, view="team").rows
    asked = ledger.reflections_to_ask(actor, now)[:1]
    names = people.names(actor, {p.person_id for p in made} | {r.person_id for r in asked})
    words = {
        "promises": [(p, names.get(p.person_id)) for p in made[:SHOWN]],
        "more_promises": max(0, len(made) - SHOWN),
        "waiting": waiting[:SHOWN],
        "counts": desk.counts(actor),
        "asked": [(r, names.get(r.person_id)) for r in asked],
        "next_step": _next_step(actor),
        "now": now,
    }
    return render(request, "workspace/today.html", words)


def _next_step(actor: Actor) -> tuple[str, str] | None:
    """Until a desk can work, every first page says what is missing."""
    if not people.teams(actor):
        return ("Create the first team", "workspace:settings")
    if not people.services(actor):
        return ("Name the first service", "workspace:settings")
    if not desk.mailboxes(actor):
        return ("Connect a mailbox", "workspace:settings")
    return None


@staff_required
@require_POST
def three_questions(request: HttpRequest, episode_id: int) -> HttpResponse:
    """Three taps of the agent, or a skip."""
    actor, now = actor_of(request), timezone.now()
    form = ThreeQuestionsForm(request.POST)
    if "skip" in request.POST or not form.is_valid() or all(v is None for v in form.taps().values()):
        ledger_actions.skip_reflection(episode_id=episode_id, side="ours", actor=actor, at=now)
    else:
        ledger_actions.answer_reflection(episode_id=episode_id, side="ours", actor=actor, at=now, **form.taps())
    return redirect("workspace:today")
