"""A wish to be called, from an answer without a name; it knows nothing of the answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.recovery.models.recoveries import HANDS_OVER
from rapport.foundation.actors import Actor


class CallRequestQuerySet(models.QuerySet["CallRequest"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> CallRequestQuerySet:
        """Whoever owns the survey calls; without an owner administrators do."""
        if viewer.reach.whole:
            return self
        if not viewer.staff:
            return self.none()
        seen = Q(owner_id__in=viewer.reach.person_ids)
        return self.filter(seen | Q(owner__isnull=True) if viewer.reach.may(HANDS_OVER) else seen)


class CallRequest(models.Model):
    """Only what somebody wrote, and the day; shown by day and name, so that no order tells which answer was theirs."""

    owner = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    name = models.CharField(max_length=200, blank=True, default="")
    reach = models.CharField(max_length=200)
    words = models.CharField(max_length=500, blank=True, default="")
    asked_on = models.DateField()
    called_on = models.DateField(null=True, blank=True)
    called_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = CallRequestQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="call_request_once_a_day", fields=["reach", "asked_on"])]
        indexes = [
            models.Index(fields=["owner", "asked_on"], name="call_request_open", condition=Q(called_on__isnull=True))
        ]
