"""The three questions of a closing letter, answered by its link: no sign-in, one matter, one tap each."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rapport.domains.ledger import actions, queries
from rapport.domains.ledger.types import QuestionsPage, Taps
from rapport.foundation.actors import NOBODY
from rapport.foundation.links import WrongLink
from rapport.interfaces.look.wording import led_words, spoken
from rapport.interfaces.look.wording.led_words import QUESTIONS
from rapport.interfaces.public import by_link, wording
from rapport.interfaces.web.three_questions import ThreeQuestionsForm


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
    page, said = queries.questions_by_link(NOBODY, token, at=timezone.now()), QUESTIONS[spoken.of_request(request)]
    if request.GET.get("sent") and page.taps:
        tapped = wording.tapped_words(page.taps, said)
        return _shown(request, "public/questions_thanks.html", token, page, tapped=tapped)
    form = ThreeQuestionsForm.spoken(said, initial=_initial(page.taps))
    return _shown(request, "public/questions.html", token, page, form=form)


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    if by_link.is_too_often(token):
        return by_link.too_often(request)
    form, now, language = ThreeQuestionsForm(request.POST), timezone.now(), spoken.of_request(request)
    taps = form.taps() if form.is_valid() else dict.fromkeys(form.fields)
    try:
        actions.answer_by_link(token=token, **taps, at=now)
    except actions.NothingTapped:
        page, said = queries.questions_by_link(NOBODY, token, at=now), QUESTIONS[language]
        again = ThreeQuestionsForm.spoken(said, initial=_initial(page.taps))
        words = {"form": again, "wrong": said.nothing_tapped}
        return _shown(request, "public/questions.html", token, page, status=400, **words)
    return redirect(spoken.led_to(f"{request.path}?sent=1", language))


def _initial(taps: Taps | None) -> dict[str, str]:
    said = asdict(taps) if taps else {}
    return {name: "yes" if tap else "no" for name, tap in said.items() if tap is not None}


def _shown(
    request: HttpRequest, template: str, token: str, page: QuestionsPage, *, status: int = 200, **words: object
) -> HttpResponse:
    language = spoken.of_request(request)
    around = led_words.frame(language) | {
        "page": page,
        "say": QUESTIONS[language],
        "here": spoken.led_to(reverse("public:answer_questions", args=[token]), language),
        "ended": spoken.long_day(page.ended_on, language),
    }
    return render(request, template, around | words, status=status)
