"""Counters of contact: what an organisation or a site and our teams did with each other, by month.

Acts are not counted where they are read: an organisation's page costs the same with 200 acts and with 200,000. What is
recorded leaves a mark in the same transaction; a job takes the marks, reads their episodes as they stand and puts the
difference into the counters, so that segmenting anew, merging and correcting need nothing but a mark.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

VIEWS = ("organisation", "site")
"""Two countings that are never added: each act once for its organisation, and once for its site where it has one."""


class Uncounted(models.Model):
    """A mark: this episode is to be counted anew; with an act where that act is new to the counters."""

    episode_id = models.BigIntegerField()
    act_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["act_id"], name="uncounted_act"),
            models.Index(fields=["episode_id"], name="uncounted_episode"),
        ]


class CountedEpisode(models.Model):
    """What an episode has put into the counters, so that it can be taken out again: cell → sums."""

    episode_id = models.BigIntegerField(primary_key=True)
    parts = models.JSONField()


class ContactSum(models.Model):
    """A folded counter; `cell` is everything that is alike in it, in words, so that each stands once."""

    cell = models.CharField(max_length=120, unique=True)
    view = models.CharField(max_length=12, choices=[(v, v) for v in VIEWS])
    organisation_id = models.BigIntegerField()
    site_id = models.BigIntegerField(null=True)
    team_id = models.BigIntegerField(null=True)
    service_id = models.BigIntegerField(null=True)
    month = models.DateField()  # in the organisation's zone
    channel = models.CharField(max_length=8)
    direction = models.CharField(max_length=6)
    planned = models.BooleanField()
    acts = models.BigIntegerField(default=0)
    begun = models.BigIntegerField(default=0)
    repeats = models.BigIntegerField(default=0)
    hand_offs = models.BigIntegerField(default=0)
    turns = models.BigIntegerField(default=0)
    waits = models.BigIntegerField(default=0)
    waited = models.BigIntegerField(default=0)  # seconds of working time
    worked = models.BigIntegerField(default=0)  # minutes
    n_worked = models.BigIntegerField(default=0)
    stated = models.BigIntegerField(default=0)  # minutes
    n_stated = models.BigIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["view", "organisation_id", "month"], name="contact_sum_organisation"),
            models.Index(fields=["site_id", "month"], name="contact_sum_site", condition=Q(site_id__isnull=False)),
        ]


class Acquaintances(models.Model):
    """How often one of them and one of us had to do with each other; without an author all acts with the team."""

    cell = models.CharField(max_length=120, unique=True)
    organisation_id = models.BigIntegerField()
    site_id = models.BigIntegerField(null=True)
    # Counted from acts, whose references the database does check; here each row would have it lock both persons again.
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    author = models.ForeignKey(
        "people.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    team_id = models.BigIntegerField(null=True)
    acts = models.BigIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="acquaintances_of_person"),
            models.Index(
                fields=["organisation_id", "-last_at"],
                name="acquaintances_people",
                condition=Q(author__isnull=True, site_id__isnull=True),
            ),
            models.Index(
                fields=["organisation_id", "-acts"],
                name="acquaintances_pairs",
                condition=Q(author__isnull=False, site_id__isnull=True),
            ),
            models.Index(
                fields=["site_id", "-last_at"],
                name="acquaintances_site_people",
                condition=Q(author__isnull=True, site_id__isnull=False),
            ),
            models.Index(
                fields=["site_id", "-acts"],
                name="acquaintances_site_pairs",
                condition=Q(author__isnull=False, site_id__isnull=False),
            ),
        ]
