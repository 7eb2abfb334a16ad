"""Counters of answers: what is true is what is folded plus the delta rows that are not."""

from __future__ import annotations

from django.db import models


class Alike(models.Model):
    """What answers have in common that are counted together.

    `view` parts countings that are never added: "whole" counts each answer once, in its stratum; "used" counts it
    once for every service its person uses, so these rows overlap; "facet" once for each facet, named in `part` as
    facet:value; "item" what was said to a further question, `part` being the choice that was ticked.
    """

    survey_id = models.BigIntegerField()
    view = models.CharField(max_length=8, choices=[(v, v) for v in ("whole", "used", "facet", "item")])
    month = models.DateField()
    how = models.CharField(max_length=16)
    organisation_id = models.BigIntegerField(null=True)
    site_id = models.BigIntegerField(null=True)
    service_id = models.BigIntegerField(null=True)
    stratum = models.CharField(max_length=48, blank=True, default="")
    score = models.SmallIntegerField(null=True)
    question = models.CharField(max_length=40, blank=True, default="")
    part = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        abstract = True


class AnswerDelta(Alike):
    """One change of a count, written with the answer that caused it; deleted when folded."""

    answered = models.IntegerField(default=0)
    asked = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["survey_id", "view", "month"], name="answer_delta_survey")]


class AnswerCount(Alike):
    """A folded counter; `cell` is the hash of everything that is alike, so that each stands once."""

    cell = models.CharField(max_length=64, unique=True)
    answered = models.IntegerField(default=0)
    asked = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["survey_id", "view", "month"], name="answer_count_survey")]
