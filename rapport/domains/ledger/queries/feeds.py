"""Feeds as Settings show them, and which one signed a call."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from rapport.domains.ledger.models import Feed, FeedMatter, FeedRefusal
from rapport.domains.ledger.types import FeedSeen
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.refs import Card, cards_of
from rapport.foundation.secrets import WrongKey
from rapport.foundation.signed_calls import Call, is_fresh, is_signed

REF = "feed"
SHOWN = 50


@dataclass(frozen=True)
class RefusedRow:
    """One row that was refused."""

    source_key: str
    reason: str
    at: datetime


def feeds(viewer: Actor) -> list[FeedSeen]:
    """All feeds, open ones first, for those who may change settings."""
    viewer.require("settings.write")
    rows = Feed.objects.select_related("organisation", "team").order_by("name", "id")
    return [_seen(row) for row in sorted(rows, key=lambda row: row.ended_at is not None)]


def feed(viewer: Actor, feed_id: int) -> FeedSeen:
    """One feed."""
    viewer.require("settings.write")
    row = Feed.objects.select_related("organisation", "team").filter(pk=feed_id).first()
    if row is None:
        raise NotFound("feed")
    return _seen(row)


def refused_rows(viewer: Actor, feed_id: int) -> list[RefusedRow]:
    """The newest refused rows of a feed with their reasons; kept for a month."""
    viewer.require("settings.write")
    rows = FeedRefusal.objects.filter(feed_id=feed_id).order_by("-at", "-id")
    return [RefusedRow(row.source_key, row.reason, row.at) for row in rows[:SHOWN]]


def matters_of_source(
    viewer: Actor, source: str, references: Collection[str], *, organisation_id: int
) -> dict[str, tuple[str, int]]:
    """Numbers of another desk that its feed wrote acts about, for one organisation."""
    viewer.require("settings.write")
    rows = FeedMatter.objects.filter(feed__source=source, feed__organisation_id=organisation_id)
    found = rows.filter(reference__in=list(references)).values_list("reference", "pk")
    return {reference: (REF, pk) for reference, pk in found}


def feed_that_signed(viewer: Actor, call: Call, *, at: datetime) -> FeedSeen:
    """The open feed whose secret signed this call just now; NotFound, whatever is wrong, looks the same."""
    del viewer  # whoever has the secret is the other desk
    if is_fresh(call, at=at):
        rows = Feed.objects.select_related("organisation", "team").filter(ended_at__isnull=True).order_by("id")
        signed = [row for row in rows if is_signed(call, _secrets(row, at))]
        if signed:
            return _seen(signed[0])
    raise NotFound("feed")


def _secrets(row: Feed, at: datetime) -> list[str]:
    """None where the installation's key has changed: nothing can be signed with what cannot be read."""
    try:
        return row.secrets_at(at)
    except WrongKey:
        return []


@cards_of(REF)
def _cards(viewer: Actor, ids: object) -> dict[int, Card]:
    """The other desk's name and number; staff only, and there is no page of ours behind it."""
    if not viewer.staff:
        return {}
    rows = FeedMatter.objects.filter(pk__in=ids).select_related("feed")  # type: ignore[misc]
    return {row.pk: Card(f"{row.feed.name} {row.reference}") for row in rows}


def _seen(row: Feed) -> FeedSeen:
    return FeedSeen(
        id=row.pk,
        name=row.name,
        source=row.source,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        team=row.team.name,
        made_at=row.made_at,
        ended_at=row.ended_at,
        last_at=row.last_at,
        accepted=row.accepted,
        duplicate=row.duplicate,
        refused=row.refused,
        before_until=row.before_until,
    )
