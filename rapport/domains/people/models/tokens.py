"""Tokens for programs: what a person lets a program do in their name, within their reach and some scopes."""

from __future__ import annotations

import hashlib

from django.db import models


class ApiToken(models.Model):
    """A bearer token, kept as a hash; its scopes only ever narrow the reach of its person."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "revoked_at"], name="token_person")]


def hash_of(token: str) -> str:
    """Tokens carry 256 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
