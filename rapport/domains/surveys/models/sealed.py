"""Anonymous asks: who was asked on one side, sealed answers on the other, and nothing between them but the survey."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from rapport.domains.surveys.models.samples import Sample
from rapport.domains.surveys.models.surveys import Survey, SurveyVersion
from rapport.foundation import boxes

# Ids of anonymous answers are drawn between these two. What is counted up stays below (PostgreSQL) or above (SQLite).
FIRST_RANDOM, AFTER_RANDOM = 2**40, 2**61


def random_id() -> int:
    """An id that says nothing about before and after."""
    return FIRST_RANDOM + secrets.randbelow(AFTER_RANDOM - FIRST_RANDOM)


def shuffled(rows: list[Any]) -> list[Any]:
    """The same rows in an order that nobody can foresee."""
    return sorted(rows, key=lambda _: secrets.randbits(64))


class AnonymousAsk(models.Model):
    """What all invitations of one anonymous sample share: their wording, and what is kept of each cell of its frame.

    kept: "organisation:site:service" of a frame row to the [organisation, site, service] an answer keeps.
    """

    sample = models.OneToOneField(Sample, on_delete=models.CASCADE, related_name="anonymous")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="+")
    kept = models.JSONField(default=dict)


class AnonymousInvitationQuerySet(models.QuerySet["AnonymousInvitation"]):
    """Which anonymous invitations wait for something on a day."""

    def locked(self, pk: int) -> AnonymousInvitation | None:
        """The one behind a link, locked; moving writes these rows anew, so look twice."""
        joined = self.select_related("survey", "sample__anonymous__version", "person")
        rows = joined.select_for_update(of=("self",))
        return rows.filter(pk=pk).first() or rows.filter(pk=pk).first()

    def to_send(self, day: date) -> AnonymousInvitationQuerySet:
        """Due on that day or before, not sent, and the survey goes on."""
        return self._going_on().filter(send_on__lte=day, sent_on__isnull=True, declined=False)

    def to_remind(self, day: date) -> AnonymousInvitationQuerySet:
        """Sent, without a yes, and their one reminder is due."""
        waiting = self._going_on().filter(
            sent_on__isnull=False, answered=False, declined=False, reminded_on__isnull=True
        )
        return waiting.filter(remind_on__lte=day, expires_on__gt=day)

    def _going_on(self) -> AnonymousInvitationQuerySet:
        return self.filter(survey__paused_at__isnull=True, survey__stopped_at__isnull=True)


class AnonymousInvitation(models.Model):
    """One person asked once; of the answer a yes is kept and nothing else, no time and no key."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    send_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    remind_on = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField()
    answered = models.BooleanField(default=False)
    declined = models.BooleanField(default=False)

    objects = AnonymousInvitationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="anonymous_invitation_once_a_sample", fields=["sample", "person"])]
        indexes = [
            models.Index(
                fields=["send_on"], name="anonymous_to_send", condition=Q(sent_on__isnull=True, declined=False)
            ),
            models.Index(
                fields=["remind_on"],
                name="anonymous_to_remind",
                condition=Q(sent_on__isnull=False, answered=False, declined=False, reminded_on__isnull=True),
            ),
            models.Index(fields=["survey", "answered"], name="anonymous_answered"),
        ]

    @property
    def version(self) -> SurveyVersion:
        """The wording its sample was sent with; join `sample__anonymous__version` where many are read."""
        return self.sample.anonymous.version


class SealedAnswerQuerySet(models.QuerySet["SealedAnswer"]):
    """Boxes lie in no order; whoever touches some writes them anew."""

    def write_anew(self, rows: list[SealedAnswer]) -> None:
        """Other numbers, other ciphers, other places, so that none is where it was; unsaved ones join them."""
        self.filter(pk__in=[row.pk for row in rows]).delete()
        again = [SealedAnswer(survey_id=row.survey_id, sealed=boxes.close(boxes.opened(row.sealed))) for row in rows]
        self.bulk_create(shuffled(again), batch_size=500)


class SealedAnswer(models.Model):
    """An answer on its way: what was said, encrypted, under a random number, for at most a day."""

    id = models.BigAutoField(primary_key=True, default=random_id)  # the rowid of SQLite, too: so no order lies in it
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    sealed = models.TextField()

    objects = SealedAnswerQuerySet.as_manager()
