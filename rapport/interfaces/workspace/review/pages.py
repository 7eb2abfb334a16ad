"""The client review of an organisation and a quarter: read, agreed, signed and printed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from rapport.domains.insights import actions
from rapport.domains.insights import queries as insights
from rapport.domains.people import queries as people
from rapport.domains.people.types import NOT_YET_KNOWN, OrganisationKind
from rapport.foundation.actors import Actor
from rapport.interfaces.look import reviews
from rapport.interfaces.look.wording import quarters
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.review.forms import AgreeForm, PlanForm

PAGE = "workspace/review/review.html"
NOBODY_S = "workspace/review/ourselves.html"


@require_safe
@staff_required
def review(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Facts, perception, what was said, done and agreed, on one page of paper; of ourselves, the list of clients."""
    return _ourselves(request, organisation_id) or _page(request, organisation_id)


@require_POST
@staff_required
def agree(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Write down something both sides agreed."""
    actor = actor_of(request)
    form = AgreeForm(request.POST, people=_both_sides(actor, organisation_id))
    if not form.is_valid():
        return _page(request, organisation_id, agree_form=form, status=422)
    when: dict[str, Any] = {"quarter": _quarter(request), "at": timezone.now()}
    actions.agree_action(organisation_id=organisation_id, actor=actor, **when, **form.cleaned_data)
    return _back(request, organisation_id)


@require_POST
@staff_required
def plan(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """What comes next."""
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation_id, plan_form=form, status=422)
    when: dict[str, Any] = {"quarter": _quarter(request), "at": timezone.now()}
    actions.plan_review(organisation_id=organisation_id, actor=actor_of(request), **when, **form.cleaned_data)
    return _back(request, organisation_id)


@require_POST
@staff_required
def change(request: HttpRequest, organisation_id: int, action_id: int) -> HttpResponse:
    """Something agreed was done, was not done after all, or is not agreed any more."""
    actor, now = actor_of(request), timezone.now()
    people.organisation(actor, organisation_id)
    if request.POST.get("then") == "leave out":
        actions.leave_out_action(action_id=action_id, actor=actor, at=now)
    else:
        actions.finish_action(action_id=action_id, done=request.POST.get("then") == "done", actor=actor, at=now)
    return _back(request, organisation_id)


@require_POST
@staff_required
def sign(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Sign for our side what was agreed as it stands."""
    try:
        actions.sign_review(
            organisation_id=organisation_id, quarter=_quarter(request), actor=actor_of(request), at=timezone.now()
        )
    except actions.NothingAgreed:
        messages.error(request, "There is nothing to sign yet. Write down what was agreed first.")
    return _back(request, organisation_id)


def _ourselves(request: HttpRequest, organisation_id: int) -> HttpResponse | None:
    """A review has two sides; where the organisation is the provider, the page leads to those that have one."""
    actor, quarter = actor_of(request), _quarter(request)
    found = people.organisation(actor, organisation_id)
    if found.kind != OrganisationKind.PROVIDER:
        return None
    insights.review_quarters(actor, organisation_id, at=timezone.now())  # refuses who may not read reviews
    others = [one for one in people.organisations(actor) if one.kind != found.kind and one.name != NOT_YET_KNOWN]
    words = {"name": found.name, "organisation_id": organisation_id, "others": others}
    return render(request, NOBODY_S, words | {"quarter": quarters.label(quarter), "key": quarters.key(quarter)})


def _page(
    request: HttpRequest,
    organisation_id: int,
    *,
    agree_form: AgreeForm | None = None,
    plan_form: PlanForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, now, quarter = actor_of(request), timezone.now(), _quarter(request)
    found = insights.review(actor, organisation_id, quarter=quarter, at=now)
    said = reviews.read(actor, found, at=now)
    initial = {"next_step": found.next_step, "next_on": found.next_on}
    said |= {
        "quarters": quarters.choices(insights.review_quarters(actor, organisation_id, at=now), quarter),
        "agree_form": agree_form or AgreeForm(people=_both_sides(actor, organisation_id)),
        "plan_form": plan_form or PlanForm(initial=initial),
    }
    return render(request, PAGE, said, status=status)


def _both_sides(actor: Actor, organisation_id: int) -> list[tuple[int, str]]:
    """Those who serve in one's teams, and the client's contacts."""
    ours = dict(people.staff_of_team(actor, [team for team, _ in people.team_names(actor)]))
    theirs = people.client_contacts(actor, organisation_id)
    return sorted((ours | theirs).items(), key=lambda pair: (pair[1], pair[0]))


def _quarter(request: HttpRequest) -> date:
    """The quarter an address or a form names, else the one that ended last."""
    return quarters.looked_back_on(request.POST, request.GET, today=timezone.localdate())


def _back(request: HttpRequest, organisation_id: int) -> HttpResponse:
    return redirect(f"{reverse('workspace:review', args=[organisation_id])}?quarter={quarters.key(_quarter(request))}")
