"""Who a program acts for: the person of its token, within the scopes it was given."""

from __future__ import annotations

from datetime import datetime

from rapport.domains.people.models import ApiToken
from rapport.domains.people.models.tokens import hash_of
from rapport.domains.people.queries.actors import actor_of
from rapport.foundation.actors import Actor, NotFound

MOST = 500


def actor_of_token(token: str, *, at: datetime) -> tuple[Actor, frozenset[str]]:
    """The actor and the scopes of a bearer token; read before anybody is known. NotFound when it does not work."""
    row = ApiToken.objects.filter(token_hash=hash_of(token), revoked_at__isnull=True).first()
    if row is None or (row.expires_at and row.expires_at <= at):
        raise NotFound
    return actor_of(row.person_id), frozenset(row.scopes)


def tokens(viewer: Actor) -> list[ApiToken]:
    """The viewer's own tokens that still work, newest first."""
    if viewer.person_id is None:
        return []
    own = ApiToken.objects.filter(person_id=viewer.person_id, revoked_at__isnull=True)
    return list(own.order_by("-created_at", "-id"))


def all_tokens(viewer: Actor) -> list[ApiToken]:
    """Everybody's tokens that were not ended, with their persons, newest first; for those who write roles."""
    if not viewer.reach.may("roles.write"):
        raise NotFound
    rows = ApiToken.objects.filter(revoked_at__isnull=True).select_related("person")
    return list(rows.order_by("-created_at", "-id")[:MOST])
