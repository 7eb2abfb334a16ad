"""Answering one question by its link, never being asked again, and the published results."""

from __future__ import annotations

import csv
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rapport.domains.ledger import queries as ledger
from rapport.domains.publishing import queries as publishing
from rapport.domains.publishing.types import PUBLISHES
from rapport.domains.recovery import queries as recovery
from rapport.domains.recovery.types import Place
from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.types import InvitationPage
from rapport.foundation.actors import NOBODY
from rapport.foundation.links import WrongLink
from rapport.interfaces.look import gallery
from rapport.interfaces.look.wording import sheet
from rapport.interfaces.look.wording.after_words import after_words
from rapport.interfaces.look.wording.sheet_words import words_in
from rapport.interfaces.public import by_link, opening, wording
from rapport.interfaces.web.access import actor_of


# The link itself is the right to answer, no cookie plays a part, and a page without a referrer sends the origin
# "null": so the check against forged forms would refuse everybody and protect nobody.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The question; looking at it counts nothing, only the button does."""
    return by_link.private(_answered(request, token) if request.method == "POST" else _asked(request, token))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Never ask me again: a page with one button, and the one-click address of the mail's header."""
    return by_link.private(_stopped(request, token))


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was aimed at, what came of it, what people said and what was done."""
    actor = actor_of(request)
    page = publishing.results(actor, at=timezone.now())
    words = {"page": page, "noted": actor.is_person and ledger.readings_noted(actor), **wording.results_words(page)}
    words["may_publish"] = actor.reach.may(PUBLISHES)
    words["quoted"] = recovery.shown_words(actor, place=Place.RESULTS)
    return render(request, "public/results.html", words)


@require_safe
def results_csv(request: HttpRequest) -> HttpResponse:
    """The figures of the results page for a spreadsheet."""
    page = publishing.results(actor_of(request), at=timezone.now())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="results.csv"'
    rows = csv.writer(response)
    rows.writerow(["aim", "target", "result", "low", "high", "n"])
    rows.writerows(wording.csv_row(one) for one in page.targets)
    return response


def _asked(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        page = _page(request, token)
    except WrongLink as error:
        return by_link.no_link(request, error)
    opening.notice(request, token, page, at=now)
    if page.anonymous and page.answered:
        return _for_good(request, token, page)
    if request.GET.get("sent") and page.answered:
        return _framed(request, "public/thanks.html", token, page, wording.thanks(page))
    tapped = wording.tapped(request.GET.get("score", ""), page)
    return _form(request, token, page, sheet.filled(page, tapped=tapped))


def _page(request: HttpRequest, token: str) -> InvitationPage:
    return queries.invitation_page(NOBODY, token, at=timezone.now(), language=request.GET.get("lang", ""))


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    if by_link.is_too_often(token):
        return by_link.too_often(request)
    try:
        actions.answer(token=token, **wording.sent(request.POST), at=timezone.now())
    except WrongLink as error:
        return by_link.no_link(request, error)
    except actions.NotAsked:
        return by_link.no_link(request, None)
    except actions.AnsweredForGood:
        return _for_good(request, token, _page(request, token), status=409)
    except wording.FAULTS as error:
        return _once_more(request, token, error)
    return redirect(f"{request.path}?{urlencode({'sent': 1, **_language(request)})}")


def _language(request: HttpRequest) -> dict[str, str]:
    return {"lang": request.GET["lang"]} if request.GET.get("lang") else {}


def _for_good(request: HttpRequest, token: str, page: InvitationPage, *, status: int = 200) -> HttpResponse:
    """An anonymous answer was given by this link; it is not there to be shown or changed."""
    again = after_words(page.wording.language).sealed_again
    again = again.format(month=words_in(page.wording.language).month(page.asks_again_on))
    return _framed(request, "public/answered_anonymously.html", token, page, {"again": again}, status=status)


def _once_more(request: HttpRequest, token: str, error: Exception) -> HttpResponse:
    """The form again with what was written; a link that does not work is told the same with and without a number."""
    try:
        page = _page(request, token)
    except WrongLink as wrong_link:
        return by_link.no_link(request, wrong_link)
    said, at = wording.what_is_wrong(error, page)
    return _form(request, token, page, wording.filled_again(request.POST, page), wrong=said, at=at, status=400)


def _form(
    request: HttpRequest,
    token: str,
    page: InvitationPage,
    form: sheet.Filled,
    *,
    wrong: str = "",
    at: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = sheet.sheet(page, form, wrong=wrong, at=at)
    return _framed(request, "public/answer.html", token, page, shown, status=status)


def _framed(
    request: HttpRequest, template: str, token: str, page: InvitationPage, words: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page in the language of what is asked."""
    said = words_in(page.wording.language)
    around = {"page": page, "token": token, "say": said, "skip": said.skip, "foot": (), "chosen": _language(request)}
    around["after"] = after_words(page.wording.language)
    return render(request, template, {**around, **words, "lang": page.wording.language}, status=status)


def _stopped(request: HttpRequest, token: str) -> HttpResponse:
    try:
        if request.method == "POST" and "not_now" in request.POST:
            actions.decline(token=token, at=timezone.now())
            return _framed(request, "public/not_now.html", token, _page(request, token), {})
        if request.method == "POST":
            actions.opt_out(token=token, at=timezone.now())
        page = _page(request, token)
    except WrongLink as error:
        return by_link.no_link(request, error)
    except actions.NotAsked:
        return by_link.no_link(request, None)
    lead = words_in(page.wording.language).stopped_lead.format(brand=page.brand)
    return _framed(request, "public/stop.html", token, page, {"lead": lead})


def components(request: HttpRequest) -> HttpResponse:
    """Every part pages are made of, with sample content."""
    return render(request, "look/components.html", gallery.sample())
