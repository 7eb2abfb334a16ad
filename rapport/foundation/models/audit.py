"""The audit log: who did what to which row, chained so that a change afterwards is noticed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Audit(models.Model):
    """One thing done; references and field names only, never values."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=16)
    actor_person_id = models.BigIntegerField(null=True, blank=True)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    fields = models.JSONField(default=list)
    place = models.BigIntegerField(null=True, blank=True, unique=True)
    hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_subject"),
            models.Index(fields=["id"], name="audit_unsealed", condition=Q(place__isnull=True)),
        ]
