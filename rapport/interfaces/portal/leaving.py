"""Take everything with you, ask to be forgotten, and your addresses."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from rapport.domains.people import actions, queries
from rapport.foundation import limits
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look.wording.german import say
from rapport.interfaces.portal.forms import OneAddressForm
from rapport.interfaces.web import failures
from rapport.interfaces.web.access import actor_of, signed_in_required

PER_DAY = 3


@signed_in_required
def take(request: HttpRequest) -> HttpResponse:
    """What there is to take, what is being packed, and what is ready."""
    actor, person_id = _oneself(request)
    if request.method == "POST":
        if not limits.allow(f"export:{person_id}", limit=PER_DAY, per_seconds=24 * 3600):
            return _too_often(request)
        actions.export_person(person_id=person_id, actor=actor, at=timezone.now())
        return redirect("portal:take")
    exports = queries.exports(actor, person_id)
    words = {"exports": exports, "packing": any(e.ready_at is None for e in exports), "now": timezone.now()}
    return render(request, "portal/take.html", words)


@signed_in_required
def fetch(request: HttpRequest, key: str) -> HttpResponseBase:
    """The zip, for the one who asked for it; saved, never shown."""
    found, path = queries.export_file(actor_of(request), key)
    name = f"rapport-{found.asked_at:%Y-%m-%d}.zip"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@signed_in_required
def forget(request: HttpRequest) -> HttpResponse:
    """Ask to be forgotten: what goes, what stays, and who decides."""
    actor, _ = _oneself(request)
    if request.method == "POST":
        try:
            actions.ask_to_be_forgotten(actor=actor, at=timezone.now())
        except actions.AlreadyAsked as error:
            messages.info(request, str(error))
        return redirect("portal:forget")
    return render(request, "portal/forget.html", {"wish": queries.own_erasure(actor), "now": timezone.now()})


CLAIMED = "A mail is on its way there. By its link you tell us that the address is yours."


@signed_in_required
def addresses(request: HttpRequest) -> HttpResponse:
    """The addresses you write from, and one more."""
    actor, person_id = _oneself(request)
    form = OneAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.claim_address(address=form.cleaned_data["address"], actor=actor, at=timezone.now())
            messages.success(request, say(CLAIMED))
            return redirect("portal:addresses")
        except (actions.TooManyAddresses, actions.WrongAddress) as error:
            form.add_error("address", str(error))
    words = {"form": form, "rows": queries.addresses_of(actor, person_id)}
    return render(request, "portal/addresses.html", words, status=400 if form.errors else 200)


@signed_in_required
@require_POST
def remove_address(request: HttpRequest, address_id: int) -> HttpResponse:
    """Forget one of your addresses."""
    actor, _ = _oneself(request)
    try:
        actions.remove_address(address_id=address_id, actor=actor, at=timezone.now())
    except actions.LastAddress as error:
        messages.error(request, str(error))
    return redirect("portal:addresses")


def _oneself(request: HttpRequest) -> tuple[Actor, int]:
    actor = actor_of(request)
    if actor.person_id is None:
        raise NotFound
    return actor, actor.person_id


def _too_often(request: HttpRequest) -> HttpResponse:
    return failures.message(
        request,
        status=429,
        title="That was asked three times today",
        what="Everything about you is packed at most three times a day.",
        safe="What was packed before can still be fetched.",
        todo="To what is ready",
        url="/you-and-us/take/",
    )
