"""Words: all within reach, one with its wordings, deciding, wording otherwise; and a service with its words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.knowledge import actions, queries
from rapport.domains.knowledge.types import TermFilters
from rapport.domains.people import queries as people
from rapport.foundation import refs
from rapport.foundation.actors import Actor
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.web.ids import id_in
from rapport.interfaces.workspace.terms.forms import FilterForm, ReasonForm, TermForm, WordingForm

FAULTS = (actions.UnclearTerm, actions.AlreadyThere, actions.NotYourTurn)
DONE = {
    "agree": "Agreed: from now on both of us use it.",
    "decline": "Declined. They read your reason.",
    "retire": "Retired. Its wordings are kept.",
}


@staff_required
def terms(request: HttpRequest) -> HttpResponse:
    """What waits for us, then everything that was agreed or put forward."""
    return _list(request, actor_of(request))


@staff_required
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Put a word forward to everybody of an organisation who uses a service."""
    actor = actor_of(request)
    form = TermForm(request.POST, **_choices(actor))
    if not form.is_valid():
        return _list(request, actor, form=form, status=400)
    given = form.cleaned_data
    try:
        made = actions.propose_term(
            wording=form.wording(),
            organisation_id=given["organisation"],
            service_id=given["service"],
            actor=actor,
            at=timezone.now(),
        )
    except FAULTS as error:
        form.add_error(None, str(error))
        return _list(request, actor, form=form, status=409)
    messages.success(request, "Put forward. It counts once they agree.")
    return redirect("workspace:term", term_id=made.pk)


@staff_required
def term(request: HttpRequest, term_id: int) -> HttpResponse:
    """One term: where it stands, and every wording there was."""
    return _one(request, actor_of(request), term_id)


@staff_required
@require_POST
def decide(request: HttpRequest, term_id: int) -> HttpResponse:
    """Agree, decline with a reason, or retire."""
    actor, said = actor_of(request), request.POST.get("decision", "")
    form = ReasonForm(request.POST) if said == "decline" else None
    if form is not None and not form.is_valid():
        return _one(request, actor, term_id, reason=form, status=400)
    try:
        _decide(actor, term_id, said, request.POST)
    except FAULTS as error:
        return _one(request, actor, term_id, wrong=str(error), status=409)
    if said in DONE:
        messages.success(request, DONE[said])
    return redirect("workspace:term", term_id=term_id)


def _decide(actor: Actor, term_id: int, said: str, given: Any) -> None:
    named: dict[str, Any] = {"term_id": term_id, "actor": actor, "at": timezone.now()}
    version = id_in(given.get("version"))
    read: dict[str, Any] = {} if version is None else {"version": version}
    if said == "agree":
        actions.agree_term(**named, **read)
    elif said == "decline":
        actions.decline_term(**named, **read, reason=given["reason"])
    elif said == "retire":
        actions.retire_term(**named)
    else:
        queries.term(actor, term_id)


@staff_required
@require_POST
def reword(request: HttpRequest, term_id: int) -> HttpResponse:
    """Put another wording forward."""
    actor, form = actor_of(request), WordingForm(request.POST)
    if not form.is_valid():
        return _one(request, actor, term_id, form=form, status=400)
    try:
        actions.reword_term(term_id=term_id, wording=form.wording(), actor=actor, at=timezone.now())
    except FAULTS as error:
        form.add_error(None, str(error))
        return _one(request, actor, term_id, form=form, status=409)
    messages.success(request, "Put forward. What was agreed before counts until they decide.")
    return redirect("workspace:term", term_id=term_id)


@staff_required
def service(request: HttpRequest, service_id: int) -> HttpResponse:
    """A service: what it is, who runs it, what they call its parts."""
    actor = actor_of(request)
    found = people.service(actor, service_id)
    page = queries.words_of_service(actor, service_id, after=request.GET.get("after"))
    words = {
        "service": found,
        "rows": page.rows,
        "next": page.next,
        "waiting": queries.waiting(actor, service_id=service_id),
        "may_ask": actor.reach.may("settings.write"),
    }
    return render(request, "workspace/terms/service.html", words)


def _list(request: HttpRequest, actor: Actor, *, form: TermForm | None = None, status: int = 200) -> HttpResponse:
    choices = _choices(actor)
    limits = FilterForm(request.GET, auto_id="limit_%s", **choices)
    asked = limits.cleaned_data if limits.is_valid() else {}
    filters = TermFilters(asked.get("organisation"), asked.get("service"), asked.get("state", ""))
    page = queries.terms(actor, filters=filters, after=request.GET.get("after"))
    words = {
        "waiting": queries.waiting(actor),
        "rows": page.rows,
        "next": page.next,
        "limits": limits,
        "limited": filters != TermFilters(),
        "form": form or TermForm(initial=_named(filters), **choices),
        "now": timezone.now(),
    }
    return render(request, "workspace/terms/terms.html", words, status=status)


def _one(
    request: HttpRequest,
    actor: Actor,
    term_id: int,
    *,
    form: Form | None = None,
    reason: Form | None = None,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    page = queries.term(actor, term_id)
    card = page.term
    said = {name: getattr(card, name) for name in ("their_word", "our_word", "meaning", "example")}
    words = {
        "page": page,
        "term": card,
        "from_card": refs.cards(actor, [page.ref]).get(page.ref) if page.ref else None,
        "form": form or WordingForm(initial=said),
        "reason": reason or ReasonForm(),
        "wrong": wrong,
        "now": timezone.now(),
    }
    return render(request, "workspace/terms/term.html", words, status=status)


def _choices(actor: Actor) -> dict[str, list[tuple[int, str]]]:
    """Whose words may be put forward, and about which services; those nobody knows yet have none."""
    organisations = [(row.pk, row.name) for row in people.organisations(actor) if not row.built_in]
    return {"organisations": organisations, "services": list(people.service_names(actor))}


def _named(filters: TermFilters) -> dict[str, int | None]:
    return {"organisation": filters.organisation_id, "service": filters.service_id}
