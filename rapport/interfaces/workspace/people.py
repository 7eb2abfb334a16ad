"""People, and one relationship."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.ledger import actions as ledger_actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.people import queries
from rapport.domains.promises import queries as promises
from rapport.interfaces.look import relationships
from rapport.interfaces.look.marks import Words
from rapport.interfaces.look.web import actor_of, staff_required
from rapport.interfaces.workspace import tapped
from rapport.interfaces.workspace.forms import NextStepForm
from rapport.interfaces.workspace.leaving import pages as leaving

OPEN, ENDED = {"open", "at risk"}, {"kept", "broken"}
LAST = 5  # promises that have ended and are shown at once
SHOWN = 8  # episodes shown at once; the others are behind a fold


@staff_required
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody within reach, by name; a few letters narrow it."""
    search = request.GET.get("q", "").strip()[:100]
    actor = actor_of(request)
    page, merges = queries.people(actor, search=search, after=request.GET.get("after")), actor.reach.may("people.write")
    return render(
        request, "workspace/people.html", {"rows": page.rows, "next": page.next, "search": search, "merges": merges}
    )


@staff_required
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """How we got here and where we stand."""
    actor, now = actor_of(request), timezone.now()
    found = queries.person(actor, person_id)
    if found.merged_into_id is not None:
        return redirect("workspace:person", person_id=found.merged_into_id)
    card = queries.names(actor, [person_id])[person_id]
    timeline = ledger.timeline(actor, person_id)
    made = list(promises.promises_to(actor, person_id, at=now))
    ended = [p for p in made if p.standing in ENDED]
    episodes = [e for e in timeline.episodes if not relationships.is_answer(e)]
    said = ledger.reflections_on(actor, [e.id for e in episodes])
    told = [(e, tapped.sentences(said.get(e.id, ()))) for e in episodes]
    words = {
        "person": found,
        "card": card,
        "timeline": timeline,
        "year": relationships.draw_line(timeline, made, start=now - relationships.timedelta(days=365), at=now),
        "month": relationships.draw_line(timeline, made, start=now - relationships.timedelta(days=21), at=now),
        "words": Words(their=card.name, ours="us"),
        "open_promises": sorted((p for p in made if p.standing in OPEN), key=lambda p: p.due_at),
        "past_promises": ended[:LAST],
        "earlier_promises": ended[LAST:],
        "kept": sum(p.standing == "kept" for p in ended),
        "ended": len(ended),
        "answers": relationships.answers_of(timeline),
        "episodes": told[:SHOWN],
        "earlier_episodes": told[SHOWN:],
        "knows": ledger.who_knows_whom(actor, person_id),
        "relationship": ledger.relationship(actor, person_id),
        "services": queries.services_of(actor, [person_id]).get(person_id, []),
        "leaving": leaving.links_for(actor, person_id) if found.left_at is None else None,
        "now": now,
    }
    words["next_step_form"] = _next_step_form(words["relationship"])
    return render(request, "workspace/person.html", words)


def _next_step_form(found: object) -> NextStepForm | None:
    if found is None:
        return None
    initial = {name: getattr(found, name) for name in ("next_step", "next_step_on")}
    return NextStepForm(initial=initial | {"team": getattr(found, "team_id", None)})


@staff_required
@require_POST
def next_step(request: HttpRequest, person_id: int) -> HttpResponse:
    """Keep what we do next."""
    form = NextStepForm(request.POST)
    if form.is_valid():
        ledger_actions.set_next_step(
            person_id=person_id,
            team_id=form.cleaned_data["team"],
            next_step=form.cleaned_data["next_step"],
            next_step_on=form.cleaned_data["next_step_on"],
            actor=actor_of(request),
            at=timezone.now(),
        )
    return redirect("workspace:person", person_id=person_id)
