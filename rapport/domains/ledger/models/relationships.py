"""Relationships of a person with a team, and the three questions both sides are asked after an episode."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.ledger.models.episodes import Episode
from rapport.domains.ledger.models.reach import relationships_in_reach
from rapport.domains.ledger.types import Direction, Taps
from rapport.foundation.actors import Actor


class RelationshipQuerySet(models.QuerySet["Relationship"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> RelationshipQuerySet:
        """Staff see their teams' relationships, people their own, client contacts what was granted."""
        return self.filter(relationships_in_reach(viewer))


class Relationship(models.Model):
    """Begins with the second completed episode in which both sides acted; it has an owner and a next step."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    next_step = models.CharField(max_length=200, blank=True, default="")
    next_step_on = models.DateField(null=True, blank=True)
    since = models.DateTimeField()

    objects = RelationshipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="relationship_once", fields=["person", "team"])]
        indexes = [models.Index(fields=["team", "next_step_on"], name="relationship_team_next")]


class Reflection(models.Model):
    """After an episode: do we know each other better, do they know us better, did we understand each other?"""

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="+", db_index=False)
    side = models.CharField(max_length=6, choices=[(d.value, d.value) for d in Direction])
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    skipped_at = models.DateTimeField(null=True, blank=True)
    know_each_other = models.BooleanField(null=True, blank=True)
    they_know_us = models.BooleanField(null=True, blank=True)
    understood = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="reflection_once", fields=["episode", "side", "person"]),
            models.CheckConstraint(
                name="reflection_answered_or_skipped",
                condition=Q(answered_at__isnull=True) | Q(skipped_at__isnull=True),
            ),
            models.CheckConstraint(
                name="reflection_words_need_an_answer",
                condition=Q(answered_at__isnull=False)
                | Q(know_each_other__isnull=True, they_know_us__isnull=True, understood__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["person", "asked_at"], name="reflection_person_asked")]

    def taps(self) -> Taps:
        """What was tapped."""
        return Taps(self.know_each_other, self.they_know_us, self.understood)
