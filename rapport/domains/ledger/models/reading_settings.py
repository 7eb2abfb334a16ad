"""Whether this place notes by name what people read; off until an administrator says otherwise."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ReadingSetting(models.Model):
    """One row: on or off, and since when; without it nothing is noted."""

    on = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="reading_setting_is_one", condition=Q(pk=1))]
