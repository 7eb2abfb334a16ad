"""Who is asking, and one log line per request without path arguments or names."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from rapport.domains.people import queries as people
from rapport.foundation.actors import NOBODY, Actor, NotAllowed, NotFound
from rapport.foundation.paging import WrongCursor
from rapport.interfaces.look.wording import german
from rapport.interfaces.web import failures
from rapport.interfaces.web.access import actor_of

Answer = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("web")
PERSON, AFTER = "person_id", "after"
LARGEST_ID = 2**63 - 1
LANGUAGE_OF_PAGES = "en"  # Django's own messages speak as the page they stand on; look/german says which are German


WATCHED = frozenset({"/healthz", "/readyz", "/metrics"})  # asked by machines, also while the database is away
OTHER_PROGRAM = "post:calls"  # stands for a machine elsewhere: what it is asked and answers is no news of ours


class RequestLog:
    """Logs the name of the page, the status and the time taken; tokens in addresses never reach the log."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        took = (time.perf_counter() - began) * 1000
        if match and match.view_name and "answer" not in match.view_name and match.view_name != OTHER_PROGRAM:
            log.info(
                "request", page=match.view_name, method=request.method, status=response.status_code, ms=round(took)
            )
        response.headers["Server-Timing"] = f"app;dur={took:.1f}"
        return response


class WhoIsAsking:
    """Puts `request.actor` there: the person chosen in this session, or nobody."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path:
            return failures.unclear(request)  # PostgreSQL keeps no NUL, and nobody types one
        if request.path in WATCHED:
            return self._for_nobody(request)
        actor = _actor(request)
        request.actor = actor  # type: ignore[attr-defined]
        with timezone.override(_zone(request, actor)), translation.override(LANGUAGE_OF_PAGES):
            response = self.get_response(request)
        if not actor.is_person:
            patch_vary_headers(response, ("Accept-Language",))
        return failures.only_sent_to(request) if _is_opened_in_vain(request, response) else response

    def _for_nobody(self, request: HttpRequest) -> HttpResponse:
        """Whoever watches is nobody: no session and no provider is read, so that the answer tells of what was asked."""
        request.actor = NOBODY  # type: ignore[attr-defined]
        with translation.override(LANGUAGE_OF_PAGES):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Answer, args: tuple[object, ...], named: dict[str, object]
    ) -> HttpResponse | None:
        """The language of the page is known now. A number that no row can have is not there; no database could look."""
        translation.activate(german.of_page(request, actor_of(request)))
        large = any(isinstance(value, int) and value > LARGEST_ID for value in (*args, *named.values()))
        return failures.not_there(request, NotFound()) if large and not request.path.startswith("/api/") else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What every query and action may refuse becomes a page, in English; everything else stays an error."""
        translation.activate(LANGUAGE_OF_PAGES)
        if isinstance(error, NotFound):
            return failures.not_there(request, error)
        if isinstance(error, NotAllowed):
            return failures.not_allowed(request, error)
        if isinstance(error, WrongCursor) and AFTER in request.GET:
            return _from_the_start(request)
        return None


def _is_opened_in_vain(request: HttpRequest, response: HttpResponse) -> bool:
    """A browser, which takes pages, asked for an address that only takes a form; programs are told 405."""
    takes_pages = "text/html" in request.headers.get("Accept", "")
    return response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET" and takes_pages


def _from_the_start(request: HttpRequest) -> HttpResponse:
    """The same list at its beginning: the cursor in the address was none of ours."""
    asked = request.GET.copy()
    del asked[AFTER]
    return redirect(f"{request.path}?{asked.urlencode()}" if asked else request.path)


def _zone(request: HttpRequest, actor: Actor) -> str:
    """Whoever is not signed in reads the provider's clock, as in the mails they get; programs read UTC."""
    provider = None if actor.is_person or request.path.startswith("/api/") else people.provider()
    return provider.zone if provider else actor.zone


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    if not user.is_authenticated:
        return NOBODY
    person_id = request.session.get(PERSON)
    if person_id is None:
        return NOBODY
    try:
        return people.actor_of(person_id, account_id=user.pk)
    except NotFound:
        return NOBODY
