"""Links that carry a token: one purpose and scope each, stored as a hash."""

from __future__ import annotations

from django.db import models


class Link(models.Model):
    """One link that was given out."""

    purpose = models.CharField(max_length=16)
    token_hash = models.CharField(max_length=64, unique=True)
    person_id = models.BigIntegerField(null=True, blank=True)
    account_id = models.BigIntegerField(null=True, blank=True)
    ref = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], name="link_expires"),
            models.Index(fields=["person_id", "purpose"], name="link_person"),
        ]
