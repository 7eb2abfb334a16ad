"""Tokens for programs: made once and shown once, revoked at any time."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from rapport.domains.people.models import ApiToken
from rapport.domains.people.models.tokens import hash_of
from rapport.domains.people.types import SCOPES
from rapport.foundation import audit
from rapport.foundation.actors import Actor, NotFound

LIVES = timedelta(days=365)
PREFIX = "rapport_"


class WrongScope(ValueError):
    """The scope is not among those there are; nothing was made."""


@transaction.atomic
def issue_token(*, name: str, scopes: Collection[str], actor: Actor, at: datetime) -> str:
    """A new token of the actor's own, good for a year; only its hash is kept, so it is shown once."""
    if actor.person_id is None:
        raise NotFound
    wrong = sorted(set(scopes) - SCOPES)
    if wrong or not scopes:
        raise WrongScope(f"{', '.join(wrong) or 'No scope'}: choose among {', '.join(sorted(SCOPES))}.")
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        person_id=actor.person_id,
        name=name.strip()[:100],
        token_hash=hash_of(token),
        scopes=sorted(scopes),
        created_at=at,
        expires_at=at + LIVES,
    )
    audit.record("token.issued", actor=actor, subject_kind="token", subject_id=row.pk, at=at)
    return token


@transaction.atomic
def revoke_token(*, token_id: int, actor: Actor, at: datetime) -> None:
    """End a token at once: one's own, or anybody's by those who write roles."""
    rows = ApiToken.objects.filter(pk=token_id, revoked_at__isnull=True)
    if not actor.reach.may("roles.write"):
        rows = rows.filter(person_id=actor.person_id or 0)
    changed = rows.update(revoked_at=at)
    if not changed:
        raise NotFound
    audit.record("token.revoked", actor=actor, subject_kind="token", subject_id=token_id, at=at)
