"""Quarters counted once after their end: what recoveries came to, and how many people moved between moods."""

from __future__ import annotations

from django.db import models


class QuarterFigure(models.Model):
    """What recoveries came to in one quarter; a row here never changes, so nothing can be subtracted from it."""

    quarter = models.DateField(unique=True)
    recoveries = models.PositiveIntegerField()
    contacted = models.PositiveIntegerField()
    within_48 = models.PositiveIntegerField()
    median_hours = models.FloatField(null=True)
    again = models.PositiveIntegerField()
    recovered = models.PositiveIntegerField()
    counted_at = models.DateTimeField()


class MoveCount(models.Model):
    """How many people went from one mood to another: the last answer before a quarter, the last one in it."""

    quarter = models.DateField()
    survey_id = models.BigIntegerField()
    before = models.CharField(max_length=8)
    after = models.CharField(max_length=8)
    n = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="move_count_once", fields=["quarter", "survey_id", "before", "after"])
        ]
