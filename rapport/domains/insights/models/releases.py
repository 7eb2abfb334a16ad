"""Frozen releases: figures as they were published, decided once over all margins and never changed."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

from rapport.domains.insights.types import Cell, Hidden, Margin


def new_key() -> str:
    """A name no other release ever has, not even in a restored database: what is drawn of one is kept under it."""
    return secrets.token_urlsafe(12)


class Release(models.Model):
    """One publication of one survey's figures, of the answers that came in one way."""

    survey_id = models.BigIntegerField()
    how = models.CharField(max_length=16, default="drawn")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    as_of = models.DateTimeField()
    answers = models.PositiveIntegerField()
    key = models.CharField(max_length=24, default=new_key, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="release_once", fields=["survey_id", "how", "number"])]


class ReleaseCell(models.Model):
    """One figure of one margin: counts by class, how many were asked and replied, or hidden with the reason.

    Of a further question (margin ITEM) `scores` maps each answer or choice to how many gave it, and `unscored` is
    how many answered. `weighted` stands, in the unit of the figure, where the strata of a frame are known. A hidden
    cell keeps no counts: what is not to be seen is not stored here.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="cells")
    margin = models.CharField(max_length=20)
    key = models.CharField(max_length=64)
    label = models.CharField(max_length=260)
    detractors = models.PositiveIntegerField(default=0)
    passives = models.PositiveIntegerField(default=0)
    promoters = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    replied = models.PositiveIntegerField(default=0)
    unscored = models.PositiveIntegerField(default=0)
    scores = models.JSONField(default=list)
    unnamed = models.JSONField(default=list)
    hidden = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, blank=True, default="")
    weighted = models.FloatField(null=True)
    weighted_low = models.FloatField(null=True)
    weighted_high = models.FloatField(null=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="release_cell_once", fields=["release", "margin", "key"]),
            models.CheckConstraint(
                name="release_cell_hidden_is_empty",
                condition=Q(hidden=False) | Q(detractors=0, passives=0, promoters=0, unscored=0, asked=0, replied=0),
            ),
            models.CheckConstraint(
                name="release_cell_shown_holds_five",
                condition=Q(hidden=True) | Q(detractors__gte=5 - F("passives") - F("promoters") - F("unscored")),
            ),
        ]

    @property
    def why_hidden(self) -> str:
        """The reason a hidden cell gives, nothing for one that is shown."""
        return self.reason if self.hidden else ""

    def told(self) -> tuple[str, str, Cell]:
        """The key and label a figure shows, and what it is made from; whoever was given the cell may read it."""
        counts = Cell(
            *(self.detractors, self.passives, self.promoters, self.asked, self.replied),
            tuple(self.scores),
            self.unscored,
            tuple(self.unnamed or (0,) * 11),
            singly=self.margin == Margin.PERIOD and self.reason != Hidden.GROUPED,
        )
        return self.label if self.margin in (Margin.SERVICE, Margin.SITE) else self.key, self.label, counts
