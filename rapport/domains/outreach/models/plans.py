"""Planned contact: how often we talk with whom, who sees to it, and what came of each call."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rapport.domains.outreach.types import Level, Outcome
from rapport.foundation.actors import Actor


class LevelSetting(models.Model):
    """The cadence offered for one level; without a row the built-in one holds."""

    level = models.CharField(max_length=12, choices=[(v.value, v.value) for v in Level], unique=True)
    ideal_days = models.PositiveSmallIntegerField()
    longest_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="level_setting_days", condition=Q(ideal_days__gte=1, longest_days__gte=F("ideal_days"))
            )
        ]


class PlanQuerySet(models.QuerySet["Plan"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> PlanQuerySet:
        """Staff see what their teams plan; nobody else does, for it is the team's."""
        if viewer.reach.whole:
            return self
        if not viewer.staff or not viewer.reach.may("tickets.read"):
            return self.none()
        return self.filter(team_id__in=viewer.reach.team_ids)

    def standing(self) -> PlanQuerySet:
        """Those that were not given up."""
        return self.filter(ended_at__isnull=True)


class Plan(models.Model):
    """One team talks with a person, a site or an organisation at least so often, with or without a fault.

    `last_at` is the last episode in which both sides acted; the days follow from it and the cadence.
    """

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    site = models.ForeignKey("people.Site", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    level = models.CharField(max_length=12, choices=[(v.value, v.value) for v in Level])
    ideal_days = models.PositiveSmallIntegerField()
    longest_days = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=200, blank=True, default="")
    begun_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField()
    late_on = models.DateField()
    next_step = models.CharField(max_length=200, blank=True, default="")
    next_step_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="plan_of_person_or_site", condition=Q(person=None) | Q(site=None)),
            models.CheckConstraint(name="plan_days", condition=Q(ideal_days__gte=1, longest_days__gte=F("ideal_days"))),
            models.UniqueConstraint(
                name="plan_once_a_person", fields=["team", "person"], condition=Q(ended_at=None, person__isnull=False)
            ),
            models.UniqueConstraint(
                name="plan_once_a_site", fields=["team", "site"], condition=Q(ended_at=None, site__isnull=False)
            ),
            models.UniqueConstraint(
                name="plan_once_an_organisation",
                fields=["team", "organisation"],
                condition=Q(ended_at=None, person=None, site=None),
            ),
        ]
        indexes = [
            models.Index(fields=["team", "due_on"], name="plan_team_due", condition=Q(ended_at=None)),
            models.Index(fields=["late_on"], name="plan_late", condition=Q(ended_at=None)),
            models.Index(fields=["organisation", "team"], name="plan_organisation", condition=Q(ended_at=None)),
        ]


class Call(models.Model):
    """What came of one planned call; the words stand in the ledger's act, which names this row."""

    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+", db_index=False)
    made_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=12, choices=[(v.value, v.value) for v in Outcome])
    at = models.DateTimeField()
    source_key = models.CharField(max_length=120, null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="call_once", fields=["made_by", "source_key"])]
        indexes = [
            models.Index(fields=["person", "at"], name="call_person_at"),
            models.Index(fields=["team", "at"], name="call_team_at"),
        ]


class Share(models.Model):
    """How much contact of a team with an organisation was planned, counted anew by a job."""

    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+", db_index=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="+")
    planned = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="share_once", fields=["team", "organisation"]),
            models.CheckConstraint(name="share_planned_of_n", condition=Q(planned__lte=F("n"))),
        ]
