"""Where people stand, who has gone quiet, how many moved in a quarter, and the direct line of each team."""

from __future__ import annotations

from datetime import UTC, datetime, time
from hashlib import blake2b
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapport.domains.insights import queries as insights
from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.types import NewEvidence
from rapport.domains.people import queries as people
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web import filters
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.stages import wording
from rapport.interfaces.workspace.stages.forms import EvidenceForm
from rapport.measures.stages import Kind


def panel(actor: Actor, person_id: int) -> dict[str, Any]:
    """What the person's page says about their stage."""
    return wording.panel(queries.stage(actor, person_id), person_id=person_id, today=timezone.localdate())


@require_safe
@staff_required
def moves(request: HttpRequest) -> HttpResponse:
    """How many people moved between stages in one quarter."""
    filters.only(request.GET, "quarter")
    wanted = wording.quarter_named(request.GET)
    found = insights.stage_table(actor_of(request), quarter=wanted)
    if found is not None and wanted is not None and found.quarter != wanted:
        raise NotFound("quarter")
    return render(request, "workspace/stages/moves.html", {"table": wording.table(found) if found else None})


@require_safe
@staff_required
def quiet(request: HttpRequest) -> HttpResponse:
    """Who has gone quiet: a reason to call."""
    actor = actor_of(request)
    page = queries.gone_quiet(actor, after=request.GET.get("after"))
    rows = [(one, wording.short(one.quiet_since)) for one in page.rows]
    words = {"rows": rows, "next": page.next, "until": queries.judged_until(actor), "now": timezone.now()}
    return render(request, "workspace/stages/quiet.html", words)


@staff_required
def evidence(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write down something a person did for the service."""
    actor, now = actor_of(request), timezone.now()
    found = people.person(actor, person_id)
    form = EvidenceForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_evidence(evidence=[_by_hand(found.kept_id, form.cleaned_data, now)], actor=actor, at=now)
        except actions.WrongEvidence as error:
            form.add_error("on", str(error))
        else:
            messages.success(request, "Written down. It counts when stages are next judged, after this month.")
            return redirect("workspace:person", person_id=found.kept_id)
    words = {"person": found, "form": form}
    return render(request, "workspace/stages/evidence.html", words, status=400 if form.errors else 200)


def _by_hand(person_id: int, said: dict[str, Any], now: datetime) -> NewEvidence:
    """The same words for the same day are the same act, so pressing twice writes it down once."""
    mark = blake2b(said["words"].strip().encode(), digest_size=8).hexdigest()
    at = datetime.combine(said["on"], time(12), UTC)
    at = now if said["on"] == timezone.localdate(now) else at
    key = f"hand:{said['kind']}:{said['on']}:{mark}"
    return NewEvidence(person_id, Kind(said["kind"]), at, key, words=said["words"])


@staff_required
def direct_line(request: HttpRequest) -> HttpResponse:
    """Whether a supporter's message goes straight to the agent they know, team by team."""
    actor = actor_of(request)
    actor.require("settings.write")
    teams = people.teams(actor)
    if request.method == "POST":
        chosen = {team.pk: str(team.pk) in request.POST.getlist("on") for team in teams}
        known = queries.direct_lines(actor)
        for team_id, on in chosen.items():
            if on != known.get(team_id, True):
                actions.set_direct_line(team_id=team_id, on=on, actor=actor, at=timezone.now())
        messages.success(request, "Kept. It holds for messages from now on.")
        return redirect("workspace:settings_direct_line")
    known = queries.direct_lines(actor)
    rows = [(team, known.get(team.pk, True)) for team in teams]
    return render(request, "workspace/stages/direct_line.html", {"rows": rows})
