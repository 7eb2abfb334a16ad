"""When a survey asks by itself, what came of it, and how often a mail scanner seems to have opened its links."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rapport.domains.surveys.models.samples import Sample
from rapport.domains.surveys.models.surveys import Survey
from rapport.domains.surveys.types import AskKind, Every


class AskRule(models.Model):
    """One rule that people set for a survey: after an episode, around a change, or on a schedule."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="rules")
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in AskKind])
    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    delay_minutes = models.PositiveIntegerField(default=0)
    share = models.PositiveSmallIntegerField(default=100)
    least_contacts = models.PositiveSmallIntegerField(default=2)
    on = models.DateField(null=True, blank=True)
    days_before = models.PositiveSmallIntegerField(default=0)
    days_after = models.PositiveSmallIntegerField(default=0)
    same_people = models.BooleanField(default=False)
    size = models.PositiveIntegerField(default=0)
    every = models.CharField(max_length=8, blank=True, default="", choices=[(e.value, e.value) for e in Every])
    day = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="ask_rule_share", condition=Q(share__gte=1, share__lte=100)),
            models.CheckConstraint(name="ask_rule_day_of_every_month", condition=Q(day__gte=1, day__lte=28)),
            models.CheckConstraint(
                name="ask_rule_change_has_its_day",
                condition=~Q(kind=AskKind.AROUND_CHANGE) | Q(on__isnull=False, days_before__gt=0, days_after__gt=0),
            ),
            models.CheckConstraint(
                name="ask_rule_draws_somebody", condition=Q(kind=AskKind.AFTER_EPISODE) | Q(size__gt=0)
            ),
            models.CheckConstraint(
                name="ask_rule_ends_after_start", condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at"))
            ),
        ]
        indexes = [models.Index(fields=["kind"], name="ask_rule_active", condition=Q(ended_at__isnull=True))]


class RuleRun(models.Model):
    """What one rule did in one period; a period is run once, whoever tries."""

    rule = models.ForeignKey(AskRule, on_delete=models.CASCADE, related_name="runs")
    period = models.CharField(max_length=12)
    sample = models.ForeignKey(Sample, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=200, blank=True, default="")
    ran_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="rule_run_once", fields=["rule", "period"])]


class SayPage(models.Model):
    """The open page of a survey: a key for its address, and the pages elsewhere that may carry its snippet."""

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="say_page")
    key = models.CharField(max_length=32, unique=True)
    origins = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)


class Openings(models.Model):
    """Visits of machines to links of a survey by month, one a link and minute; which links is kept nowhere."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="openings_once_a_month", fields=["survey", "month"])]
