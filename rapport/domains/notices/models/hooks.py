"""Programs that are told what happens here, and every call that was made to them."""

from __future__ import annotations

from django.db import models

from rapport.domains.notices.types import CallState
from rapport.foundation.models.renewing import RenewedSecret


class Endpoint(RenewedSecret):
    """An address of another program; its secrets lie sealed."""

    name = models.CharField(max_length=80)
    url = models.CharField(max_length=1000)
    events = models.JSONField()
    made_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    taken = models.PositiveBigIntegerField(default=0)
    failed = models.PositiveBigIntegerField(default=0)
    fault = models.CharField(max_length=500, blank=True, default="")
    took_ms = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


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
    took_ms = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="hook_call_once", fields=["endpoint", "key"])]
        indexes = [
            models.Index(fields=["endpoint", "-made_at", "-id"], name="hook_call_endpoint_made"),
            models.Index(fields=["made_at"], name="hook_call_made"),
        ]
