"""Rows that came from another desk: each known by its source key, those that nothing else holds kept as they were."""

from __future__ import annotations

from django.db import models


class ImportedRow(models.Model):
    """One row of an export that was taken in: as an act, as taking part, or kept raw with everything it said."""

    source = models.CharField(max_length=64)
    source_key = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    row = models.JSONField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="imported_row_once", fields=["source", "source_key"])]

    def __str__(self) -> str:
        return f"{self.source} {self.source_key}"
