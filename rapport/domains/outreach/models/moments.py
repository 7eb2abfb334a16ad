"""Moments in which a relationship is vulnerable, what was put off, and how far the ledger was read."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from rapport.domains.outreach.types import RANK, MomentKind
from rapport.foundation.actors import Actor


class MomentQuerySet(models.QuerySet["Moment"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> MomentQuerySet:
        """Staff see their teams' moments; those that tell of an answer by name need `loyalty.read`."""
        if viewer.reach.whole:
            return self
        if not viewer.staff or not viewer.reach.may("tickets.read"):
            return self.none()
        seen = self.filter(team_id__in=viewer.reach.team_ids)
        return seen if viewer.reach.may("loyalty.read") else seen.exclude(rank=RANK[MomentKind.UNHAPPY])

    def standing_on(self, day: date) -> MomentQuerySet:
        """Those that nobody has put off beyond a day."""
        put_off = PutOff.objects.filter(team_id=OuterRef("team_id"), key=OuterRef("whom"), until__gt=day)
        return self.filter(~Exists(put_off), Q(until__isnull=True) | Q(until__gte=day))


class Moment(models.Model):
    """One reason to call somebody now; `since` is when it began: a contact of both sides after it ends it.

    `whom` groups the reasons of one person (or of a plan without one); `source` tells one reason from another.
    """

    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+", db_index=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey("outreach.Plan", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()
    whom = models.CharField(max_length=32)
    source = models.CharField(max_length=48)
    since = models.DateTimeField()
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    named = models.CharField(max_length=200, blank=True, default="")

    objects = MomentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="moment_once", fields=["team", "source"])]
        indexes = [models.Index(fields=["team", "rank", "on"], name="moment_team_rank")]


class PutOff(models.Model):
    """Somebody is not called before a day, for a reason."""

    team = models.ForeignKey("people.Team", on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=32)
    until = models.DateField()
    reason = models.CharField(max_length=200)
    put_off_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="put_off_once", fields=["team", "key"])]


class ActsRead(models.Model):
    """Up to which act the ledger was read for contacts; one row."""

    last_id = models.BigIntegerField(default=0)
