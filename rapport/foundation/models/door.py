"""What was not let in: counts by day and reason, with no address and no name."""

from __future__ import annotations

from django.db import models


class DoorRefusal(models.Model):
    """How often the listener refused something for one reason on one day (UTC)."""

    day = models.DateField()
    reason = models.CharField(max_length=40)
    code = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="doorrefusal_once", fields=["day", "reason", "code"])]
