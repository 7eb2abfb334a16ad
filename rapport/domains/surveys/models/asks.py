"""Asks: invitations and the rest period they begin."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from rapport.domains.surveys.models.samples import Sample
from rapport.domains.surveys.models.surveys import Survey, SurveyVersion
from rapport.domains.surveys.types import How, Rest


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which invitations wait for something."""

    def to_send(self, at: datetime) -> InvitationQuerySet:
        """Due and not yet sent, not declined, of a survey that is not paused."""
        waiting = self.filter(sent_at__isnull=True, declined_at__isnull=True, send_at__lte=at)
        return waiting.filter(survey__paused_at__isnull=True)

    def to_remind(self, at: datetime) -> InvitationQuerySet:
        """Sent, silent, their one reminder is due, and the survey goes on."""
        return self.filter(
            sent_at__isnull=False,
            answered_on__isnull=True,
            declined_at__isnull=True,
            reminded_at__isnull=True,
            remind_at__lte=at,
            expires_at__gt=at,
            survey__paused_at__isnull=True,
            survey__stopped_at__isnull=True,
        )


class Invitation(models.Model):
    """One person asked once; the day of the answer is kept, never the time."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="+")
    sample = models.ForeignKey(Sample, null=True, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("people.Site", null=True, on_delete=models.SET_NULL, related_name="+")
    service = models.ForeignKey("people.Service", null=True, on_delete=models.PROTECT, related_name="+")
    services = models.JSONField(default=list)
    stratum = models.CharField(max_length=48, blank=True, default="")
    facets = models.JSONField(default=dict, blank=True)  # how they were helped last: see rules/facets.py
    month = models.DateField()
    how = models.CharField(max_length=16, choices=[(h.value, h.value) for h in How], default=How.DRAWN)
    episode_id = models.BigIntegerField(null=True, blank=True)
    send_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    remind_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="invitation_once_a_sample", fields=["sample", "person"]),
            models.UniqueConstraint(
                name="invitation_once_an_episode",
                fields=["survey", "episode_id"],
                condition=Q(episode_id__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_expires_after_sending", condition=Q(expires_at__gt=models.F("send_at"))
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_at"],
                name="invitation_to_send",
                condition=Q(sent_at__isnull=True, declined_at__isnull=True),
            ),
            models.Index(
                fields=["remind_at"],
                name="invitation_to_remind",
                condition=Q(
                    sent_at__isnull=False,
                    answered_on__isnull=True,
                    declined_at__isnull=True,
                    reminded_at__isnull=True,
                ),
            ),
        ]


class RestPeriod(models.Model):
    """Until when one person is left in peace by asks of one kind, over all surveys."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=[(r.value, r.value) for r in Rest])
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rest_period_once", fields=["person", "kind"]),
            models.CheckConstraint(name="rest_period_forward", condition=Q(until__gte=models.F("since"))),
        ]
        indexes = [models.Index(fields=["kind", "until"], name="rest_period_until")]
