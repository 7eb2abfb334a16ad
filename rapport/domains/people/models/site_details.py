"""What is known of a site beside its dates: who decides, how it is connected, what is installed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rapport.domains.people.models.organisations import Site
from rapport.foundation.names import NameColumn


class SiteDetails(models.Model):
    """One site in more words; a site without a row has none yet."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, primary_key=True, related_name="details")
    decides = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    closing = models.CharField(max_length=500, blank=True, default="")
    line_kind = models.CharField(max_length=60, blank=True, default="")
    line_speed = models.CharField(max_length=60, blank=True, default="")
    line_provider = models.CharField(max_length=120, blank=True, default="")
    line_call = models.CharField(max_length=200, blank=True, default="")
    line_words = models.CharField(max_length=500, blank=True, default="")
    changed_at = models.DateTimeField()


class Installed(models.Model):
    """Something that stands at a site, since and until a day."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="installed")
    kind = models.CharField(max_length=60)
    name = NameColumn(max_length=120)
    serial = models.CharField(max_length=120, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="installed_until_after_since", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            )
        ]
