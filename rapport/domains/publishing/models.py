"""What is published: the targets we set ourselves and what we did after people spoke."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rapport.domains.publishing.types import Measure


class Target(models.Model):
    """A published target; a new figure ends the old row, so that nobody moves the posts afterwards."""

    name = models.CharField(max_length=160)
    measure = models.CharField(max_length=20, choices=[(m.value, m.value) for m in Measure])
    goal = models.FloatField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="target_one_of_a_measure", fields=["measure"], condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="target_ends_later", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Deed(models.Model):
    """You said, we did: their words, what came of it, how many had asked; which service it is about, and who asked.

    The service and the organisation decide in whose client review it stands; the public page names neither.
    """

    said = models.CharField(max_length=400)
    did = models.TextField()
    asked_by = models.CharField(max_length=160, blank=True, default="")
    published_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.CheckConstraint(name="deed_says_both", condition=~Q(said="") & ~Q(did=""))]
        indexes = [models.Index(fields=["-published_on", "-id"], name="deed_newest")]

    def __str__(self) -> str:
        return self.said
