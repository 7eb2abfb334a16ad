"""Planned contact by due date, one plan with its call, the cadence, the usual cadences, and one's own calendar."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.ledger import actions as ledger
from rapport.domains.ledger.types import Step
from rapport.domains.outreach import actions, queries
from rapport.domains.outreach.types import Level, PlanSeen, Scope
from rapport.domains.people import queries as people
from rapport.foundation import limits
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web import failures, once
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace.choosing import Whom
from rapport.interfaces.workspace.outreach.forms import CadenceForm, CallForm, LevelsForm

VIEWS = (("all", "All"), ("mine", "Mine"), ("overdue", "Overdue"))
FOUND = 8


@staff_required
def plan_list(request: HttpRequest) -> HttpResponse:
    """With whom we talk next, and how much of our contact was planned."""
    actor, now = actor_of(request), timezone.now()
    view, team = request.GET.get("view", "all"), _number(request.GET.get("team"))
    chosen = view if view in dict(VIEWS) else "all"
    page = queries.plans(actor, at=now, view=chosen, team_id=team, after=request.GET.get("after"))
    reasons = queries.reasons_to_call(actor, [row.id for row in page.rows], at=now)
    words = {
        "rows": [(row, reasons.get(row.id, [])) for row in page.rows],
        "next": page.next,
        "views": VIEWS,
        "view": chosen,
        "team": team,
        "teams": teams_of(actor),
        "shares": queries.planned_shares(actor, team_id=team),
        "missing": queries.missing_levels(actor, at=now, team_id=team),
        "may_set": actor.reach.may("settings.write"),
        "now": now,
    }
    return render(request, "workspace/outreach/plans.html", words)


@staff_required
def choose(request: HttpRequest) -> HttpResponse:
    """With whom? A person by name, a site, or an organisation."""
    actor, search = actor_of(request), request.GET.get("q", "").strip()[:100]
    words = {
        "search": search,
        "found": people.people(actor, search=search, size=FOUND).rows if search else [],
        "organisations": [row for row in people.organisations(actor) if row.kind == "client"],
        "sites": people.sites(actor),
        "today": timezone.localdate(),
    }
    return render(request, "workspace/outreach/choose.html", words)


@staff_required
def cadence(request: HttpRequest, scope: str, target_id: int) -> HttpResponse:
    """How often we talk with somebody; planned already, it is changed here."""
    actor, now = actor_of(request), timezone.now()
    name, back = _target(actor, scope, target_id)
    teams = teams_of(actor)
    team = _number(request.POST.get("team") or request.GET.get("team")) or next((pk for pk, _ in teams), 0)
    known = queries.plan_of(actor, scope=Scope(scope), target_id=target_id, team_id=team, at=now)
    form = _cadence_form(request, actor, teams, team, known)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(actor, scope, target_id, form.cleaned_data)
            messages.success(request, f"Contact with {name} is planned.")
            return redirect("workspace:plan")
        except (actions.WrongCadence, actions.SeveralLines) as error:
            form.add_error(None, str(error))
    words = {"form": form, "name": name, "back": back, "known": known}
    return render(request, "workspace/outreach/cadence.html", words, status=400 if form.errors else 200)


def _cadence_form(
    request: HttpRequest, actor: Actor, teams: list[tuple[int, str]], team: int, known: PlanSeen | None
) -> CadenceForm:
    initial: dict[str, Any] = {"team": team, "owner": actor.person_id, "level": Level.USER}
    if known is not None:
        initial = {"team": team, "owner": known.owner_id, "level": known.level, "why": known.why}
        initial |= {"ideal_days": known.cadence.ideal_days, "longest_days": known.cadence.longest_days}
    agents, usual = people.staff_of_team(actor, team), queries.cadences(actor)
    return CadenceForm(request.POST or None, initial=initial, teams=teams, agents=agents, usual=usual)


def _keep(actor: Actor, scope: str, target_id: int, given: dict[str, Any]) -> None:
    actions.plan_contact(
        scope=Scope(scope),
        target_id=target_id,
        team_id=given["team"],
        level=Level(given["level"]),
        ideal_days=given["ideal_days"],
        longest_days=given["longest_days"],
        why=given["why"],
        owner_id=given["owner"],
        actor=actor,
        at=timezone.now(),
    )


def _target(actor: Actor, scope: str, target_id: int) -> tuple[str, str]:
    """The name of whom the plan is about, and where their page is."""
    if scope == Scope.PERSON:
        found = people.person(actor, target_id)
        if found.left_at is None:
            return found.name, reverse("workspace:person", args=[found.kept_id])
    choices = {Scope.SITE: people.sites, Scope.ORGANISATION: people.organisations}.get(scope)  # type: ignore[call-overload]
    row = next((one for one in choices(actor) if one.pk == target_id), None) if choices else None
    if row is None:
        raise NotFound(scope)
    return row.name, reverse("workspace:plan")


@staff_required
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One planned contact: why one would call, and the call itself in one line."""
    actor, now = actor_of(request), timezone.now()
    found = queries.plan(actor, plan_id, at=now)
    whom = _whom(actor, found)
    form = _call_form(request, found, whom) if whom or found.person_id else None
    if request.method == "POST" and form is not None and form.is_valid():
        given = form.cleaned_data
        given["person_id"] = given.pop("person", None)
        try:
            actions.log_call(plan_id=plan_id, source_key=once.source_key(request), actor=actor, at=now, **given)
            messages.success(request, "It is kept in the line of both sides.")
            return redirect("workspace:plan")
        except (actions.NobodyCalled, actions.NotTheirCall, actions.SeveralLines) as error:
            form.add_error(None, str(error))
        except ledger.ChangedMeanwhile as error:
            form.meets(cast(Step, error.stands))
    words = {
        "plan": found,
        "target_id": found.person_id or found.site_id or found.organisation_id,
        "reasons": queries.reasons_to_call(actor, [plan_id], at=now).get(plan_id, []),
        "person": people.person(actor, found.person_id) if found.person_id else None,
        "form": form,
        "now": now,
    }
    return render(request, "workspace/outreach/plan.html", words, status=400 if form and form.errors else 200)


