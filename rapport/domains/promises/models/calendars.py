"""Working calendars with their holidays, and published service levels."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Calendar(models.Model):
    """When the provider works: segments for each day from Monday, in the calendar's own zone."""

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=64)
    week = models.JSONField()  # seven lists of ["HH:MM", "HH:MM"], Monday first
    country = models.CharField(max_length=2, blank=True, default="")
    region = models.CharField(max_length=8, blank=True, default="")
    default = models.BooleanField(default=False)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="calendar_name_once", fields=["organisation", "name"]),
            models.UniqueConstraint(name="calendar_one_default", fields=["organisation"], condition=Q(default=True)),
        ]

    def __str__(self) -> str:
        return self.name


class Holiday(models.Model):
    """A day without work beside the country's public holidays."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="holidays")
    on = models.DateField()
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(name="holiday_once", fields=["calendar", "on"])]


class ServiceLevel(models.Model):
    """A published target: within so many minutes of working time, for this share; empty fields fit everything."""

    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    first_answer_minutes = models.PositiveIntegerField(null=True, blank=True)
    solve_minutes = models.PositiveIntegerField(null=True, blank=True)
    share = models.FloatField(default=0.9)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="service_level_once", fields=["service", "priority"]),
            models.CheckConstraint(name="service_level_share", condition=Q(share__gt=0, share__lte=1)),
            models.CheckConstraint(
                name="service_level_says_something",
                condition=Q(first_answer_minutes__gt=0) | Q(solve_minutes__gt=0),
            ),
            models.CheckConstraint(
                name="service_level_priority", condition=Q(priority__isnull=True) | Q(priority__range=(1, 4))
            ),
        ]
