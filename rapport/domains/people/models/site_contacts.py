"""Whom to ask at a site: people known to the desk, each with what they do there and how they are called."""

from __future__ import annotations

from django.db import models

from rapport.domains.people.models.organisations import Site


class SiteContact(models.Model):
    """One person to turn to at one site."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="contacts", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=80)
    phone = models.CharField(max_length=40, blank=True, default="")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "person"], name="site_contact_once")]
