"""What the API refuses before an operation runs, each time as problem+json: unknown parameters, wrong methods."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver

PROBLEM = "application/problem+json"
NO_QUERY = frozenset({"request", "given", "files"})


class UnknownParameter(ValueError):
    """The address carries a parameter that the operation does not know."""


def known_parameters_only(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse what nobody would read: a filter with a slip in its name must not show everything."""
    names = frozenset(inspect.signature(operation).parameters) - NO_QUERY

    @wraps(operation)
    def refusing(request: HttpRequest, *args: Any, **given: Any) -> Any:
        in_path = request.resolver_match.kwargs if request.resolver_match else {}
        unknown = sorted(set(request.GET) - (names - set(in_path)))
        if unknown:
            raise UnknownParameter(", ".join(unknown)[:200])
        return operation(request, *args, **given)

    return refusing


def problem(status: int, title: str, detail: str = "") -> HttpResponse:
    """RFC 9457: what went wrong, in a sentence."""
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(said, status=status, content_type=PROBLEM)


def with_problems(
    patterns: list[URLResolver | URLPattern], *, around: Callable[[Callable[..., Any]], Callable[..., Any]]
) -> list[URLResolver | URLPattern]:
    """The same addresses with `around` every view; a method that no operation has is answered with a problem."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = around(_in_our_form(pattern.callback))
    return patterns


def _in_our_form(view: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **named: Any) -> Any:
        answer = view(request, *args, **named)
        if answer.status_code != 405:
            return answer
        allowed = ", ".join(sorted(part.strip() for part in answer.headers["Allow"].split(",")))
        ours = problem(405, "This address does not know that method", f"It knows {allowed}. Nothing was changed.")
        ours.headers["Allow"] = allowed
        return ours

    return answering
