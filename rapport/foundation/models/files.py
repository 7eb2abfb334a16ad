"""Files that people sent: one row per organisation and content."""

from __future__ import annotations

from django.db import models


class ScanState(models.TextChoices):
    """What a virus scanner said of a file."""

    WAITING = "waiting"
    CLEAN = "clean"
    FOUND = "found"
    NOT_SCANNED = "not scanned"


class File(models.Model):
    """Bytes on disk, known by their hash within one organisation."""

    organisation_id = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField()
    scan = models.CharField(max_length=16, choices=ScanState.choices, default=ScanState.NOT_SCANNED)
    scan_found = models.CharField(max_length=200, blank=True, default="")
    scanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="file_once_in_organisation", fields=["organisation_id", "sha256"])]
        indexes = [models.Index(fields=["id"], name="file_waits_for_scan", condition=models.Q(scan="waiting"))]

    @property
    def may_be_opened(self) -> bool:
        """Nothing waits for the scanner, and nothing was found in it."""
        return self.scan not in {ScanState.WAITING, ScanState.FOUND}

    def __str__(self) -> str:
        return self.name
