"""A survey states its question, its scale words and what is judged; another wording is another version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.surveys.types import Asked, Judged, Mode, SurveyKind
from rapport.foundation.actors import Actor


class SurveyQuerySet(models.QuerySet["Survey"]):
    """Surveys belong to the provider."""

    def in_reach_of(self, viewer: Actor) -> SurveyQuerySet:
        """All surveys for staff who may read loyalty, else none."""
        return self if viewer.staff and viewer.reach.may("loyalty.read") else self.none()


class Survey(models.Model):
    """One question asked of samples: what is judged never changes, the wording only by a new version."""

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in SurveyKind], default=SurveyKind.NPS)
    judged = models.CharField(max_length=16, choices=[(j.value, j.value) for j in Judged], default=Judged.IT)
    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    default_mode = models.CharField(max_length=16, choices=[(m.value, m.value) for m in Mode], default=Mode.NAMED)
    sender_name = models.CharField(max_length=200, blank=True, default="")
    sender_address = models.EmailField(max_length=254)
    started_at = models.DateTimeField()
    asked = models.CharField(max_length=16, choices=[(a.value, a.value) for a in Asked], default=Asked.USER)
    # The survey that asked what people expected of this service, before this one asks what they found.
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    paused_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="survey_name_once", fields=["organisation", "name"]),
            models.CheckConstraint(
                name="survey_judges_what_it_says",
                condition=Q(judged=Judged.IT, service__isnull=True) | Q(judged=Judged.SERVICE, service__isnull=False),
            ),
        ]

    @property
    def asking(self) -> bool:
        """Neither paused nor stopped."""
        return self.paused_at is None and self.stopped_at is None

    def __str__(self) -> str:
        return self.name


class SurveyVersion(models.Model):
    """One wording in every language: question, scale words and the reasons offered to each class."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    wording = models.JSONField()
    started_at = models.DateTimeField()
    behind = models.JSONField(default=dict, blank=True)  # by language: what it says as the main one did before

    class Meta:
        constraints = [models.UniqueConstraint(name="survey_version_once", fields=["survey", "number"])]
