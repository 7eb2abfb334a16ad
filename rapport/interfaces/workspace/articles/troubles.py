"""Known problems at the desk: the list, a new one, and one that is revised, fixed or open again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.desk import queries as desk
from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.types import ProblemCard, ProblemState
from rapport.foundation.actors import Actor
from rapport.interfaces.web import once
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.articles import on_ticket
from rapport.interfaces.workspace.articles.forms import FixedForm, ProblemForm, local_moment


@staff_required
def problems(request: HttpRequest) -> HttpResponse:
    """What is open, and what was fixed last."""
    actor = actor_of(request)
    page = queries.problems(actor, after=request.GET.get("after"))
    fixed = queries.problems(actor, state=ProblemState.FIXED, size=10)
    told = {"rows": page.rows, "next": page.next, "fixed": fixed.rows, "now": timezone.now()}
    return render(request, "workspace/articles/problems.html", told)


@staff_required
def open_one(request: HttpRequest) -> HttpResponse:
    """A new known problem; from a ticket it begins with what was said there, and is tied to it."""
    actor = actor_of(request)
    form = ProblemForm(request.POST or None, actor=actor, initial=_from_ticket(request, actor))
    status = 400 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_problem(
                trouble=form.trouble(),
                readers=form.readers(),
                team_id=form.cleaned_data["team"],
                source_key=once.source_key(request),
                actor=actor,
                at=timezone.now(),
            )
        except actions.WrittenAlready as error:
            return redirect("workspace:problem", key=error.key)
        except actions.UnclearArticle as error:
            form.add_error(None, str(error))
            status = 409
        else:
            on_ticket.tie_first(request, actor, made.pk)
            messages.success(request, "Kept. Whoever it is for reads it now, and whoever meets it is pointed to it.")
            return redirect("workspace:problem", key=made.key)
    told = {"form": form, "from_ticket": request.GET.get("ticket", request.POST.get("ticket", ""))}
    return render(request, "workspace/articles/open_problem.html", told, status=status)


@staff_required
def problem(request: HttpRequest, key: str) -> HttpResponse:
    """One known problem: how it stands, who is told, and its words to be changed."""
    actor = actor_of(request)
    card = queries.problem(actor, key)
    form = ProblemForm(request.POST or None, actor=actor, initial=_said(card)) if card.writes else None
    if form is not None:
        del form.fields["team"]
    status = 400 if form is not None and form.errors else 200
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.revise_problem(
                problem_id=card.id, trouble=form.trouble(), readers=form.readers(), actor=actor, at=timezone.now()
            )
        except actions.UnclearArticle as error:
            form.add_error(None, str(error))
            status = 409
        else:
            messages.success(request, "Kept. They read the new words now.")
            return redirect("workspace:problem", key=key)
    return _one(request, card, form, FixedForm(), status=status)


@staff_required
@require_POST
def change_state(request: HttpRequest, key: str) -> HttpResponse:
    """It is fixed, and followers are told; or it came back."""
    actor = actor_of(request)
    card = queries.problem(actor, key)
    if request.POST.get("decision") == "reopen":
        actions.reopen_problem(problem_id=card.id, actor=actor, at=timezone.now())
        messages.success(request, "Open again. Its followers are told when it is fixed this time.")
        return redirect("workspace:problem", key=key)
    form = FixedForm(request.POST)
    if not form.is_valid():
        return _one(request, card, None, form, status=400)
    try:
        actions.fix_problem(problem_id=card.id, words=form.cleaned_data["words"], actor=actor, at=timezone.now())
    except actions.UnclearArticle as error:
        form.add_error(None, str(error))
        return _one(request, card, None, form, status=409)
    messages.success(request, "Fixed. Whoever follows it is told now, once.")
    return redirect("workspace:problem", key=key)


def _one(request: HttpRequest, card: ProblemCard, form: Form | None, fixed: FixedForm, *, status: int) -> HttpResponse:
    told = {"problem": card, "form": form, "fixed": fixed, "now": timezone.now()}
    return render(request, "workspace/articles/problem.html", told, status=status)


def _from_ticket(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    raw = request.GET.get("ticket", "")
    if not (raw.isascii() and raw.isdigit() and len(raw) < 16):
        return {}
    card = desk.ticket(actor, int(raw)).ticket
    found: dict[str, Any] = {"title": card.subject, "team": card.team_id}
    if card.service_id:
        found |= {"service": card.service_id, "audience": "service"}
    return found


def _said(card: ProblemCard) -> dict[str, Any]:
    readers = card.readers
    return {
        "title": card.title,
        "advice": card.advice,
        "expected_at": local_moment(card.expected_at),
        "audience": card.audience,
        "service": card.service_id,
        "organisations": list(readers.organisation_ids) if readers else [],
        "language": card.language,
    }
