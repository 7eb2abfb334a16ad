"""Files that people sent: one row per organisation and content."""

from __future__ import annotations

from django.db import models


class File(models.Model):
    """Bytes on disk, known by their hash within one organisation."""

    organisation_id = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="file_once_in_organisation", fields=["organisation_id", "sha256"])]

    def __str__(self) -> str:
        return self.name
