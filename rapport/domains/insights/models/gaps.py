"""Perception gaps: what should be felt, whether lateness explains it, and who took a gap and did what about it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rapport.domains.insights.types import GapKind, GapVerb

KINDS = [(kind.value, kind.value) for kind in GapKind]


class PerceptionTarget(models.Model):
    """Which share of people should be satisfied with a service; service 0 is everything without a target of its own."""

    service_id = models.BigIntegerField(unique=True, default=0)
    share = models.FloatField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="perception_target_share", condition=Q(share__gt=0, share__lte=1)),
        ]


class GapTest(models.Model):
    """Unhappy people whose matters were in time, and those with one that was late; and what the unhappy ticked.

    Counted from answers by name, made with a release and then frozen: no cell holds one to four people, and cells that
    moved by fewer than five since stay as they were. `ticks`: [reason, n] for what five or more ticked.
    """

    survey_id = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=KINDS)
    group_id = models.BigIntegerField()
    quarter = models.DateField()
    unhappy_met = models.PositiveIntegerField(default=0)
    met = models.PositiveIntegerField(default=0)
    unhappy_missed = models.PositiveIntegerField(default=0)
    missed = models.PositiveIntegerField(default=0)
    ticks = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="gap_test_once", fields=["survey_id", "quarter", "kind", "group_id"]),
            models.CheckConstraint(
                name="gap_test_shows_five",
                condition=(Q(met=0) | Q(met__gte=5)) & (Q(missed=0) | Q(missed__gte=5)),
            ),
            models.CheckConstraint(
                name="gap_test_unhappy_of_all",
                condition=Q(unhappy_met__lte=F("met"), unhappy_missed__lte=F("missed")),
            ),
        ]


class Gap(models.Model):
    """A gap that somebody took: what comes next and when, and what was found when it was closed."""

    kind = models.CharField(max_length=8, choices=KINDS)
    group_id = models.BigIntegerField()
    quarter = models.DateField()  # in which it was taken; it stays one gap until it is closed
    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    next_step = models.CharField(max_length=200, blank=True, default="")
    next_on = models.DateField(null=True, blank=True)
    found = models.CharField(max_length=1000, blank=True, default="")
    taken_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="gap_open_once", fields=["kind", "group_id"], condition=Q(closed_at__isnull=True)
            ),
            models.CheckConstraint(
                name="gap_closed_says_what_was_found", condition=Q(closed_at__isnull=True) | ~Q(found="")
            ),
        ]
        indexes = [models.Index(fields=["owner", "next_on"], name="gap_owner_next", condition=Q(closed_at=None))]


class GapStep(models.Model):
    """One thing done about a gap, never changed: taken, planned anew, or closed."""

    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=8, choices=[(verb.value, verb.value) for verb in GapVerb])
    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    next_step = models.CharField(max_length=200, blank=True, default="")
    next_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=1000, blank=True, default="")
