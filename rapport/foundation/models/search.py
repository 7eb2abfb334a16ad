"""What can be found, by whom; the words themselves are in the index of each database."""

from __future__ import annotations

from django.db import models


class SearchEntry(models.Model):
    """One thing that can be found by those whose reach shares a token with it."""

    kind = models.CharField(max_length=32)
    ref_id = models.BigIntegerField()
    organisation_id = models.BigIntegerField(null=True, blank=True)
    tokens = models.TextField()
    title = models.CharField(max_length=300)
    title_words = models.CharField(max_length=600, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="search_entry_once", fields=["kind", "ref_id"])]
