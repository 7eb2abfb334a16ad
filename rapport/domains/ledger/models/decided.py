"""One decision of a person about episodes: what was meant, by whom and when; its wishes hang on it."""

from __future__ import annotations

from django.db import models

from rapport.domains.ledger.types import DecisionKind


class Decision(models.Model):
    """Somebody moved an act, split or joined episodes, or gave one a name; taking it back removes its wishes."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in DecisionKind])
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "made_at"], name="decision_person_made")]

    def __str__(self) -> str:
        return self.kind
