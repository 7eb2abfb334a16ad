"""What may be shown of the three questions: one row per quarter, organisation and team, decided once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ReflectionFigure(models.Model):
    """A quarter of one organisation with one team, or with all of them; `told` holds what is shown and nothing else."""

    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False)
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    quarter = models.DateField()
    made_at = models.DateTimeField()
    told = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reflection_figure_once",
                fields=["quarter", "organisation", "team"],
                condition=Q(team__isnull=False),
            ),
            models.UniqueConstraint(
                name="reflection_figure_of_all_once",
                fields=["quarter", "organisation"],
                condition=Q(team__isnull=True),
            ),
        ]
