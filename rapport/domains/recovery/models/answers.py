"""What somebody said by name, kept beside what came of it; passives and promoters stand here as lighter cards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.recovery.models.recoveries import Recovery
from rapport.domains.recovery.types import Mood
from rapport.foundation.actors import Actor


class SaidQuerySet(models.QuerySet["Said"]):
    """Filters that read as policy."""

    def cards_of(self, viewer: Actor) -> SaidQuerySet:
        """Answers of passives and promoters that are the viewer's to read, and that nobody put away."""
        if not viewer.staff:
            return self.none()
        return self.filter(card_of_id__in=viewer.reach.person_ids, put_away_at__isnull=True)


class Said(models.Model):
    """One answer by name as it stands; the answer itself belongs to surveys, which this domain does not know.

    `changes` is how often it was changed, so that what was read earlier never replaces what was read later.
    """

    answer_id = models.BigIntegerField(unique=True)
    survey_id = models.BigIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    recovery = models.ForeignKey(Recovery, null=True, blank=True, on_delete=models.SET_NULL, related_name="said")
    card_of = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=16)
    mood = models.CharField(max_length=8, choices=[(m.value, m.value) for m in Mood])
    score = models.SmallIntegerField()
    reasons = models.JSONField(default=list)
    words = models.TextField(blank=True, default="")
    said_at = models.DateTimeField()
    quarter = models.DateField()
    drawn = models.BooleanField(default=True)
    changes = models.IntegerField(default=-1)
    before = models.JSONField(default=list)  # score, mood, words and day of each answer that was changed, oldest first
    put_away_at = models.DateTimeField(null=True, blank=True)
    thanked_at = models.DateTimeField(null=True, blank=True)

    objects = SaidQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["survey_id", "quarter", "person"], name="said_quarter"),
            models.Index(fields=["person", "said_at"], name="said_person"),
            models.Index(
                fields=["card_of", "-said_at"],
                name="said_card",
                condition=Q(card_of__isnull=False, put_away_at__isnull=True),
            ),
        ]
