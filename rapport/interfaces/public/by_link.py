"""What all pages opened by a link in a mail have in common: no copy stays, and refusals look the same."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from rapport.foundation import limits
from rapport.foundation.links import WrongLink
from rapport.interfaces.look.wording import spoken
from rapport.interfaces.look.wording.led_words import NO_LINK
from rapport.interfaces.web import failures

TRIES_AN_HOUR = 30


def is_too_often(token: str) -> bool:
    """Count one use of a link's button; True from the thirty-first within an hour on."""
    return not limits.allow(f"answer:{token}", limit=TRIES_AN_HOUR, per_seconds=3600)


def private(response: HttpResponse) -> HttpResponse:
    """No copy of the page stays anywhere, and the address with its token goes nowhere."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def no_link(request: HttpRequest, error: WrongLink | None) -> HttpResponse:
    """404: unknown, expired and ended look the same but for the reason."""
    language = spoken.of_request(request)
    said = NO_LINK[language]
    what = str(error) if error else "The person it was made for is no longer here."
    return failures.message(
        request,
        status=404,
        title=said.opens_not,
        what=what if language == "en" else said.why,
        safe=said.safe,
        todo=said.results,
        url="/results",
        lang=language,
    )


def too_often(request: HttpRequest) -> HttpResponse:
    """429: a button pressed again and again."""
    language = spoken.of_request(request)
    said = NO_LINK[language]
    return failures.message(
        request,
        status=429,
        title=said.often_title,
        what=said.often,
        safe=said.often_safe,
        todo=said.results,
        url="/results",
        lang=language,
    )
