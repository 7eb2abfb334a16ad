"""What a person says is not right about an act or an episode, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.ledger.models.reach import corrections_in_reach
from rapport.domains.ledger.types import About
from rapport.foundation.actors import Actor


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> CorrectionQuerySet:
        """The person's own; for staff those of their teams."""
        return self.filter(corrections_in_reach(viewer))

    def waiting(self) -> CorrectionQuerySet:
        """Those that nobody has decided yet."""
        return self.filter(decided_at__isnull=True)


class Correction(models.Model):
    """Somebody says: this is not right. `act_id` is the act, or the first act of the episode.

    It is a plain number, because nothing has a foreign key to acts.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    team = models.ForeignKey("people.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=8, choices=[(a.value, a.value) for a in About])
    act_id = models.BigIntegerField()
    words = models.CharField(max_length=1000)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    accepted = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True, default="")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="correction_waits_once", fields=["person", "about", "act_id"], condition=Q(decided_at__isnull=True)
            ),
            models.CheckConstraint(name="correction_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="correction_decided_whole",
                condition=Q(decided_at__isnull=True, accepted__isnull=True)
                | Q(decided_at__isnull=False, accepted__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["person", "asked_at"], name="correction_person_asked")]
