"""Promises of theirs on the page of a person and beside a conversation; ideas that were delivered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from rapport.domains.desk import queries as desk
from rapport.domains.desk.types import REF
from rapport.domains.ledger import actions as ledger_actions
from rapport.domains.ledger import queries as ledger
from rapport.domains.people import queries as people
from rapport.domains.promises import actions, queries
from rapport.domains.promises.types import KeptRate, Ref, Said, TheirPromiseSeen
from rapport.foundation.actors import Actor, NotAllowed
from rapport.interfaces.look.story import Next
from rapport.interfaces.web import once
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.theirs.forms import TheirPromiseForm
from rapport.measures.proportions import wilson

LAST = 3  # of those that were settled, shown at once
SETTLED = {Said.KEPT.value: "Kept. They read it on their page.", Said.BROKEN.value: "Not kept, for now."}
SAID = SETTLED | {Said.OPEN.value: "It is open again.", Said.WITHDRAWN.value: "Taken away: they never said so."}


def told_by(viewer: Actor, person_id: int, *, at: datetime) -> dict[str, Any]:
    """What a person's page shows of their promises: open ones, the next first, and those that were settled."""
    rows = queries.promises_of(viewer, person_id, at=at)
    waiting = sorted((one for one in rows if one.open), key=lambda one: (one.due_on, one.id))
    settled = [one for one in rows if not one.open]
    return {
        "they_owe": waiting,
        "they_did": settled,
        "they_did_last": settled[:LAST],
        "they_did_before": settled[LAST:],
    }


def beside(viewer: Actor, person_id: int, ref: Ref, *, at: datetime) -> dict[str, Any]:
    """What stands beside a conversation: what is open, and what we settled of it, which can be put right there."""
    rows = told_by(viewer, person_id, at=at)
    ours = [one for one in rows["they_did"] if one.ref == ref and not one.said_by_them]
    return {"they_owe": rows["they_owe"], "they_did": ours[:LAST]}


def kept_of(rows: Iterable[TheirPromiseSeen], *, since: datetime) -> KeptRate:
    """How many of those that were settled and due since a moment were kept."""
    settled = [one for one in rows if one.said in SETTLED and one.due_on >= since.date()]
    if not settled:
        return KeptRate(0, 0, None, None, None)
    kept = sum(one.said == Said.KEPT for one in settled)
    share = wilson(kept, len(settled))
    return KeptRate(kept, len(settled), share.value, share.low, share.high)


def ahead(rows: Iterable[TheirPromiseSeen], *, name: str) -> list[Next]:
    """What they do next, by their own word."""
    return [Next(f"“{one.text.rstrip('.')}”", one.due_on, name) for one in rows if one.open and not one.passed]


@staff_required
@require_POST
def of_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Note on a person's page what they told us."""
    actor = actor_of(request)
    person = people.person(actor, person_id)
    known = ledger.relationship(actor, person.kept_id)
    team_id = known.team_id if known else min(actor.reach.team_ids, default=0)
    _note(request, actor, person.kept_id, team_id, None)
    return redirect("workspace:person", person_id=person.kept_id)


@staff_required
@require_POST
def on_ticket(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """Note beside a conversation what they told us."""
    actor = actor_of(request)
    card = desk.ticket_card(actor, ticket_id)
    _note(request, actor, card.requester_id, card.team_id, (REF, card.id))
    return redirect("workspace:ticket", ticket_id=card.id)


def _note(request: HttpRequest, actor: Actor, person_id: int, team_id: int, ref: Ref | None) -> None:
    form = TheirPromiseForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return
    key = once.source_key(request) or f"form:{token_urlsafe(12)}"
    try:
        actions.note_their_promise(
            person_id=person_id,
            team_id=team_id,
            ref=ref,
            source_key=key,
            actor=actor,
            at=timezone.now(),
            **form.cleaned_data,
        )
    except (actions.TooFarAhead, actions.NothingPromised) as error:
        messages.error(request, f"{error} Nothing was noted.")
    except NotAllowed:
        messages.error(request, "You are in no team that could wait for it. Nothing was noted.")
    else:
        messages.success(request, "Noted. They read it on their page and can say that it is done.")


@staff_required
@require_POST
def settle(request: HttpRequest, promise_id: int) -> HttpResponse:
    """It was kept, or not; or they never said so."""
    said = request.POST.get("said", "")
    if said not in SAID:
        messages.error(request, "Choose what became of it. Nothing was changed.")
        return _back(request, None)
    try:
        row = actions.settle_their_promise(
            promise_id=promise_id,
            said=said,
            stood=request.POST.get("stood", ""),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except actions.SettledMeanwhile as error:
        messages.error(request, f"{error} If that is wrong, press “Not so” beside it, and say what became of it.")
        seen = queries.their_promise(actor_of(request), promise_id, at=timezone.now())
        return _back(request, seen.person_id)
    except actions.TheirWordStands as error:
        messages.error(request, str(error))
        return _back(request, None)
    messages.success(request, SAID[said])
    return _back(request, row.person_id)


def _back(request: HttpRequest, person_id: int | None) -> HttpResponse:
    """Where it was said, a page of ours."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/desk/"):
        return redirect(back)
    return redirect("workspace:person", person_id=person_id) if person_id else redirect("workspace:today")


@staff_required
@require_POST
def delivered(request: HttpRequest, idea_id: int) -> HttpResponse:
    """An idea of theirs is there now, says a lead or who answers for the service."""
    new = ledger_actions.deliver_idea(idea_id=idea_id, actor=actor_of(request), at=timezone.now())
    messages.success(request, "Delivered. They read it on their page." if new else "That was said before.")
    return _back(request, None)
