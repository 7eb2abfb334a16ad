"""What was read from the silences between acts, and how far putting all histories together again has come."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.ledger.types import Channel


class GapReading(models.Model):
    """The silences of one channel as they were last read: their histogram, and the gap read from it.

    `bins` holds [low, high, count] with bounds in seconds. It is shown beside the gap in force, which may differ.
    """

    channel = models.CharField(max_length=8, unique=True, choices=[(c.value, c.value) for c in Channel])
    seconds = models.PositiveBigIntegerField()
    method = models.CharField(max_length=12)
    n = models.PositiveIntegerField()
    bins = models.JSONField(default=list)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.channel}, n {self.n}"


class Resegmentation(models.Model):
    """All histories are put together again, in parts that workers share; how many people and acts when it is over.

    One that is asked for while another is under way takes its place and begins from the start.
    """

    asked_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    persons = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), name="resegmentation_one_at_a_time", condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.persons} people, {self.moved} acts moved"
