"""Departures: what a person takes along, how far their erasure has come; and pairs that are two people after all."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from rapport.domains.people.models.persons import Person, new_key
from rapport.domains.people.types import Departure


class Export(models.Model):
    """A zip of everything there is about one person, made in batches; it is fetched by the one who asked."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    whole = models.BooleanField(default=False)  # also what others said of them elsewhere: for administrators
    key = models.CharField(max_length=32, default=new_key, editable=False)
    asked_at = models.DateTimeField()
    stage = models.CharField(max_length=120, blank=True, default="")
    after = models.BigIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    size = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["person", "asked_at"], name="export_person_asked")]

    @property
    def path(self) -> Path:
        """Where its bytes are."""
        return Path(settings.DATA) / "exports" / f"{self.key}.zip"


class TwoPeople(models.Model):
    """Somebody looked at two who seem to be one, and they are two: the pair is not named again."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="two_people_once", fields=["one", "other"]),
            models.CheckConstraint(name="two_people_in_order", condition=Q(one__lt=models.F("other"))),
        ]


class Erasure(models.Model):
    """One person asked to be forgotten, or somebody decided it: asked, declined, running, done."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(d.value, d.value) for d in Departure], default=Departure.ASKED)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True, default="")  # why it was declined; they read it
    stage = models.CharField(max_length=120, blank=True, default="")
    after = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="erasure_open_once",
                fields=["person"],
                condition=Q(state__in=[Departure.ASKED.value, Departure.RUNNING.value]),
            ),
            models.CheckConstraint(
                name="erasure_done_has_moment", condition=~Q(state=Departure.DONE.value) | Q(done_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="erasure_state_asked")]
