"""Who calls: a bearer token with scopes; the answer to a wrong one tells nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError
from ninja.security import HttpBearer

from rapport.domains.people import queries as people
from rapport.foundation import limits
from rapport.foundation.actors import Actor, NotFound


class Bearer(HttpBearer):
    """Authorization: Bearer rapport_…; the scope is the operation's."""

    def __init__(self, scope: str, *, staff: bool) -> None:
        self.scope, self.staff = scope, staff
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor, or None for a 401; a token without the scope is a 403, a flood a 429.

        What only staff do is not there for anybody else, as with the pages of the desk.
        """
        try:
            actor, scopes = people.actor_of_token(token, at=timezone.now())
        except NotFound:
            return None
        if self.scope not in scopes:
            raise HttpError(403, f"This token lacks the scope {self.scope}.")
        if not limits.allow(f"api:{actor.person_id}", limit=1200, per_seconds=60):
            raise HttpError(429, "More than 1,200 calls in a minute. Wait a minute and go on.")
        if self.staff and not actor.staff:
            raise NotFound
        request.actor = actor  # type: ignore[attr-defined]
        return actor


def needs(scope: str, *, staff: bool = False) -> Callable[..., Any]:
    """The authentication of an operation that needs this scope; with `staff` it is there for staff alone."""
    return Bearer(scope, staff=staff)
