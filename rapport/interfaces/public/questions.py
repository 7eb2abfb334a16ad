"""The three questions of a closing letter, answered by its link: no sign-in, one matter, one tap each."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.types import QuestionsPage, Taps
from rapport.foundation.actors import NOBODY
from rapport.foundation.links import WrongLink
from rapport.interfaces.portal.forms import ThreeQuestionsForm
from rapport.interfaces.public import by_link, wording

NOTHING_TAPPED = "Tap at least one answer, or simply close this page: no answer is an answer, too."


# The link itself is the right to answer, as on the survey's page; no cookie plays a part.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, token: str) -> HttpResponse:
    """The three questions; looking at them counts nothing, only the button does."""
    try:
        return by_link.private(_answered(request, token) if request.method == "POST" else _asked(request, token))
    except WrongLink as error:
        return by_link.private(by_link.no_link(request, error))


def _asked(request: HttpRequest, token: str) -> HttpResponse:
    page = queries.questions_by_link(NOBODY, token, at=timezone.now())
    if request.GET.get("sent") and page.taps:
        return _shown(request, "public/questions_thanks.html", token, page, tapped=wording.tapped_words(page.taps))
    return _shown(request, "public/questions.html", token, page, form=ThreeQuestionsForm(initial=_initial(page.taps)))


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    if by_link.is_too_often(token):
        return by_link.too_often(request)
    form, now = ThreeQuestionsForm(request.POST), timezone.now()
    taps = form.taps() if form.is_valid() else dict.fromkeys(form.fields)
    try:
        actions.answer_by_link(token=token, **taps, at=now)
    except actions.NothingTapped:
        page = queries.questions_by_link(NOBODY, token, at=now)
        again = ThreeQuestionsForm(initial=_initial(page.taps))
        return _shown(request, "public/questions.html", token, page, status=400, form=again, wrong=NOTHING_TAPPED)
    return redirect(f"{request.path}?sent=1")


def _initial(taps: Taps | None) -> dict[str, str]:
    said = asdict(taps) if taps else {}
    return {name: "yes" if tap else "no" for name, tap in said.items() if tap is not None}


def _shown(
    request: HttpRequest, template: str, token: str, page: QuestionsPage, *, status: int = 200, **words: object
) -> HttpResponse:
    return render(request, template, {"page": page, "token": token, **words}, status=status)
