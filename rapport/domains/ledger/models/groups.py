"""The relationship between an organisation and a team: it has an owner and a next step."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.ledger.models.reach import EVERYTHING, NOTHING
from rapport.foundation.actors import Actor


class GroupRelationshipQuerySet(models.QuerySet["GroupRelationship"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> GroupRelationshipQuerySet:
        """Staff see their teams'; what we do next with a client is the team's, and in no grant."""
        if viewer.reach.whole:
            return self.filter(EVERYTHING)
        if viewer.staff and viewer.reach.team_ids and viewer.reach.may("tickets.read"):
            return self.filter(Q(team_id__in=viewer.reach.team_ids))
        return self.filter(NOTHING)


class GroupRelationship(models.Model):
    """Begins with the second completed episode in which both sides acted; somebody may name an owner before."""

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    next_step = models.CharField(max_length=200, blank=True, default="")
    next_step_on = models.DateField(null=True, blank=True)
    since = models.DateTimeField(null=True, blank=True)

    objects = GroupRelationshipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="group_relationship_once", fields=["organisation", "team"])]
        indexes = [models.Index(fields=["team", "next_step_on"], name="group_relationship_next")]
