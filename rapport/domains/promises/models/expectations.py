"""Forecasts from history, the estimates people were told, and promises made to them."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from rapport.domains.promises.models.clocks import Clock
from rapport.domains.promises.types import Basis, ClockKind, Method, PromiseKind
from rapport.foundation.actors import Actor


class Forecast(models.Model):
    """What history says: a share `q` of `n` like it took at most `minutes` of working time; null means cannot promise.

    Made from the solve clocks that started from `period_from` to `period_to`, open ones counted as open.
    """

    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    q = models.FloatField()
    n = models.PositiveIntegerField()
    finished = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField(null=True, blank=True)
    period_from = models.DateTimeField()
    period_to = models.DateTimeField()
    made_at = models.DateTimeField()
    method = models.CharField(max_length=12, choices=[(m.value, m.value) for m in Method])

    class Meta:
        constraints = [
            models.CheckConstraint(name="forecast_finished_of_n", condition=Q(finished__lte=F("n"))),
            models.CheckConstraint(name="forecast_q", condition=Q(q__gt=0, q__lt=1)),
        ]
        indexes = [models.Index(fields=["service", "priority"], name="forecast_service_priority")]


class EstimateQuerySet(models.QuerySet["Estimate"]):
    """Filters that read as policy."""

    def running_targets(self) -> EstimateQuerySet:
        """Aims people were told whose clock runs on, where no person of ours has given a time since."""
        about = {"ref_kind": OuterRef("ref_kind"), "ref_id": OuterRef("ref_id")}
        running = Clock.objects.filter(**about, kind=OuterRef("about"), met_at__isnull=True, paused_since__isnull=True)
        given = Promise.objects.filter(**about)
        return self.filter(Exists(running), ~Exists(given), basis=Basis.TARGET)

    def to_warn_of(self, *, since: datetime, until: datetime) -> EstimateQuerySet:
        """Running targets due in a stretch of time of which nobody was warned yet."""
        return self.running_targets().filter(due_at__gt=since, due_at__lte=until, warned_at__isnull=True)


class Estimate(models.Model):
    """What one person was told to expect, with the history it came from, so that anybody can compute it again."""

    ref_kind = models.CharField(max_length=24)
    ref_id = models.BigIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    forecast = models.ForeignKey(
        Forecast, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    basis = models.CharField(max_length=8, choices=[(b.value, b.value) for b in Basis])
    n = models.PositiveIntegerField(default=0)
    q = models.FloatField(null=True, blank=True)
    period_from = models.DateTimeField(null=True, blank=True)
    period_to = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    wording_kind = models.CharField(max_length=24)
    about = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ClockKind], default=ClockKind.SOLVE)
    # The forecast is made anew every hour, so what it was made from is kept here; empty where it was not history.
    method = models.CharField(max_length=12, choices=[(m.value, m.value) for m in Method], blank=True, default="")
    pool_service = models.ForeignKey(
        "people.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    pool_priority = models.PositiveSmallIntegerField(null=True, blank=True)
    finished = models.PositiveIntegerField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    told_late_at = models.DateTimeField(null=True, blank=True)

    objects = EstimateQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["ref_kind", "ref_id", "-made_at"], name="estimate_ref_made"),
            models.Index(fields=["person", "made_at"], name="estimate_person_made"),
            models.Index(
                fields=["due_at"],
                name="estimate_target_due",
                condition=Q(basis=Basis.TARGET.value, warned_at__isnull=True),
            ),
        ]


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> PromiseQuerySet:
        """Staff see their teams' promises, people those made to them, a system its organisation's."""
        reach = viewer.reach
        if reach.whole:
            return self
        seen = Q(pk__in=[])
        if reach.person_ids:
            seen |= Q(person_id__in=reach.person_ids)
        if viewer.staff and reach.team_ids:
            seen |= Q(team_id__in=reach.team_ids)
        if viewer.kind == "system" or reach.may("relationships.organisation"):
            seen |= Q(organisation_id__in=reach.organisation_ids)
        return self.filter(seen)

    def unkept(self) -> PromiseQuerySet:
        """Promises still to be kept."""
        return self.filter(kept_at__isnull=True, withdrawn_at__isnull=True)

    def to_warn_of(self, *, until: datetime) -> PromiseQuerySet:
        """Unkept promises due by then of which nobody was warned yet."""
        return self.unkept().filter(due_at__lte=until, warned_at__isnull=True)


class Promise(models.Model):
    """Something we told one person we would do, and by when."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+", db_index=False)
    ref_kind = models.CharField(max_length=24)
    ref_id = models.BigIntegerField()
    made_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    text = models.CharField(max_length=300)
    kind = models.CharField(
        max_length=8, choices=[(k.value, k.value) for k in PromiseKind], default=PromiseKind.WORD.value
    )
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    told_late_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="promise_due_after_made", condition=Q(due_at__gt=F("made_at"))),
            models.CheckConstraint(
                name="promise_kept_or_withdrawn", condition=Q(kept_at__isnull=True) | Q(withdrawn_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(fields=["person", "due_at"], name="promise_person_due"),
            models.Index(fields=["ref_kind", "ref_id", "due_at"], name="promise_ref_due"),
            models.Index(
                fields=["team", "due_at"],
                name="promise_team_open",
                condition=Q(kept_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.Index(
                fields=["due_at"],
                name="promise_open_due",
                condition=Q(kept_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.Index(fields=["organisation", "due_at"], name="promise_organisation_due"),
        ]
