"""Promises the other way: what somebody told us they would do, by which day, and what one of both sides said of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.promises.types import Said
from rapport.foundation.actors import Actor


class TheirPromiseQuerySet(models.QuerySet["TheirPromise"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> TheirPromiseQuerySet:
        """Staff see what was told their teams, people their own word, a system its organisation's; nobody else."""
        reach = viewer.reach
        if reach.whole:
            return self
        seen = Q(pk__in=[])
        if reach.person_ids:
            seen |= Q(person_id__in=reach.person_ids)
        if viewer.staff and reach.team_ids:
            seen |= Q(team_id__in=reach.team_ids)
        if viewer.kind == "system":
            seen |= Q(organisation_id__in=reach.organisation_ids)
        return self.filter(seen)


class TheirPromise(models.Model):
    """Something one person told a team they would do, in their words, and by which day.

    No clock judges it: kept or broken is what the person says, or whoever waited for it; a day that has passed is only
    shown as such. What it is about may be empty.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+", db_index=False)
    ref_kind = models.CharField(max_length=24, blank=True, default="")
    ref_id = models.BigIntegerField(null=True, blank=True)
    noted_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    text = models.CharField(max_length=300)
    made_at = models.DateTimeField()
    due_on = models.DateField()
    said = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Said], default=Said.OPEN.value)
    said_at = models.DateTimeField(null=True, blank=True)
    said_by_them = models.BooleanField(default=False)
    source_key = models.CharField(max_length=120)

    objects = TheirPromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="their_promise_once", fields=["person", "source_key"]),
            models.CheckConstraint(name="their_promise_source_named", condition=~Q(source_key="")),
            models.CheckConstraint(name="their_promise_said_when", condition=Q(said="open") | Q(said_at__isnull=False)),
            models.CheckConstraint(
                name="their_promise_ref_whole",
                condition=Q(ref_kind="", ref_id__isnull=True) | (~Q(ref_kind="") & Q(ref_id__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "due_on"], name="their_promise_person_due"),
            models.Index(fields=["organisation", "due_on"], name="their_promise_org_due"),
            models.Index(fields=["ref_kind", "ref_id"], name="their_promise_ref", condition=Q(ref_id__isnull=False)),
        ]
