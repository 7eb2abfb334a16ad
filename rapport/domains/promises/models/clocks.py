"""Clocks: working time from a start to a first answer or a solution, less its pauses."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rapport.domains.promises.types import ClockKind


class Clock(models.Model):
    """Runs from `started_at` until met; pauses are kept one by one, so that any change recomputes from history.

    `minutes` is the working time it took, known when met. `paused_minutes` is the working time of its ended pauses.
    """

    ref_kind = models.CharField(max_length=24)
    ref_id = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ClockKind])
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+", db_index=False)
    service = models.ForeignKey(
        "people.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    priority = models.PositiveSmallIntegerField(default=3)
    started_at = models.DateTimeField()
    target_minutes = models.PositiveIntegerField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    paused_since = models.DateTimeField(null=True, blank=True)
    paused_minutes = models.PositiveIntegerField(default=0)
    met_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="clock_once", fields=["ref_kind", "ref_id", "kind"]),
            models.CheckConstraint(
                name="clock_met_has_minutes",
                condition=Q(met_at__isnull=True, minutes__isnull=True) | Q(met_at__isnull=False, minutes__isnull=False),
            ),
            models.CheckConstraint(
                name="clock_met_after_start", condition=Q(met_at__isnull=True) | Q(met_at__gte=F("started_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "started_at"], name="clock_kind_started"),
            models.Index(fields=["kind", "met_at"], name="clock_kind_met", condition=Q(met_at__isnull=False)),
            models.Index(fields=["kind", "due_at"], name="clock_kind_due", condition=Q(met_at__isnull=True)),
        ]


class ClockBefore(models.Model):
    """How a clock stood until a moment, kept when it goes on after a solution or gets another service or priority.

    With it a forecast made before that moment can be computed again from the same clocks.
    """

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="before")
    until = models.DateTimeField()
    service = models.ForeignKey(
        "people.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    priority = models.PositiveSmallIntegerField()
    met_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="clock_before_met_has_minutes",
                condition=Q(met_at__isnull=True, minutes__isnull=True) | Q(met_at__isnull=False, minutes__isnull=False),
            ),
        ]


class Pause(models.Model):
    """A clock stood still from one moment to another, because we waited for the person or a third party."""

    clock = models.ForeignKey(Clock, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pause_ends_after_start", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.UniqueConstraint(name="pause_one_open", fields=["clock"], condition=Q(until__isnull=True)),
        ]
