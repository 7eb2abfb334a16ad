"""Answers, how they came and under which promise of confidentiality."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from rapport.domains.surveys.models.asks import Invitation
from rapport.domains.surveys.models.surveys import Survey, SurveyVersion
from rapport.domains.surveys.types import How, Mode
from rapport.foundation.actors import Actor


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Only answers by name can be seen one by one."""

    def in_reach_of(self, viewer: Actor) -> AnswerQuerySet:
        """One's own, and for the owner of the survey those given by name."""
        named = self.filter(mode=Mode.NAMED, person__isnull=False)
        if viewer.reach.whole:
            return named
        return named.filter(Q(person_id__in=viewer.reach.person_ids) | Q(survey__owner_id__in=viewer.reach.person_ids))


class Answer(models.Model):
    """One answer: the score of the lead question where it is a scale (the rest are its items); without a
    name it keeps the day only and points to no person.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="+")
    invitation = models.OneToOneField(Invitation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    site = models.ForeignKey("people.Site", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    services = models.JSONField(default=list)
    stratum = models.CharField(max_length=48, blank=True, default="")
    facets = models.JSONField(default=dict, blank=True)  # of the invitation; an anonymous answer carries none
    month = models.DateField()
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    reasons = models.JSONField(default=list)
    words = models.TextField(blank=True, default="")
    may_print = models.BooleanField(default=False)
    how = models.CharField(max_length=16, choices=[(h.value, h.value) for h in How])
    mode = models.CharField(max_length=16, choices=[(m.value, m.value) for m in Mode])
    wave = models.CharField(max_length=80, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField()
    source_key = models.CharField(max_length=64, blank=True, default="")
    weight = models.FloatField(null=True, blank=True)  # what an imported answer stands for, where its file says so

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="answer_from_0_to_10", condition=Q(score__gte=0, score__lte=10)),
            models.CheckConstraint(
                name="answer_without_name_names_nobody",
                condition=Q(mode=Mode.NAMED) | Q(person__isnull=True, answered_at__isnull=True),
            ),
            models.CheckConstraint(
                name="answer_anonymous_has_no_invitation",
                condition=~Q(mode=Mode.ANONYMOUS) | Q(invitation__isnull=True),
            ),
            models.CheckConstraint(
                name="answer_anonymous_has_no_facets", condition=~Q(mode=Mode.ANONYMOUS) | Q(facets={})
            ),
            models.UniqueConstraint(
                name="answer_once_per_source", fields=["survey", "source_key"], condition=~Q(source_key="")
            ),
        ]
        indexes = [
            models.Index(fields=["person", "answered_on"], name="answer_person"),
            models.Index(fields=["survey", "month"], name="answer_survey_month"),
            models.Index(fields=["survey", "-month", "-id"], name="answer_words", condition=~Q(words="")),
        ]


class AnswerChange(models.Model):
    """What an answer was before the same link changed it."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="changes")
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    items = models.JSONField(default=dict)
    words = models.TextField(blank=True, default="")
    changed_on = models.DateField()
