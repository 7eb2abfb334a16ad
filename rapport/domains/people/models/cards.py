"""The card of somebody who helps: written by them, shown by their choice, read for nothing else."""

from __future__ import annotations

from django.db import models

from rapport.domains.people.models.persons import Person


class AgentCard(models.Model):
    """What an agent tells those they help; `shown_at` is empty until they choose to show it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    does = models.CharField(max_length=300, blank=True, default="")
    languages = models.CharField(max_length=120, blank=True, default="")
    hours = models.CharField(max_length=120, blank=True, default="")
    reach = models.CharField(max_length=200, blank=True, default="")
    changed_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)
