"""A stretch of people whose histories are put together again, so that several workers share the whole."""

from __future__ import annotations

from django.db import models

from rapport.domains.ledger.models.readings import Resegmentation


class ResegmentationPart(models.Model):
    """People from after `first_id` to `last_id`; the next ones are those after `after_id`.

    `step` is that of the one job that goes on with it: another that comes late finds nothing to do.
    """

    run = models.ForeignKey(Resegmentation, on_delete=models.CASCADE, related_name="parts")
    first_id = models.BigIntegerField()
    after_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    step = models.PositiveIntegerField(default=0)
    persons = models.PositiveIntegerField(default=0)
    acts = models.PositiveBigIntegerField(default=0)
    moved = models.PositiveBigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"people {self.first_id + 1} to {self.last_id}, {self.persons} of them done"
