"""What is done on these pages: log a contact, end it, link it, hand it over, thank; cards and wishes to be called."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.recovery import actions, queries
from rapport.domains.recovery.types import CauseKind
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.web import once
from rapport.interfaces.web.access import actor_of, staff_required
from rapport.interfaces.workspace.recovery import pages
from rapport.interfaces.workspace.recovery.causes import cause_named
from rapport.interfaces.workspace.recovery.forms import CauseForm, ContactForm, EndForm, HandOverForm

REFUSED = (actions.EndedAlready, actions.NobodyTalked, actions.TooFewTries, actions.WrongOutcome)
TO_DO = {"thank": actions.thank_for, "away": actions.put_away, "ask": actions.ask_to_speak}
SAID = {
    "thank": "Thanked. They read it on their own page, with your name.",
    "away": "Put away.",
    "ask": "Asked. If they agree, their words stand where they allow it.",
}


@require_POST
@staff_required
def contact(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """Keep one try to reach them."""
    actor = _answering(request, recovery_id)
    form = ContactForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.log_contact(
                recovery_id=recovery_id,
                reached=bool(given["reached"]),
                words=given["words"],
                channel=given["channel"],
                source_key=once.source_key(request),
                actor=actor,
                at=timezone.now(),
            )
            messages.success(request, "Kept. You spoke." if given["reached"] else "Kept. Try again another day.")
            return redirect("workspace:recovery", recovery_id=recovery_id)
        except REFUSED as error:
            form.add_error(None, str(error))
    return pages.show(request, recovery_id, status=400, contact_form=form)


@require_POST
@staff_required
def end(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """It ends with an outcome."""
    actor = _answering(request, recovery_id)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            actions.end_recovery(recovery_id=recovery_id, actor=actor, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "Ended. What comes next stands at the top of the page.")
            return redirect("workspace:recovery", recovery_id=recovery_id)
        except REFUSED as error:
            form.add_error("outcome", str(error))
    return pages.show(request, recovery_id, status=400, end_form=form)


@require_POST
@staff_required
def cause(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """Say what it was about."""
    actor = _answering(request, recovery_id)
    form = CauseForm(request.POST)
    if not form.is_valid():
        return pages.show(request, recovery_id, status=400, cause_form=form)
    given = form.cleaned_data
    about, named = given["about"], given["which"]
    try:
        actions.link_cause(
            recovery_id=recovery_id,
            kind=about,
            ref_id=None if about == CauseKind.CHANGE else cause_named(actor, about, named),
            words=given["words"],
            actor=actor,
            at=timezone.now(),
        )
    except actions.NoSuchCause as error:
        form.add_error("which", str(error))
        return pages.show(request, recovery_id, status=400, cause_form=form)
    messages.success(request, "Kept.")
    return redirect("workspace:recovery", recovery_id=recovery_id)


@require_POST
@staff_required
def hand_over(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """Somebody else has it from now on; whoever gave it may not see it any more."""
    actor = actor_of(request)
    form = HandOverForm(request.POST, people=queries.who_may_take_it(actor, recovery_id))
    if not form.is_valid():
        return pages.show(request, recovery_id, status=400, hand_over_form=form)
    try:
        actions.hand_over(recovery_id=recovery_id, to_id=form.cleaned_data["to"], actor=actor, at=timezone.now())
    except actions.EndedAlready as error:
        form.add_error("to", str(error))
        return pages.show(request, recovery_id, status=400, hand_over_form=form)
    messages.success(request, "Handed over. It stands on their Today.")
    return redirect("workspace:recoveries")


@require_POST
@staff_required
def thank(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """They were thanked for saying it."""
    actions.thank(recovery_id=recovery_id, actor=actor_of(request), at=timezone.now())
    messages.success(request, "Noted: you thanked them for saying it.")
    return redirect("workspace:recovery", recovery_id=recovery_id)


@require_POST
@staff_required
def card(request: HttpRequest, card_id: int) -> HttpResponse:
    """One tap on a card: thank, put away, or ask for words to quote."""
    wanted = next((name for name in TO_DO if name in request.POST), "away")
    try:
        TO_DO[wanted](card_id=card_id, actor=actor_of(request), at=timezone.now())
        messages.success(request, SAID[wanted])
    except (actions.AskedBefore, actions.NeverAsk, actions.NotPromoter) as error:
        messages.error(request, str(error))
    return redirect("workspace:today" if "today" in request.POST else "workspace:recoveries")


@require_POST
@staff_required
def called(request: HttpRequest, request_id: int) -> HttpResponse:
    """Somebody who asked for it was called."""
    actions.note_called(request_id=request_id, actor=actor_of(request), at=timezone.now())
    messages.success(request, "Noted. What they wrote is forgotten after thirty days.")
    return redirect("workspace:recoveries")


def _answering(request: HttpRequest, recovery_id: int) -> Actor:
    """Whoever may only hand it over finds no form to send here."""
    actor = actor_of(request)
    if not queries.recovery(actor, recovery_id, at=timezone.now()).may_read:
        raise NotFound("recovery")
    return actor
