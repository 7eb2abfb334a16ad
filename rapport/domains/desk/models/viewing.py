"""Saved views of the queue with their kept counts, and the custom fields of services."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.desk.models.tickets import Ticket
from rapport.domains.desk.models.working import OwnOrOfTeamQuerySet, own_or_of_team


class SavedView(models.Model):
    """A list of tickets that somebody keeps; `count` is what the last counting found, never more than a hundred."""

    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey("people.Team", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    filters = models.JSONField(default=dict)
    order = models.CharField(max_length=16, default="longest")
    made_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    count = models.PositiveSmallIntegerField(default=0)
    counted_at = models.DateTimeField(null=True, blank=True)

    objects = OwnOrOfTeamQuerySet.as_manager()

    class Meta:
        constraints = [own_or_of_team("saved_view_own_or_of_team")]
        indexes = [models.Index(fields=["team", "name"], name="saved_view_team")]


class CustomField(models.Model):
    """Something that is asked about every ticket of a service: of us, and `on_form` of whoever sends it, too.

    One that is asked no more stays for the tickets that have it.
    """

    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    choices = models.JSONField(default=list, blank=True)
    required = models.BooleanField(default=False)
    on_form = models.BooleanField(default=False)
    asked = models.BooleanField(default=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="custom_field_once", fields=["service", "name"], condition=Q(asked=True))
        ]


class FieldValue(models.Model):
    """What a ticket says in a custom field, as text: numbers plain, days as 2026-11-02."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    field = models.ForeignKey(CustomField, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(name="field_value_once", fields=["ticket", "field"])]
        indexes = [models.Index(fields=["field", "value", "ticket"], name="field_value_value")]
