"""The public address of a site, for a poster on its wall."""

from __future__ import annotations

from django.db import models

from rapport.domains.people.models.organisations import Site


class SiteDoor(models.Model):
    """Whoever has the key comes to the site's page; closed, the key is forgotten, and a new one differs."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, primary_key=True, related_name="door")
    key = models.CharField(max_length=32, unique=True)
    opened_at = models.DateTimeField()
