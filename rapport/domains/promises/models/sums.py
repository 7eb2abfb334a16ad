"""Published targets met and missed by quarter: counted from clocks, so that no page ever counts them."""

from __future__ import annotations

from django.db import models

from rapport.domains.promises.types import ClockKind, TargetView


class TargetSum(models.Model):
    """How many clocks that began in a quarter met their target, and how many missed it, for one group.

    Each view counts every clock once, so views are never added to each other. `service_id` parts an organisation's
    row by service (0 where a ticket has none); in the other views it is 0. Whoever had no site stands in no site's row.
    """

    view = models.CharField(max_length=12, choices=[(v.value, v.value) for v in TargetView])
    quarter = models.DateField()
    group_id = models.BigIntegerField()
    service_id = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ClockKind])
    met = models.PositiveIntegerField()
    missed = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="target_sum_once", fields=["view", "quarter", "group_id", "service_id", "kind"]
            ),
        ]
