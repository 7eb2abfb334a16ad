"""What is done about a gap: targets of perception are set, a gap is taken, planned anew and closed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rapport.domains.insights import actions
from rapport.domains.insights import queries as insights
from rapport.domains.insights.types import GapKind
from rapport.interfaces.look.wording import quarters
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.gap.forms import CloseForm, TakeForm, TargetForm
from rapport.interfaces.workspace.gap.pages import one_page, quarter_of


@require_POST
@staff_required
def take(request: HttpRequest, kind: str, group_id: int) -> HttpResponse:
    """Somebody looks after it from now on, or plans it anew."""
    actor = actor_of(request)
    group = insights.gap_group(actor, kind, group_id)
    form = TakeForm(request.POST, owners=insights.gap_owners(actor, group))
    if not form.is_valid():
        return one_page(request, kind, group_id, take=form, status=422)
    now = timezone.now()
    quarter = quarter_of(request) or quarters.of(timezone.localdate(now))
    actions.take_gap(kind=kind, group_id=group_id, quarter=quarter, actor=actor, at=now, **form.cleaned_data)
    return _back(request, kind, group_id)


@require_POST
@staff_required
def close(request: HttpRequest, kind: str, group_id: int, gap_id: int) -> HttpResponse:
    """It is closed, with what was found."""
    actor = actor_of(request)
    insights.gap_group(actor, kind, group_id)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return one_page(request, kind, group_id, close=form, status=422)
    actions.close_gap(gap_id=gap_id, found=form.cleaned_data["found"], actor=actor, at=timezone.now())
    return _back(request, kind, group_id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def targets(request: HttpRequest) -> HttpResponse:
    """Which share of people should be satisfied with each service."""
    actor = actor_of(request)
    actor.require("gaps.write")
    services = [one for one in insights.gap_groups(actor) if one.kind == GapKind.SERVICE]
    everything = [(0, "Everything else")] if actor.reach.may("settings.write") else []
    offered = [*everything, *((one.id, one.name) for one in services)]
    form = TargetForm(request.POST or None, services=offered)
    if request.method == "POST" and form.is_valid():
        percent = form.cleaned_data["share"]
        share = percent / 100 if percent else None
        service_id = form.cleaned_data["service_id"]
        actions.set_perception_target(service_id=service_id, share=share, actor=actor, at=timezone.now())
        messages.success(request, "Kept. The gap is judged by it from now on.")
        return redirect("workspace:gap_targets")
    known = insights.perception_targets(actor)
    rows = [("Everything else", known[0], False), *((s.name, known.get(s.id), s.id not in known) for s in services)]
    said = {"form": form, "rows": rows, "everything": known[0]}
    return render(request, "workspace/gap/targets.html", said, status=422 if form.errors else 200)


def _back(request: HttpRequest, kind: str, group_id: int) -> HttpResponse:
    chosen = quarter_of(request)
    tail = f"?quarter={quarters.key(chosen)}" if chosen else ""
    return redirect(f"{reverse('workspace:one_gap', args=[kind, group_id])}{tail}")
