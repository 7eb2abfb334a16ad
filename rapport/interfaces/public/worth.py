"""Was it worth it? The question of a sequence's closing letter, answered by its link: no sign-in, one tap."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rapport.domains.ledger import actions, queries
from rapport.foundation.actors import NOBODY
from rapport.foundation.links import WrongLink
from rapport.interfaces.look import looking_back
from rapport.interfaces.look.wording import led_words, spoken
from rapport.interfaces.look.wording.led_words import QUESTIONS, WORTH
from rapport.interfaces.public import by_link


# The link itself is the right to answer, as for the three questions; no cookie plays a part.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def worth(request: HttpRequest, token: str) -> HttpResponse:
    """One to seven; looking at it counts nothing, only the button does."""
    try:
        return by_link.private(_answered(request, token) if request.method == "POST" else _asked(request, token))
    except WrongLink as error:
        return by_link.private(by_link.no_link(request, error))


def _asked(request: HttpRequest, token: str, *, wrong: str = "", status: int = 200) -> HttpResponse:
    page, language = queries.worth_by_link(NOBODY, token, at=timezone.now()), spoken.of_request(request)
    sent = bool(request.GET.get("sent")) and page.score is not None
    words = led_words.frame(language) | {
        "page": page,
        "say": WORTH[language],
        "no_reminder": QUESTIONS[language].no_reminder,
        "question": looking_back.worth_in(page.wording, language),
        "ended": spoken.long_day(page.ended_on, language),
        "here": spoken.led_to(reverse("public:worth", args=[token]), language),
        "points": looking_back.WORTH,
        "wrong": wrong,
    }
    return render(request, "public/worth_thanks.html" if sent else "public/worth.html", words, status=status)


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    if by_link.is_too_often(token):
        return by_link.too_often(request)
    raw, language = request.POST.get("worth", ""), spoken.of_request(request)
    score = int(raw) if raw.isascii() and raw.isdigit() and len(raw) == 1 else 0
    try:
        actions.say_worth_by_link(token=token, score=score, at=timezone.now())
    except actions.NotAScore:
        return _asked(request, token, wrong=WORTH[language].not_chosen, status=400)
    return redirect(spoken.led_to(f"{request.path}?sent=1", language))
