"""Acts and traces: what happened, who did it and when; facts never change but for erasure."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.db.models import Q

from rapport.domains.ledger.models.reach import acts_in_reach, addressed_to, answers_agreed_to, traces_in_reach
from rapport.domains.ledger.types import Audience, Channel, Direction, Exchange
from rapport.foundation.actors import Actor


class ActQuerySet(models.QuerySet["Act"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> ActQuerySet:
        """Staff see their teams' acts, people their own, client contacts what their organisation granted."""
        return self.filter(acts_in_reach(viewer))

    def of_human(self, viewer: Actor, person_ids: Collection[int]) -> ActQuerySet:
        """Those of one human that the viewer may see: also what is addressed to them, and answers where agreed to."""
        of_them = self.filter(person_id__in=person_ids)
        if viewer.reach.whole:  # a condition that is empty would be swallowed by an OR
            return of_them
        return of_them.filter(acts_in_reach(viewer) | answers_agreed_to(viewer, person_ids) | addressed_to(viewer))

    def of_person(self, person_id: int) -> ActQuerySet:
        """Acts of one person in the order they happened."""
        return self.filter(person_id=person_id).order_by("at", "id")


class Act(models.Model):
    """The smallest exchange, known by who, whom and when; `at` is when it was said, `recorded_at` when we learned it.

    Nothing points here with a foreign key: the table can be divided by month. `corrects` is an act's id.
    """

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    author = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    service = models.ForeignKey(
        "people.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    site = models.ForeignKey(
        "people.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    episode = models.ForeignKey(
        "ledger.Episode", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    channel = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Channel])
    direction = models.CharField(max_length=6, choices=[(d.value, d.value) for d in Direction])
    planned = models.BooleanField(default=False)
    exchange = models.CharField(max_length=12, choices=[(e.value, e.value) for e in Exchange], default=Exchange.SERVICE)
    kind = models.CharField(max_length=24)
    ref_kind = models.CharField(max_length=24, blank=True, default="")
    ref_id = models.BigIntegerField(null=True, blank=True)
    source_key = models.CharField(max_length=120)
    completes = models.BooleanField(default=False)
    corrects = models.BigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200, blank=True, default="")
    minutes = models.PositiveIntegerField(null=True, blank=True)
    audience = models.CharField(max_length=7, choices=[(a.value, a.value) for a in Audience], default=Audience.BOTH)

    objects = ActQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="act_source_once", fields=["organisation", "source_key"]),
            models.CheckConstraint(name="act_source_named", condition=~Q(source_key="")),
            models.CheckConstraint(name="act_direction_known", condition=Q(direction__in=[d.value for d in Direction])),
            models.CheckConstraint(name="act_channel_known", condition=Q(channel__in=[c.value for c in Channel])),
            models.CheckConstraint(name="act_audience_known", condition=Q(audience__in=[a.value for a in Audience])),
            models.CheckConstraint(
                name="act_ref_whole",
                condition=Q(ref_kind="", ref_id__isnull=True) | (~Q(ref_kind="") & Q(ref_id__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "at"], name="act_person_at"),
            models.Index(fields=["organisation", "at"], name="act_organisation_at"),
            models.Index(fields=["team", "at"], name="act_team_at"),
            models.Index(fields=["episode"], name="act_episode"),
            models.Index(fields=["author", "at"], name="act_author_at", condition=Q(author__isnull=False)),
            models.Index(fields=["site", "at"], name="act_site_at", condition=Q(site__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} by {self.channel}"


class TraceQuerySet(models.QuerySet["Trace"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> TraceQuerySet:
        """People see their own traces, staff with `people.read` those they may see at all."""
        return self.filter(traces_in_reach(viewer))


class Trace(models.Model):
    """A notice sent, an invitation, an article read: kept beside acts, it completes nothing."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=24)
    ref_kind = models.CharField(max_length=24, blank=True, default="")
    ref_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    objects = TraceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "at"], name="trace_person_at"),
            models.Index(fields=["ref_kind", "ref_id", "at"], name="trace_ref_at"),
        ]
