"""A sample and its frame: who could have been drawn, who was, who was skipped and why."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from rapport.domains.surveys.models.surveys import Survey
from rapport.domains.surveys.types import Outcome
from rapport.foundation.actors import Actor

LOOSE: dict[str, Any] = {"db_constraint": False, "db_index": False}


class SampleQuerySet(models.QuerySet["Sample"]):
    """Samples belong to the provider: whoever may send surveys sees them."""

    def in_reach_of(self, viewer: Actor) -> SampleQuerySet:
        """All samples for those who may send surveys, else none."""
        return self if viewer.reach.may("surveys.send") else self.none()


class Sample(models.Model):
    """One month's random draw; seed and frame repeat it exactly."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="samples")
    month = models.DateField()
    wave = models.CharField(max_length=24, blank=True, default="")  # before or after a change; the month's own: ""
    size = models.PositiveIntegerField()
    rest_days = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    frame_hash = models.CharField(max_length=64)
    framed = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField()
    skipped = models.PositiveIntegerField()

    objects = SampleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="sample_once_a_month", fields=["survey", "month", "wave"]),
            models.CheckConstraint(name="sample_month_is_its_first_day", condition=Q(month__day=1)),
            models.CheckConstraint(name="sample_within_frame", condition=Q(drawn__lte=models.F("framed"))),
        ]


class FrameRow(models.Model):
    """One person who was drawn; a person erased later leaves a nameless row, so that counts hold."""

    # They come from the very tables they point to, in one draw, so the database need not look each of them up again;
    # nobody looks for frames by organisation, site or service.
    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="frame", db_index=False)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False
    )
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", **LOOSE)
    site = models.ForeignKey("people.Site", null=True, on_delete=models.SET_NULL, related_name="+", **LOOSE)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+", **LOOSE)
    stratum = models.CharField(max_length=48)
    services = models.JSONField(default=list)
    probability = models.FloatField(default=0.0)

    class Meta:
        constraints = [models.UniqueConstraint(name="frame_row_once", fields=["sample", "person"])]


class FrameCell(models.Model):
    """People who were alike in a draw, drawn, not drawn or skipped: how many, and packed together who they were.

    A frame of a million is some hundred such rows. Whoever was drawn stands in a row of their own instead; whoever
    is erased leaves `people` and stays counted in `n`.
    """

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="cells")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", **LOOSE)
    site = models.ForeignKey("people.Site", null=True, on_delete=models.SET_NULL, related_name="+", **LOOSE)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+", **LOOSE)
    stratum = models.CharField(max_length=48)
    outcome = models.CharField(max_length=12, choices=[(o.value, o.value) for o in Outcome])
    reason = models.CharField(max_length=40, blank=True, default="")
    probability = models.FloatField(default=0.0)
    n = models.PositiveIntegerField()
    people = models.BinaryField(default=bytes)  # see rules/packing.py

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="frame_cell_skipped_with_reason", condition=~Q(outcome=Outcome.SKIPPED) | ~Q(reason="")
            ),
        ]
