"""Pages for what went wrong: what happened, what is safe, what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def message(
    request: HttpRequest, *, status: int, title: str, what: str, safe: str = "", todo: str = "", url: str = "/"
) -> HttpResponse:
    """One page for every refusal and fault."""
    words = {"title": title, "what": what, "safe": safe, "todo": todo, "url": url}
    return render(request, "look/message.html", words, status=status)


def unclear(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
    """400: the request could not be understood; programs are told in their own form."""
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


def not_allowed(request: HttpRequest, error: Exception | None = None) -> HttpResponse:
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


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault; neither the session nor the database is asked for this page."""
    words = {
        "brand": "Rapport",
        "title": "That went wrong on our side",
        "what": "The page could not be made. The fault has been noted.",
        "safe": "What was saved before stays saved.",
        "todo": "Try the start page",
        "url": "/",
    }
    return HttpResponse(render_to_string("look/message.html", words), status=500)
