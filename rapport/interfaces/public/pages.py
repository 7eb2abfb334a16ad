"""Answering one question by its link, never being asked again, and the published results."""

from __future__ import annotations

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rapport.domains.ledger import queries as ledger
from rapport.domains.publishing import queries as publishing
from rapport.domains.recovery import queries as recovery
from rapport.domains.recovery.types import Place
from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.types import InvitationPage
from rapport.foundation.actors import NOBODY
from rapport.foundation.links import WrongLink
from rapport.interfaces.look import gallery
from rapport.interfaces.look.web import actor_of
from rapport.interfaces.public import by_link, wording


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
    try:
        page = queries.invitation_page(NOBODY, token, at=timezone.now())
    except WrongLink as error:
        return by_link.no_link(request, error)
    if request.GET.get("sent") and page.answered:
        return render(request, "public/thanks.html", {"page": page, "token": token})
    tapped = wording.tapped(request.GET.get("score", ""))
    return _form(request, token, page, chosen=page.score if tapped is None else tapped, tapped=tapped)


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    if by_link.is_too_often(token):
        return by_link.too_often(request)
    now = timezone.now()
    try:
        actions.answer(
            token=token,
            score=request.POST.get("score"),
            reasons=request.POST.getlist("why"),
            words=request.POST.get("words", ""),
            leave_name_out="leave_name_out" in request.POST,
            may_print="may_print" in request.POST,
            at=now,
        )
    except WrongLink as error:
        return by_link.no_link(request, error)
    except actions.NotAsked:
        return by_link.no_link(request, None)
    except (actions.NotAScore, actions.TooManyWords) as error:
        return _once_more(request, token, wording.what_is_wrong(error))
    return redirect(f"{request.path}?sent=1")


def _once_more(request: HttpRequest, token: str, wrong: str) -> HttpResponse:
    """The form again with what was written; a link that does not work is told the same with and without a number."""
    try:
        page = queries.invitation_page(NOBODY, token, at=timezone.now())
    except WrongLink as error:
        return by_link.no_link(request, error)
    return _form(request, token, page, wrong=wrong, status=400)


def _form(
    request: HttpRequest,
    token: str,
    page: InvitationPage,
    *,
    chosen: int | None = None,
    tapped: int | None = None,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    words = {
        "page": page,
        "token": token,
        "chosen": wording.tapped(sent.get("score", "")) if sent else chosen,
        "tapped": tapped,
        "wrong": wrong,
        "written": sent.get("words", "") if sent else page.words,
        "ticked": sent.getlist("why") if sent else list(page.reasons),
        "classes": wording.classes(page.wording),
        "sees": wording.who_sees(page),
    }
    return render(request, "public/answer.html", words, status=status)


def _stopped(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        if request.method == "POST":
            actions.opt_out(token=token, at=now)
        page = queries.invitation_page(NOBODY, token, at=now)
    except WrongLink as error:
        return by_link.no_link(request, error)
    except actions.NotAsked:
        return by_link.no_link(request, None)
    return render(request, "public/stop.html", {"page": page, "token": token})


def components(request: HttpRequest) -> HttpResponse:
    """Every part pages are made of, with sample content."""
    return render(request, "look/components.html", gallery.sample())
