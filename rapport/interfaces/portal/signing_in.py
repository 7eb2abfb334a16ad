"""Signing in by a link in a mail: opening it does nothing, the one button signs in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from rapport.domains.people import actions as people_actions
from rapport.domains.people import queries as people
from rapport.foundation import limits, links
from rapport.foundation.actors import NotFound
from rapport.interfaces.look.wording import led_words, spoken
from rapport.interfaces.look.wording.led_words import NO_LINK, SIGNING
from rapport.interfaces.portal.forms import AddressForm
from rapport.interfaces.web import failures
from rapport.interfaces.web.access import actor_of, signed_in_required
from rapport.interfaces.web.middleware import PERSON

NEXT = "next_after_sign_in"


@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the address and send a link; the answer is the same whether we know it or not."""
    around = _around(spoken.of_visitor(request))
    form = AddressForm(request.POST or None, said=around["say"])
    if request.GET.get("next"):
        request.session[NEXT] = request.GET["next"]
    if request.method == "POST" and form.is_valid():
        _send(request, form.cleaned_data["email"])
        return render(request, "portal/sign_in_sent.html", around | {"email": form.cleaned_data["email"]})
    status = 400 if request.method == "POST" else 200
    words = around | {"form": form, "sent": "sent" in request.GET}
    return render(request, "portal/sign_in.html", words, status=status)


def _send(request: HttpRequest, email: str) -> None:
    near = request.META.get("REMOTE_ADDR", "")
    if limits.allow(f"sign-in:{email.lower()}", limit=5, per_seconds=900) and limits.allow(
        f"sign-in-from:{near}", limit=60, per_seconds=900
    ):
        people_actions.sign_in_link(
            email=email, actor=actor_of(request), at=timezone.now(), language=spoken.said_by_visitor(request)
        )


@never_cache
@sensitive_variables("token")
def enter(request: HttpRequest, token: str, purpose: str = "sign_in") -> HttpResponse:
    """GET shows one button; POST signs in. The purpose is part of the address: a link has one use only."""
    now = timezone.now()
    try:
        if request.method != "POST":
            links.read(token, purpose, now)
            return _sealed(render(request, "portal/enter.html", _around(spoken.of_request(request))))
        account = people_actions.sign_in(token=token, purpose=purpose, actor=actor_of(request), at=now)
    except links.WrongLink as error:
        return _sealed(_worn(request, str(error)))
    wanted = request.session.get(NEXT, "")
    persons = people.persons_of_account(account.pk)
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    request.session[PERSON] = persons[0].pk
    request.session.pop(NEXT, None)
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(wanted if safe else "portal:home")


@never_cache
@sensitive_variables("token")
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button; POST confirms that an address is theirs."""
    now = timezone.now()
    try:
        if request.method != "POST":
            links.read(token, "confirm", now)
            return _sealed(render(request, "portal/confirm.html", _around(spoken.of_request(request))))
        people_actions.confirm_address(token=token, actor=actor_of(request), at=now)
    except links.WrongLink as error:
        return _sealed(_worn(request, str(error)))
    language = spoken.of_request(request)
    said = SIGNING[language]
    return failures.message(
        request, status=200, title=said.it_is_yours, what=said.from_now_on, todo=said.start_page, lang=language
    )


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out on this device."""
    logout(request)
    messages.success(request, "You are signed out.")
    return redirect("portal:home")


@require_POST
@signed_in_required
def leave_everywhere(request: HttpRequest) -> HttpResponse:
    """Sign out on every device, this one, too."""
    if request.user.pk is None:
        raise NotFound
    people_actions.end_sessions(account_id=request.user.pk, actor=actor_of(request), at=timezone.now())
    logout(request)
    messages.success(request, "You are signed out everywhere.")
    return redirect("portal:home")


def _sealed(response: HttpResponse) -> HttpResponse:
    # Not no-referrer: then browsers send "Origin: null" with the POST, and the check against forged forms refuses it.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _around(language: str) -> dict[str, Any]:
    """The words of these pages in one language."""
    return led_words.frame(language) | {
        "say": SIGNING[language],
        "sign_in_here": spoken.led_to(reverse("portal:sign_in"), language),
    }


def _worn(request: HttpRequest, reason: str) -> HttpResponse:
    language = spoken.of_request(request)
    said = NO_LINK[language]
    return failures.message(
        request,
        status=410,
        title=said.works_not,
        what=reason if reason and language == "en" else said.why,
        safe=said.signed_in_nobody,
        todo=said.new_one,
        url=spoken.led_to("/sign-in/", language),
        lang=language,
    )