def _call_form(request: HttpRequest, found: PlanSeen, whom: Whom | None) -> CallForm:
    """The call in one line, with the next step that stands, as its writer sees it."""
    steps = [Step(found.next_step, found.next_step_on)] if found.next_step else []
    if found.person_id:
        steps = list(dict.fromkeys([*steps, *queries.next_steps(actor_of(request), found.person_id)]))
    return CallForm(request.POST or None, whom=whom, steps=steps, today=timezone.localdate())


def _whom(actor: Actor, found: PlanSeen) -> Whom | None:
    """Whom one may have called, where the plan does not say; None where nobody is there."""
    if found.person_id is not None:
        return None
    where = {"site_id": found.site_id} if found.site_id else {"organisation_id": found.organisation_id}
    whom = Whom(actor, **where)
    return whom if whom.first else None


@staff_required
@require_POST
def end(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Give it up."""
    actions.end_plan(plan_id=plan_id, actor=actor_of(request), at=timezone.now())
    messages.success(request, "It is given up. What was said stays on their line.")
    return redirect("workspace:plan")


@staff_required
def levels(request: HttpRequest) -> HttpResponse:
    """The usual cadence of each level."""
    actor, now = actor_of(request), timezone.now()
    actor.require("settings.write")
    form = LevelsForm(request.POST or None, usual=queries.cadences(actor))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        for level in Level:
            days = {"ideal_days": given[f"{level}_ideal"], "longest_days": given[f"{level}_longest"]}
            actions.set_level(level=level, actor=actor, at=now, **days)
        messages.success(request, "Kept. Plans that stand keep their own cadence.")
        return redirect("workspace:plan")
    return render(request, "workspace/outreach/levels.html", {"form": form}, status=400 if form.errors else 200)


@staff_required
def calendar(request: HttpRequest) -> HttpResponse:
    """The agent's own link for a calendar program: shown once, made anew or ended at any time."""
    actor, now = actor_of(request), timezone.now()
    link = ""
    if request.method == "POST" and "end" in request.POST:
        actions.end_calendar_link(actor=actor, at=now)
        messages.success(request, "The link opens nothing any more.")
        return redirect("workspace:plan_calendar")
    if request.method == "POST":
        if not limits.allow(f"calendar:{actor.person_id}", limit=10, per_seconds=3600):
            return _too_often(request)
        token = actions.new_calendar_link(actor=actor, at=now)
        link = request.build_absolute_uri(reverse("public:calendar", args=[token]))
    words = {"link": link, "since": queries.calendar_since(actor, at=now), "now": now}
    response = render(request, "workspace/outreach/calendar.html", words)
    response.headers["Cache-Control"] = "no-store"
    return response


def _too_often(request: HttpRequest) -> HttpResponse:
    return failures.message(
        request,
        status=429,
        title="That was very often",
        what="Ten links were made within an hour.",
        safe="The last one opens your calendar.",
        todo="Back to the plan",
        url=reverse("workspace:plan"),
    )


def teams_of(actor: Actor) -> list[tuple[int, str]]:
    """Ids and names of the teams one serves in."""
    return [(row.pk, row.name) for row in people.teams(actor) if row.pk in actor.reach.team_ids]


def _number(said: str | None) -> int | None:
    return id_in(said)
