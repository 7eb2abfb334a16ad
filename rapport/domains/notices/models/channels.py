"""Channels of teams in their chat tools, and those of single persons."""

from __future__ import annotations

from django.db import models

from rapport.domains.notices.types import ToolKind


class Channel(models.Model):
    """Where a team is told in its chat tool; the address is a secret there, so it lies sealed."""

    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    tool = models.CharField(max_length=16, choices=[(t.value, t.value) for t in ToolKind])
    host = models.CharField(max_length=253)
    sealed = models.TextField()
    kinds = models.JSONField()
    made_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=500, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class OwnChat(models.Model):
    """Where one person who serves is told in their own chat tool; sealed as the channels of teams are."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    tool = models.CharField(max_length=16, choices=[(t.value, t.value) for t in ToolKind])
    host = models.CharField(max_length=253)
    sealed = models.TextField()
    made_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=500, blank=True, default="")
