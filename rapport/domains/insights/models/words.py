"""Their words as they may be read: which answers said something, how they are tagged, and who is like whom.

The words themselves stay with the answer, so that whoever leaves takes them along.
"""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from rapport.domains.insights.models.releases import Release


def drawn_id() -> int:
    """An id that stands in addresses and says nothing about which answer came before which."""
    return 2**40 + secrets.randbelow(2**49 - 2**40)


class WordGroup(models.Model):
    """Words that are like each other, as of one release: ten or more, with their score by class."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    signature = models.JSONField(default=list)
    detractors = models.PositiveIntegerField(default=0)
    passives = models.PositiveIntegerField(default=0)
    promoters = models.PositiveIntegerField(default=0)
    unscored = models.PositiveIntegerField(default=0)
    scores = models.JSONField(default=list)
    typical = models.JSONField(default=list)  # ids of answers whose words may be shown, the most typical first

    class Meta:
        constraints = [models.UniqueConstraint(name="word_group_once", fields=["release", "place"])]


class WordsRead(models.Model):
    """Of one release, how many answers had words and how many of them are in no group."""

    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="+")
    said = models.PositiveIntegerField()
    rest = models.PositiveIntegerField()


class Saying(models.Model):
    """One answer with words, under an id and in an order drawn by lot; `open`: every reader of figures may see them.

    It leads to an answer that may have no name. So it says nothing of whom and when, and `rapport doctor privacy` looks
    whether any order of these rows goes with the order of answers. `score` stands where it
    may be read beside the words.
    """

    survey_id = models.BigIntegerField()
    answer = models.OneToOneField("surveys.Answer", on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    open = models.BooleanField()
    score = models.PositiveSmallIntegerField(null=True)
    group = models.ForeignKey(WordGroup, null=True, on_delete=models.SET_NULL, related_name="+")
    tags = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["survey_id", "place"], name="saying_survey_place")]


class GroupName(models.Model):
    """The name somebody gave to a group; it goes on with the next release's group that has the same words."""

    survey_id = models.BigIntegerField()
    signature = models.JSONField()
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.CheckConstraint(name="group_name_filled", condition=~Q(name=""))]
        indexes = [models.Index(fields=["survey_id"], name="group_name_survey")]


class TagRule(models.Model):
    """Words that give a tag: any of them, parted by commas."""

    tag = models.CharField(max_length=40)
    words = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(name="tag_rule_once", fields=["tag"])]


class HandTag(models.Model):
    """A tag somebody gave to one answer by hand, or took away from it."""

    answer = models.ForeignKey("surveys.Answer", on_delete=models.CASCADE, related_name="+")
    tag = models.CharField(max_length=40)
    given = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="hand_tag_once", fields=["answer", "tag"])]
