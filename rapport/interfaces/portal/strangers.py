"""Asking without being signed in: sent at once, confirmed later by the link in the mail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from rapport.domains.desk import actions as desk_actions
from rapport.domains.desk import queries as desk
from rapport.domains.knowledge import queries as knowledge
from rapport.domains.promises.types import RefStanding
from rapport.foundation import limits, links
from rapport.foundation.actors import Actor, NotFound
from rapport.interfaces.look.wording import expectations, led_words, spoken
from rapport.interfaces.look.wording.german import say, speaks
from rapport.interfaces.look.wording.led_words import NO_LINK, SIGNING
from rapport.interfaces.portal import asking, at_site
from rapport.interfaces.portal.help import suggesting
from rapport.interfaces.web import failures, once
from rapport.interfaces.web.access import actor_of

NO_DAY = "We read it as soon as we are here."
SENT = "sent_before_signing_in"
PER_HOUR = 20


def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The first page of somebody signed out: the box, their name and address, and what is known to be broken."""
    form = asking.StrangerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return asking.before_it_is_sent(request, actor, form) or _send(request, actor, form)
    told = {
        "form": form,
        "problems": knowledge.problems(actor, size=3).rows,
        "mailboxes": desk.public_mailboxes(actor),
        "now": timezone.now(),
    }
    return render(request, "portal/welcome.html", told, status=400 if form.errors else 200)


def _send(request: HttpRequest, actor: Actor, form: asking.StrangerForm) -> HttpResponse:
    near = request.META.get("REMOTE_ADDR", "")
    if not limits.allow(f"unconfirmed from {near}", limit=PER_HOUR, per_seconds=3600):
        return asking.too_many(request, "Many requests have come from your network within the hour.")
    said = form.cleaned_data
    try:
        sent = desk_actions.open_unconfirmed(
            text=said["ask"],
            name=said["name"],
            address=said["email"],
            attached=form.attached(),
            site_id=at_site.site_id_of(actor, form),
            source_key=once.source_key(request),
            actor=actor,
            at=timezone.now(),
        )
    except desk_actions.TooManyAsked:
        return asking.too_many(request, "Several requests have come for this address within the hour.")
    except desk_actions.NoTeam:
        return failures.message(
            request,
            status=503,
            title=say("Nobody can read it here yet"),
            what=say("No mailbox is connected to this desk."),
            safe=say("Nothing was sent. Your browser still has your text when you go back."),
            todo=say("To the start page"),
            lang=speaks(),
        )
    request.session[SENT] = _told(actor, sent, said)
    return asking.reached_us(redirect(spoken.led_to(reverse("portal:sent"), speaks())), "ask")


def _told(actor: Actor, sent: Any, said: dict[str, Any]) -> dict[str, Any]:
    """What the next page says, in words: it is shown to this browser alone."""
    stands = sent.standing if isinstance(sent.standing, RefStanding) else None
    expect = stands.estimate if stands else None
    return {
        "key": sent.key,
        "subject": sent.subject,
        "team": sent.team,
        "email": said["email"],
        "expect": expectations.sentence(expect, language=speaks()) if expect else say(NO_DAY),
        "basis": expectations.basis(expect, language=speaks()) if expect else "",
        "rows": [(row.name, row.title, row.url) for row in suggesting.rows(actor, said["ask"])],
    }


@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    """We have it, and this is what to expect."""
    told = request.session.get(SENT)
    if not told:
        return redirect("portal:home")
    return render(request, "portal/sent.html", told)


@never_cache
@sensitive_variables("token")
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button; POST says that it was them, and the request is theirs."""
    now, language = timezone.now(), spoken.of_request(request)
    said, wrong = SIGNING[language], NO_LINK[language]
    try:
        if request.method != "POST":
            links.read(token, "confirm_request", now)
            return _sealed(render(request, "portal/mine.html", led_words.frame(language) | {"say": said}))
        ticket = desk_actions.confirm_request(token=token, actor=actor_of(request), at=now)
    except (links.WrongLink, NotFound) as error:
        return _sealed(
            failures.message(
                request,
                status=410,
                title=wrong.works_not,
                what=str(error) if str(error) and language == "en" else wrong.why,
                safe=wrong.request_safe,
                todo=said.start_page,
                lang=language,
            )
        )
    return _sealed(
        failures.message(
            request,
            status=200,
            title=said.it_is_yours,
            what=said.request_yours.format(subject=ticket.subject),
            todo=said.to_see_it,
            url=spoken.led_to(f"/sign-in/?next=/requests/{ticket.public_key}/", language),
            lang=language,
        )
    )


def _sealed(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
