"""Feeds: other desks that write acts here while they go on working, what they sent, and what was refused."""

from __future__ import annotations

from django.db import models

from rapport.foundation.models.renewing import RenewedSecret


class Feed(RenewedSecret):
    """Another desk that may write acts of one organisation's people; its secrets lie sealed."""

    name = models.CharField(max_length=80)
    source = models.CharField(max_length=24, unique=True)  # begins every source key, as in an import of that desk
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    accepted = models.PositiveBigIntegerField(default=0)
    duplicate = models.PositiveBigIntegerField(default=0)
    refused = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class FeedDelivery(models.Model):
    """One call that was taken in; the same id is never taken twice, and is told the same."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="+", db_index=False)
    call_id = models.CharField(max_length=120)
    at = models.DateTimeField()
    answers = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(name="feed_delivery_once", fields=["feed", "call_id"])]
        indexes = [models.Index(fields=["at"], name="feed_delivery_at")]


class FeedRefusal(models.Model):
    """One row that was refused, by its key, and why; nothing of what it said."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="+", db_index=False)
    source_key = models.CharField(max_length=90)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["feed", "-at", "-id"], name="feed_refusal_feed_at")]


class FeedMatter(models.Model):
    """A number of the other desk, so that acts of the same matter find each other here."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="+", db_index=False)
    reference = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(name="feed_matter_once", fields=["feed", "reference"])]
