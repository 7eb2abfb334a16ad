"""Links with a token: given out once, stored as a hash, read for one purpose, used up where they are one-time."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from rapport.foundation.actors import NOBODY
from rapport.foundation.models.links import Link
from rapport.foundation.prepared import Prepared


class WrongLink(Exception):
    """The link cannot be used; the text says why and what to do."""


@dataclass(frozen=True)
class Purpose:
    """How long links of one purpose live, and whether one use ends them."""

    lives: timedelta
    once: bool
    ask_again: str


PURPOSES: Mapping[str, Purpose] = {
    "sign_in": Purpose(timedelta(minutes=15), True, "Ask for a new sign-in link."),
    "sign_in_demo": Purpose(timedelta(hours=24), False, "Start the demo again for a new link."),
    "confirm": Purpose(timedelta(days=7), True, "Ask for a new mail to confirm your address."),
    "confirm_request": Purpose(timedelta(days=30), True, "Your request is with us either way; answer our mail."),
    "invite": Purpose(timedelta(days=7), True, "Ask the person who invited you to do so again."),
    "answer": Purpose(timedelta(days=30), False, "Your earlier answer, if you gave one, is kept."),
    "questions": Purpose(timedelta(days=60), False, "Your earlier answer, if you gave one, is kept."),
    "calendar": Purpose(timedelta(days=400), False, "Make a new link on the page Plan."),
    "worth": Purpose(timedelta(days=60), False, "Your earlier answer, if you gave one, is kept."),
}


_OF_HASH = Prepared(
    lambda viewer, *, purpose, token_hash: Link.objects.filter(purpose=purpose, token_hash=token_hash),
    texts=("token_hash",),
)


def issue(
    purpose: str,
    *,
    at: datetime,
    person_id: int | None = None,
    account_id: int | None = None,
    ref: str = "",
    expires_at: datetime | None = None,
) -> str:
    """A new token for a link; only its hash is stored."""
    token = secrets.token_urlsafe(32)
    Link.objects.create(
        purpose=purpose,
        token_hash=_hashes(purpose, token)[0],
        person_id=person_id,
        account_id=account_id,
        ref=ref,
        created_at=at,
        expires_at=expires_at or at + PURPOSES[purpose].lives,
    )
    return token


def issue_many(purpose: str, *, refs: list[tuple[int | None, str]], expires_at: datetime, at: datetime) -> list[str]:
    """Tokens for many (person_id, ref), in their order, with one statement."""
    tokens = [secrets.token_urlsafe(32) for _ in refs]
    Link.objects.bulk_create(
        [
            Link(
                purpose=purpose,
                token_hash=_hashes(purpose, token)[0],
                person_id=person_id,
                ref=ref,
                created_at=at,
                expires_at=expires_at,
            )
            for token, (person_id, ref) in zip(tokens, refs, strict=True)
        ],
        batch_size=500,
    )
    return tokens


def point(token: str, purpose: str, *, ref: str) -> None:
    """Say what a new link is about, where that had no name yet when the link was made."""
    Link.objects.filter(purpose=purpose, token_hash__in=_hashes(purpose, token)).update(ref=ref)


def read(token: str, purpose: str, at: datetime) -> Link:
    """The link of a token, without using it up; WrongLink where it cannot be used."""
    found = (row for one in _hashes(purpose, token) for row in _OF_HASH(NOBODY, purpose=purpose, token_hash=one))
    return _usable(next(found, None), purpose, at)


def use(token: str, purpose: str, at: datetime) -> Link:
    """The link of a token; a one-time link is used up by exactly one caller, however many try at once."""
    link = read(token, purpose, at)
    if not PURPOSES[purpose].once:
        return link
    if not Link.objects.filter(pk=link.pk, used_at__isnull=True, expires_at__gt=at).update(used_at=at):
        raise WrongLink(f"This link was used already. {PURPOSES[purpose].ask_again}")
    link.used_at = at
    return link


def end_all(*, purpose: str, person_ids: list[int], at: datetime) -> int:
    """End every open link of these persons for one purpose; returns how many."""
    open_links = Link.objects.filter(purpose=purpose, person_id__in=person_ids, expires_at__gt=at)
    return open_links.update(expires_at=at)


def open_since(*, purpose: str, person_ids: list[int], at: datetime) -> datetime | None:
    """When the newest open link of these persons for one purpose was made; None where none is open."""
    open_links = Link.objects.filter(purpose=purpose, person_id__in=person_ids, expires_at__gt=at)
    return open_links.order_by("-created_at").values_list("created_at", flat=True).first()


def forget_expired(*, before: datetime) -> int:
    """Delete links that expired before a moment; returns how many."""
    return Link.objects.filter(expires_at__lt=before).delete()[0]


def _usable(link: Link | None, purpose: str, at: datetime) -> Link:
    again = PURPOSES[purpose].ask_again
    if link is None or (purpose == "sign_in_demo" and not settings.DEMO):
        raise WrongLink(f"We do not know this link; perhaps it was copied in part. {again}")
    if PURPOSES[purpose].once and link.used_at is not None:
        raise WrongLink(f"This link was used already. {again}")
    if link.expires_at <= at:
        raise WrongLink(f"This link has expired. {again}")
    return link


def _hashes(purpose: str, token: str) -> list[str]:
    """The hash under the present key first, then under older ones; each purpose has its own key."""
    return [
        hmac.new(hashlib.sha256(f"link:{purpose}:{key}".encode()).digest(), token.encode(), "sha256").hexdigest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
