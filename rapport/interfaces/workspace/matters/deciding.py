"""One episode of a person: its acts, and what belongs elsewhere; nothing is kept before its outcome was shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.ledger import actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.ledger.types import DecisionSeen, TimelineEpisode
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look import relationships
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace.matters.forms import ChoiceForm, NameForm

OTHERS = 30  # other episodes of the person, newest first
SAID = {"move": "moved an act", "split": "split it", "join": "joined two episodes", "name": "named it"}
REFUSED = (actions.NothingToDecide, actions.StandsAgainst)


@staff_required
def episode(request: HttpRequest, person_id: int, episode_id: int) -> HttpResponse:
    """The episode; with a choice in the address what would come of it, and a POST of the same choice keeps it."""
    actor = actor_of(request)
    found = ledger.episode(actor, person_id=person_id, episode_id=episode_id).as_of(timezone.now())
    if request.method == "POST":
        return _decide(request, actor, person_id, found)
    chosen = ChoiceForm(request.GET)
    wrong, outcome = "", None
    if chosen.is_valid():
        try:
            outcome = ledger.decision_outcome(actor, episode_id=episode_id, **_choice(chosen))
        except REFUSED as error:
            wrong = str(error)
    words = _page(actor, person_id, found) | {
        "outcome": outcome,
        "wrong": wrong,
        "choice": chosen.cleaned_data if outcome else None,
        "picked": _picked(request, found),
    }
    return render(request, "workspace/matters/episode.html", words, status=409 if wrong else 200)


def _choice(form: ChoiceForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {"kind": given["kind"], "act_id": given["act"], "other_id": given["other"]}


def _page(actor: Actor, person_id: int, found: TimelineEpisode) -> dict[str, Any]:
    rows = ledger.episodes(actor, person_id=person_id, size=OTHERS + 1).rows
    others = [one for one in (row.seen() for row in rows) if one.id != found.id and not relationships.stands_alone(one)]
    return {
        "card": people.names(actor, [person_id])[person_id],
        "person_id": person_id,
        "episode": found,
        "acts": [(act, act.corrects or act.id) for act in found.acts],
        "others": others[:OTHERS],
        "decisions": [(one, _said(one)) for one in ledger.decisions_on(actor, episode_id=found.id)],
        "name_form": NameForm(initial={"words": found.title}),
        "may_set": actor.reach.may("gaps.write"),
        "now": timezone.now(),
    }


def _said(one: DecisionSeen) -> str:
    return f"{one.made_by or 'Somebody'} {SAID[one.kind]}{f': {one.words}' if one.words else ''}"


def _picked(request: HttpRequest, found: TimelineEpisode) -> Any:
    """The act that shall go elsewhere, chosen first, its place second."""
    asked = id_in(request.GET.get("act"))
    if "kind" in request.GET or asked is None:
        return None
    return next((act for act in found.acts if (act.corrects or act.id) == asked), None)


def _decide(request: HttpRequest, actor: Actor, person_id: int, found: TimelineEpisode) -> HttpResponse:
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        raise NotFound
    try:
        actions.decide(episode_id=found.id, actor=actor, at=timezone.now(), **_choice(form))
    except REFUSED as error:
        messages.error(request, str(error))
        return redirect("workspace:episode", person_id=person_id, episode_id=found.id)
    messages.success(request, "Kept. It holds until somebody takes it back.")
    return _back(actor, person_id, (found.id, form.cleaned_data["other"]))


def _back(actor: Actor, person_id: int, episode_ids: tuple[int | None, ...]) -> HttpResponse:
    """To the first of these episodes that still stands, else to the person."""
    for episode_id in episode_ids:
        if episode_id is not None:
            try:
                ledger.episode(actor, person_id=person_id, episode_id=episode_id)
            except NotFound:
                continue
            return redirect("workspace:episode", person_id=person_id, episode_id=episode_id)
    return redirect("workspace:person", person_id=person_id)


@staff_required
@require_POST
def name(request: HttpRequest, person_id: int, episode_id: int) -> HttpResponse:
    """Give the episode a name."""
    actor = actor_of(request)
    ledger.episode(actor, person_id=person_id, episode_id=episode_id)
    form = NameForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        actions.name_episode(episode_id=episode_id, words=words, actor=actor, at=timezone.now())
        messages.success(request, "Named. It holds until somebody takes it back.")
    else:
        messages.error(request, " ".join(map(str, form.errors["words"])))
    return redirect("workspace:episode", person_id=person_id, episode_id=episode_id)


@staff_required
@require_POST
def undo(request: HttpRequest, person_id: int, episode_id: int) -> HttpResponse:
    """Take a decision back; the rules decide again."""
    actor = actor_of(request)
    ledger.episode(actor, person_id=person_id, episode_id=episode_id)
    asked = id_in(request.POST.get("decision"))
    known = {one.id for one in ledger.decisions_on(actor, episode_id=episode_id)}
    if asked is None or asked not in known:
        raise NotFound
    actions.take_back(decision_id=asked, actor=actor, at=timezone.now())
    messages.success(request, "Taken back. The rules decide again.")
    return _back(actor, person_id, (episode_id,))
