"""The planner: a wanted range, how many to ask for it, whom the lot would take, and one button that sends."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rapport.domains.insights import queries as insights
from rapport.domains.insights.types import Judging
from rapport.domains.people import queries as people
from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.types import RELATIONAL, REST_DAYS, Per, Plan, Rest
from rapport.foundation.actors import Actor
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace.asking import wording
from rapport.interfaces.workspace.asking.forms import MARGINS, PlanForm, SendForm, new_seed


@require_safe
@staff_required
def plan(request: HttpRequest) -> HttpResponse:
    """How many answers a range needs and what that takes; with `look` also whom the lot would take. Stores nothing."""
    actor = actor_of(request)
    actor.require("surveys.send")
    rows = queries.surveys(actor)
    choices = [(row.pk, row.name) for row in rows]
    if not choices:
        return render(request, "workspace/asking/nothing.html")
    given = _given(request, choices, {row.pk: row.kind for row in rows})
    judged = _judging(actor, given["survey"], choices)
    margins = [wording.margin_words(one, judged) for one in MARGINS]
    form = PlanForm(given, surveys=choices, margins=margins)
    if not form.is_valid():
        return render(request, "workspace/asking/plan.html", {"form": form}, status=400)
    said = form.cleaned_data
    found = queries.plan(
        actor,
        survey_id=said["survey"],
        margin=said["margin"],
        per=Per(said["per"]),
        rest_days=said["rest_days"],
        at=timezone.now(),
    )
    look = _looked_at(request, actor, said, found) if "look" in request.GET else {"seed": new_seed()}
    return render(request, "workspace/asking/plan.html", {"form": form, **_words(found, said, judged), **look})


@require_POST
@staff_required
def send(request: HttpRequest) -> HttpResponse:
    """Draw what was looked at, keep it, and send it."""
    form = SendForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was drawn and nothing was sent: the form was not whole. Plan it once more.")
        return redirect("workspace:survey_plan")
    actor, now, said = actor_of(request), timezone.now(), form.cleaned_data
    month = timezone.localdate().replace(day=1)
    try:
        made = actions.draw_sample(
            survey_id=said["survey"], month=month, size=said["size"], rest_days=said["rest_days"], seed=said["seed"],
            actor=actor, at=now,
        )  # fmt: skip
    except actions.SampleThere:
        messages.error(request, "This month has its sample already; a second one would ask people twice.")
        return redirect("workspace:samples")
    except actions.NobodyToDraw as error:
        messages.error(request, str(error))
        return redirect("workspace:survey_plan")
    sent = actions.send_sample(sample_id=made.sample_id or 0, actor=actor, at=now)
    messages.success(request, f"{sent} invitations leave on working mornings, spread over the month.")
    return redirect("workspace:sample", sample_id=made.sample_id)


def _given(request: HttpRequest, choices: list[tuple[int, str]], kinds: dict[int, str]) -> dict[str, Any]:
    """What the address says, and the usual for what it leaves out: each sort of survey has its own rest.

    `last` is the survey the form was filled in for: if its usual rest stands there, nobody wished for that.
    """
    chosen = id_in(request.GET.get("survey", "")) or choices[0][0]
    days = _usual_rest(kinds.get(chosen, "nps"))
    usual = {"survey": choices[0][0], "margin": 15, "per": Per.MONTH.value, "rest_days": days}
    given = {name: request.GET[name] for name in usual if request.GET.get(name)}
    last = kinds.get(id_in(request.GET.get("last", "")) or chosen, "nps")
    if given.get("rest_days") == str(_usual_rest(last)):
        given["rest_days"] = str(days)
    return usual | given


def _usual_rest(kind: str) -> int:
    return REST_DAYS[Rest.RELATIONAL if kind in RELATIONAL else Rest.TRANSACTIONAL]


def _judging(actor: Actor, raw: Any, choices: list[tuple[int, str]]) -> Judging:
    """How the chosen survey is read: its unit is the planner's."""
    chosen = id_in(str(raw))
    known = {pk for pk, _ in choices}
    return insights.judging(actor, survey_id=chosen if chosen in known else choices[0][0])


def _words(found: Plan, said: dict[str, Any], judged: Judging) -> dict[str, Any]:
    return {
        "plan": found,
        "rests": wording.rests(),
        "said": said,
        "lead": wording.lead(found, wording.margin_words(found.margin, judged)),
        "why": wording.why(found),
        "lasts": wording.lasts(found),
        "whom": wording.WHOM[found.asked],
    }


def _looked_at(request: HttpRequest, actor: Actor, said: dict[str, Any], found: Plan) -> dict[str, Any]:
    """The draw as it would be, from the same seed that the button sends on."""
    raw = request.GET.get("seed", "")
    seed = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 16 else new_seed()
    made = None
    if found.ask:
        made = queries.trial_draw(
            actor,
            survey_id=said["survey"],
            month=timezone.localdate(),
            size=found.ask,
            rest_days=said["rest_days"],
            seed=seed,
        )
    sites = {row.pk: row.name for row in people.sites(actor)}
    services = {row.pk: row.name for row in people.services(actor)}
    strata = wording.strata(queries.strata_of(actor, made), sites, services) if made else []
    return {"seed": seed, "made": made, "strata": strata}
