"""Programs that are told what happens here, and every call that was made to them."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from rapport.domains.notices.types import CallState
from rapport.foundation import secrets


class Endpoint(models.Model):
    """An address of another program; its secrets lie sealed."""

    name = models.CharField(max_length=80)
    url = models.CharField(max_length=1000)
    events = models.JSONField()
    sealed = models.TextField()
    sealed_before = models.TextField(blank=True, default="")
    before_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    taken = models.PositiveBigIntegerField(default=0)
    failed = models.PositiveBigIntegerField(default=0)
    fault = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="endpoint_old_secret_ends",
                condition=Q(sealed_before="", before_until__isnull=True)
                | (~Q(sealed_before="") & Q(before_until__isnull=False)),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def secrets_at(self, at: datetime) -> list[str]:
        """What a call is signed with: the present secret, and for a day the one before."""
        sealed = [self.sealed]
        if self.before_until is not None and at < self.before_until:
            sealed.append(self.sealed_before)
        return [secrets.unseal(one) for one in sealed]


class HookCall(models.Model):
    """One event told to one program: what was sent, how often, and how its answer began."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=120)
    call_id = models.CharField(max_length=40, unique=True)
    event = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in CallState], default=CallState.WAITING)
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True, default="")
    fault = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(name="hook_call_once", fields=["endpoint", "key"])]
        indexes = [
            models.Index(fields=["endpoint", "-made_at", "-id"], name="hook_call_endpoint_made"),
            models.Index(fields=["made_at"], name="hook_call_made"),
        ]
