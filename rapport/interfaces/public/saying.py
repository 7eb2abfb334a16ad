"""The open page of a survey and its snippet: an answer nobody was asked for, without cookie, sign-in or name."""

from __future__ import annotations

import json
import re
import secrets
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rapport.domains.surveys import actions, queries
from rapport.domains.surveys.types import SayPageSeen
from rapport.foundation import limits, tokens
from rapport.foundation.actors import NOBODY
from rapport.interfaces.look.wording.saying_words import for_snippet, said_in
from rapport.interfaces.public import by_link

FROM_HERE, IN_ALL = 60, 3000  # an hour: a kiosk or an office stands behind one address
HOUR, A_DAY_OF_HOURS = 3600, 24
FORM_KEY = re.compile(r"([A-Za-z0-9_-]{22})\.([0-9]{1,9})\.([a-z2-7]{16})")
LONGEST_POST = 20_000
SAFE = ["GET", "HEAD"]
SNIPPET = Path(__file__).parent / "snippet.js"


class OldForm(ValueError):
    """The form was opened more than a day ago, or is not one of ours."""


# No cookie plays a part, so a forged form gains nothing that the open page does not give everybody.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The question to everybody who comes by; once for each form that was opened."""
    seen = queries.say_page(NOBODY, key, language=_language(request))
    if request.method == "POST":
        return by_link.private(_said(request, key, seen))
    if request.GET.get("sent"):
        return by_link.private(_drawn(request, key, seen, template="public/said.html"))
    return by_link.private(_drawn(request, key, seen))


@csrf_exempt
def snippet(request: HttpRequest, key: str) -> HttpResponse:
    """The script for pages elsewhere; the same for all, kept by browsers for an hour."""
    queries.open_page(NOBODY, key)  # first: whether there is a page is told alike, however it is asked
    if request.method not in SAFE:
        return HttpResponseNotAllowed(SAFE)
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@csrf_exempt
def snippet_form(request: HttpRequest, key: str) -> HttpResponse:
    """What the snippet asks, with a fresh form key; only for pages that the owner named."""
    seen = queries.say_page(NOBODY, key, language=request.GET.get("language", "en")[:16])
    if request.method not in SAFE:
        return HttpResponseNotAllowed(SAFE)
    origin = _allowed(request, seen)
    if not origin:
        return _refused()
    code, said = said_in(seen.language)
    words = {
        "language": code,
        "question": seen.question,
        "low": seen.low,
        "high": seen.high,
        "first": seen.first,
        "last": seen.last,
        "form": new_form_key(key, at=timezone.now()),
        "said": for_snippet(said),
    }
    return _to(origin, JsonResponse(words))


# As above; the origin is checked instead, which no page can forge in somebody else's browser.
@csrf_exempt
def snippet_say(request: HttpRequest, key: str) -> HttpResponse:
    """One answer from a page elsewhere: plain text with JSON in it, so that no browser asks first."""
    seen = queries.say_page(NOBODY, key, language=request.GET.get("language", "en")[:16])
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    origin = _allowed(request, seen)
    if not origin:
        return _refused()
    said = said_in(seen.language)[1]
    if _too_often(request, key):
        return _to(origin, JsonResponse({"wrong": said.often}, status=429))
    try:
        _keep(key, _posted(request))
    except (actions.NotAScore, actions.TooManyWords, OldForm) as error:
        return _to(origin, JsonResponse({"wrong": _wrong(error, said)}, status=400))
    return _to(origin, JsonResponse({"arrived": True}))


def new_form_key(key: str, *, at: datetime) -> str:
    """A key that is good for one answer on this page within a day; nothing of it is stored until then."""
    text = f"{secrets.token_urlsafe(16)}.{_hours(at)}"
    return f"{text}.{tokens.sign('say', f'{key} {text}')}"


def read_form_key(key: str, raw: object, *, at: datetime) -> str:
    """The nonce of a form key of this page; OldForm for everything else."""
    found = FORM_KEY.fullmatch(str(raw or ""))
    if not found or not tokens.is_signed("say", f"{key} {found[1]}.{found[2]}", found[3]):
        raise OldForm
    if not 0 <= _hours(at) - int(found[2]) <= A_DAY_OF_HOURS:
        raise OldForm
    return found[1]


def _said(request: HttpRequest, key: str, seen: SayPageSeen) -> HttpResponse:
    if _too_often(request, key):
        return _drawn(request, key, seen, wrong=said_in(seen.language)[1].often, status=429)
    try:
        _keep(key, request.POST)
    except (actions.NotAScore, actions.TooManyWords, OldForm) as error:
        return _drawn(request, key, seen, wrong=_wrong(error, said_in(seen.language)[1]), status=400)
    return redirect(f"{request.path}?sent=1&language={seen.language}")


def _keep(key: str, said: Any) -> None:
    """Take it; the same form sent twice is one answer, and whoever sent it learns that it arrived."""
    now = timezone.now()
    form_key = read_form_key(key, said.get("form"), at=now)
    try:
        actions.say(key=key, form_key=form_key, score=said.get("score"), words=str(said.get("words") or ""), at=now)
    except actions.SaidBefore:
        return


def _drawn(
    request: HttpRequest, key: str, seen: SayPageSeen, *, wrong: str = "", template: str = "", status: int = 200
) -> HttpResponse:
    said = said_in(seen.language)[1]
    words = {
        "lang": seen.language,
        "seen": seen,
        "said": said,
        "key": key,
        "form_key": new_form_key(key, at=timezone.now()),
        "points": [(n, said.of.format(point=n, last=seen.last)) for n in range(seen.first, seen.last + 1)],
        "chosen": request.POST.get("score", ""),
        "written": request.POST.get("words", ""),
        "wrong": wrong,
        "others": [one for one in seen.languages if one != seen.language],
    }
    return render(request, template or "public/say.html", words, status=status)


def _wrong(error: Exception, said: Any) -> str:
    if isinstance(error, OldForm):
        return str(said.old)
    return str(said.wrong_score if isinstance(error, actions.NotAScore) else said.too_long)


def _posted(request: HttpRequest) -> dict[str, Any]:
    """The JSON of the snippet, whatever type it says to be."""
    raw = request.body[: LONGEST_POST + 1]
    try:
        found = json.loads(raw) if len(raw) <= LONGEST_POST else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise OldForm
    return found


def _allowed(request: HttpRequest, seen: SayPageSeen) -> str:
    """The origin of the page that asks, where its owner was named; "" else."""
    origin = request.headers.get("Origin", "")
    return origin if origin in seen.origins else ""


def _refused() -> HttpResponse:
    return HttpResponse("This page may not carry the question. Nothing was taken.\n", "text/plain", status=403)


def _to(origin: str, response: HttpResponse) -> HttpResponse:
    """Readable by this origin alone, and kept nowhere."""
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Vary"] = "Origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def _too_often(request: HttpRequest, key: str) -> bool:
    here = limits.allow(f"say:{key}:{request.META.get('REMOTE_ADDR', '')}", limit=FROM_HERE, per_seconds=HOUR)
    return not here or not limits.allow(f"say:{key}", limit=IN_ALL, per_seconds=HOUR)


def _language(request: HttpRequest) -> str:
    """The language asked for, else the first that the browser likes; the page then takes one that it has."""
    chosen = request.GET.get("language") or request.headers.get("Accept-Language", "en").split(",")[0].split(";")[0]
    return chosen.strip().lower()[:16] or "en"


def _hours(at: datetime) -> int:
    return int(at.timestamp()) // HOUR


@lru_cache(maxsize=1)
def _script() -> bytes:
    return SNIPPET.read_bytes()
