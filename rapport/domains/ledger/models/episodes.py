"""Episodes, the sequences they belong to, and who took part in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from rapport.domains.ledger.models.histories.endings import Turn, after, turns
from rapport.domains.ledger.models.reach import episodes_in_reach
from rapport.domains.ledger.types import Ref, SequenceKind, TimelineAct, TimelineEpisode
from rapport.foundation.actors import Actor


class EpisodeQuerySet(models.QuerySet["Episode"]):
    """Filters that read as policy."""

    def in_reach_of(self, viewer: Actor) -> EpisodeQuerySet:
        """Staff see their teams' episodes, people their own, client contacts what their organisation granted."""
        return self.filter(episodes_in_reach(viewer))

    def completed(self) -> EpisodeQuerySet:
        """Episodes that came to an end."""
        return self.filter(completed_at__isnull=False)

    def of_both_sides(self) -> EpisodeQuerySet:
        """Episodes in which both sides acted."""
        return self.filter(theirs__gt=0, ours__gt=0)


class Episode(models.Model):
    """Acts that together make one complete service exchange of one person, with a start and an end."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    service = models.ForeignKey(
        "people.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    site = models.ForeignKey(
        "people.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    ref_kind = models.CharField(max_length=24, blank=True, default="")
    ref_id = models.BigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200, blank=True, default="")
    started_at = models.DateTimeField()
    last_act_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ambiguous = models.BooleanField(default=False)
    theirs = models.PositiveIntegerField(default=0)
    ours = models.PositiveIntegerField(default=0)

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="episode_ends_after_start", condition=Q(last_act_at__gte=F("started_at"))),
            models.CheckConstraint(
                name="episode_ref_whole",
                condition=Q(ref_kind="", ref_id__isnull=True) | (~Q(ref_kind="") & Q(ref_id__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["ref_kind", "ref_id", "-started_at"], name="episode_ref_started"),
            models.Index(fields=["person", "started_at"], name="episode_person_started"),
            models.Index(
                fields=["person", "last_act_at"], name="episode_person_open", condition=Q(completed_at__isnull=True)
            ),
            models.Index(fields=["organisation", "started_at"], name="episode_organisation_started"),
            models.Index(fields=["team", "started_at"], name="episode_team_started"),
            models.Index(fields=["person", "completed_at"], name="episode_person_completed"),
        ]

    def __str__(self) -> str:
        return self.title or f"episode {self.pk}"

    @property
    def ref(self) -> Ref | None:
        """What the episode was opened about."""
        return (self.ref_kind, self.ref_id) if self.ref_id is not None else None

    def seen(
        self,
        acts: tuple[TimelineAct, ...] = (),
        taken: Iterable[Turn] | None = None,
        gaps: Mapping[str, timedelta] | None = None,
    ) -> TimelineEpisode:
        """As pages show it; its turns are among its acts, or were read apart where not all acts were.

        gaps: by channel, how long a silence ends an episode that has no reference.
        """
        reopened_at, ended_at = after(self.completed_at, turns(acts) if taken is None else taken)
        return TimelineEpisode(
            id=self.pk,
            title=self.title,
            ref=self.ref,
            team_id=self.team_id,
            service_id=self.service_id,
            started_at=self.started_at,
            last_act_at=self.last_act_at,
            completed_at=self.completed_at,
            follows_id=self.follows_id,
            theirs=self.theirs,
            ours=self.ours,
            acts=acts,
            reopened_at=reopened_at,
            ended_at=ended_at,
            ends_by=self._ends_by(acts, gaps) if gaps is not None and self.ends_by_silence else None,
        )

    @property
    def ends_by_silence(self) -> bool:
        """Open, and about nothing that somebody will say is done."""
        return self.completed_at is None and self.ref_id is None

    def _ends_by(self, acts: tuple[TimelineAct, ...], gaps: Mapping[str, timedelta]) -> datetime:
        last = max(acts, key=lambda act: act.at).channel if acts else ""
        return self.last_act_at + gaps.get(last, max(gaps.values()))


class Sequence(models.Model):
    """Episodes that belong together by project, campaign, change, contract or service; at its end one looks back."""

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    service = models.ForeignKey(
        "people.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in SequenceKind])
    name = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    source_key = models.CharField(max_length=120, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="sequence_source_once",
                fields=["organisation", "source_key"],
                condition=Q(source_key__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "started_at"], name="sequence_organisation_started"),
            models.Index(fields=["person", "started_at"], name="sequence_person_started"),
            models.Index(fields=["-started_at", "-id"], name="sequence_begun", condition=~Q(kind="service")),
            models.Index(
                fields=["organisation", "-started_at"], name="sequence_of_many", condition=Q(person__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SequenceEpisode(models.Model):
    """An episode stands in a sequence; it may stand in several."""

    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="places", db_index=False)
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="sequence_episode_once", fields=["sequence", "episode"])]


class Part(models.Model):
    """A member of staff worked on an episode, seen or behind the scenes."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="+", db_index=False)
    role = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="part_once", fields=["episode", "person", "role"])]
        indexes = [models.Index(fields=["person", "at"], name="part_person_at")]
