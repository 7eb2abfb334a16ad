"""Feeds are made, given new secrets and ended by an administrator; each secret is told once."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.db import transaction

from rapport.domains.ledger.models import Feed, FeedDelivery, FeedRefusal
from rapport.foundation import audit, secrets, signed_calls
from rapport.foundation.actors import Actor, NotFound

BOTH_FOR = timedelta(days=1)
KEPT_FOR = timedelta(days=30)
MOST_OPEN = 10  # every open feed's secrets are tried on a call


class WrongFeed(ValueError):
    """The feed cannot be made like that; the text says why. Nothing was made."""


@transaction.atomic
def open_feed(
    *, name: str, source: str, organisation_id: int, team_id: int, actor: Actor, at: datetime
) -> tuple[int, str]:
    """Let another desk write acts of one organisation's people; the feed's id and its secret, told this once."""
    actor.require("settings.write")
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,23}", source):
        raise WrongFeed("The short name is 2 to 24 small letters, digits and hyphens, such as zammad.")
    if Feed.objects.filter(source=source).exists():
        raise WrongFeed("Another feed has this short name. Choose one of its own.")
    if Feed.objects.filter(ended_at__isnull=True).count() >= MOST_OPEN:
        raise WrongFeed(f"There are {MOST_OPEN} open feeds. End one that is not used any more.")
    secret = signed_calls.new_secret()
    feed = Feed.objects.create(
        name=name.strip()[:80],
        source=source,
        organisation_id=organisation_id,
        team_id=team_id,
        sealed=secrets.seal(secret),
        made_at=at,
    )
    _note("feed.opened", feed, actor, at)
    return feed.pk, secret


@transaction.atomic
def renew_secret(*, feed_id: int, actor: Actor, at: datetime) -> str:
    """A new secret, told this once; for a day calls signed with the one before are taken, too."""
    feed = _to_change(feed_id, actor)
    secret = signed_calls.new_secret()
    feed.sealed_before, feed.before_until = feed.sealed, at + BOTH_FOR
    feed.sealed = secrets.seal(secret)
    feed.save(update_fields=["sealed", "sealed_before", "before_until"])
    _note("feed.secret_renewed", feed, actor, at)
    return secret


@transaction.atomic
def end_feed(*, feed_id: int, actor: Actor, at: datetime) -> None:
    """Take nothing from this desk any more; what it wrote stays."""
    feed = _to_change(feed_id, actor)
    feed.ended_at = at
    feed.sealed_before, feed.before_until = "", None
    feed.save(update_fields=["ended_at", "sealed_before", "before_until"])
    _note("feed.ended", feed, actor, at)


def forget_deliveries(*, actor: Actor, at: datetime) -> int:
    """Ids of calls and reasons older than a month; a call that old is refused by its time anyway."""
    actor.require("settings.write")
    FeedRefusal.objects.filter(at__lt=at - KEPT_FOR).delete()
    return FeedDelivery.objects.filter(at__lt=at - KEPT_FOR).delete()[0]


def _to_change(feed_id: int, actor: Actor) -> Feed:
    actor.require("settings.write")
    feed = Feed.objects.select_for_update().filter(pk=feed_id, ended_at__isnull=True).first()
    if feed is None:
        raise NotFound("feed")
    return feed


def _note(verb: str, feed: Feed, actor: Actor, at: datetime) -> None:
    audit.record(verb, actor=actor, subject_kind="feed", subject_id=feed.pk, at=at)
