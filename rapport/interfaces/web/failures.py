"""Pages for what went wrong: what happened, what is safe, what to do next."""

from __future__ import annotations

import contextlib
import errno
import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from rapport.interfaces.look.wording import led_words
from rapport.interfaces.web.access import actor_of

LARGEST = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
RETRY_SECONDS = 30
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
PART, PARTS_READ_AWAY = 1024 * 1024, 64


def message(
    request: HttpRequest,
    *,
    status: int,
    title: str,
    what: str,
    safe: str = "",
    todo: str = "",
    url: str = "/",
    lang: str = "en",
) -> HttpResponse:
    """One page for every refusal and fault; whoever works here keeps the way to Today and the queue."""
    by_link = request.resolver_match is not None and request.resolver_match.namespace == "public"
    frame = "look/base.html" if actor_of(request).staff and not by_link else ""
    words: dict[str, object] = {"title": title, "what": what, "safe": safe, "todo": todo, "url": url, "base": frame}
    words |= {} if lang == "en" else led_words.frame(lang) | {"base": ""}
    return render(request, "look/message.html", words, status=status)


def unclear(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be understood; programs are told in their own form."""
    if isinstance(exception, RequestDataTooBig):
        return too_big(request)
    if request.path.startswith("/api/"):
        said = {"type": "about:blank", "title": "We could not read that request", "status": 400, "detail": ""}
        return JsonResponse(said, status=400, content_type="application/problem+json")
    return message(
        request,
        status=400,
        title="We could not read that request",
        what="Something in the address or the form was not as we expect it.",
        safe="Nothing was changed.",
        todo="Go back and try again",
    )


def too_big(request: HttpRequest) -> HttpResponse:
    """413: more than we take at once; nothing of it is kept."""
    _read_away(request)
    title, what = "That is too long to send at once", f"It is more than {LARGEST} MB."
    if request.path.startswith("/api/"):
        detail = f"{what} Nothing was changed. Send less of it, or in parts."
        said = {"type": "about:blank", "title": title, "status": 413, "detail": detail}
        return JsonResponse(said, status=413, content_type="application/problem+json")
    return message(
        request,
        status=413,
        title=title,
        what=what,
        safe="Nothing was sent. What you wrote is still there when you go back; send it again in parts.",
        todo="To the start page",
    )


def _read_away(request: HttpRequest) -> None:
    """Take what is still on its way: a browser whose sending is cut off shows its own fault instead of our sentence."""
    try:
        for _ in range(PARTS_READ_AWAY):
            if not request.read(PART):
                return
    except (OSError, SuspiciousOperation):  # they hung up: nobody is left to be told
        return


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: seen, but not to be done by this person."""
    return message(
        request,
        status=403,
        title="You may not do this here",
        what="Your role does not include it.",
        safe="Nothing was changed.",
        todo="To the start page",
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old or came from another site."""
    return message(
        request,
        status=403,
        title="Please send that once more",
        what="The form was open for long, or it did not come from this site.",
        safe="Nothing was changed. What you wrote is still there when you go back.",
        todo="To the start page",
    )


def not_there(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there and not yours look the same."""
    return message(
        request,
        status=404,
        title="There is nothing here for you",
        what="The page does not exist, or it belongs to somebody else.",
        safe="Nothing is lost.",
        todo="To the start page",
    )


def only_sent_to(request: HttpRequest) -> HttpResponse:
    """Somebody opened an address that only takes a form, from the address bar or after signing in again.

    They are led to the nearest page above it, which has the form.
    """
    parts = request.path.strip("/").split("/")
    for end in range(len(parts) - 1, 0, -1):
        above = "/" + "/".join(parts[:end]) + "/"
        with contextlib.suppress(Resolver404):
            resolve(above)
            return redirect(above)
    return redirect("/")


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503: the database is away or the disk full. Neither it nor the session is asked for this page."""
    error = sys.exc_info()[1]
    if isinstance(error, (OperationalError, InterfaceError)):
        return _later(
            request, "The database does not answer just now", "It is away for a moment, or has too much to do."
        )
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return _later(request, "There is no room left here", "Whoever runs this place has to make some.")
    return _plain(
        request,
        status=500,
        title="That went wrong on our side",
        what="The page could not be made. The fault has been noted.",
        safe="What was saved before stays saved.",
        todo="Try the start page",
    )


def _later(request: HttpRequest, title: str, what: str) -> HttpResponse:
    """503: it passes, so the same is tried once more."""
    response = _plain(
        request,
        status=503,
        title=title,
        what=what,
        safe="What was saved before stays saved, and what you wrote is still there when you go back.",
        todo="Try again",
        url=request.get_full_path() if request.method == "GET" else "/",
    )
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _plain(
    request: HttpRequest, *, status: int, title: str, what: str, safe: str, todo: str, url: str = "/"
) -> HttpResponse:
    if request.path.startswith("/api/"):
        said = {
            "type": "about:blank",
            "title": title,
            "status": status,
            "detail": f"{what} {safe.rstrip('.').partition(',')[0]}.",
        }
        return JsonResponse(said, status=status, content_type="application/problem+json")
    words = {"brand": "Rapport", "title": title, "what": what, "safe": safe, "todo": todo, "url": url}
    return HttpResponse(render_to_string("look/message.html", words), status=status)
