"""Stages: where each person stands, every move with its reasons, the runs that judge them, and evidenced acts."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from rapport.measures.stages import Attitude, Kind, Stage

STAGES = [(stage.value, stage.word) for stage in Stage]


class Evidence(models.Model):
    """An evidenced act of one person that no act of the ledger tells: a referral, a peer helped, a pilot."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in Kind])
    at = models.DateTimeField()
    words = models.CharField(max_length=200, blank=True, default="")
    ref_kind = models.CharField(max_length=24, blank=True, default="")
    ref_id = models.BigIntegerField(null=True, blank=True)
    source_key = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="evidence_once", fields=["person", "source_key"]),
            models.CheckConstraint(
                name="evidence_ref_whole",
                condition=Q(ref_kind="", ref_id__isnull=True) | (~Q(ref_kind="") & Q(ref_id__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "at"], name="evidence_person_at"),
            models.Index(fields=["at"], name="evidence_ideas", condition=Q(kind__in=["idea", "idea delivered"])),
        ]


class StageHeld(models.Model):
    """The stage of one person as of the end of a month; attitude, behaviour and advocacy stand beside it, apart."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    stage = models.PositiveSmallIntegerField(choices=STAGES)
    since = models.DateField()
    until = models.DateField()
    attitude = models.CharField(max_length=12, choices=[(a.value, a.value) for a in Attitude])
    answers = models.JSONField(default=list)
    n_answers = models.PositiveIntegerField(default=0)
    active = models.PositiveSmallIntegerField(default=0)
    advocacy = models.PositiveIntegerField(default=0)
    co_produced = models.PositiveIntegerField(default=0)
    quiet_since = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["quiet_since", "person"], name="stage_quiet", condition=Q(quiet_since__isnull=False)),
        ]


class StageMove(models.Model):
    """One move of one person at the end of a month, with its reasons as plain values."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+", db_index=False)
    month = models.DateField()
    before = models.PositiveSmallIntegerField(choices=STAGES)
    after = models.PositiveSmallIntegerField(choices=STAGES)
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="stage_move_once", fields=["person", "month"]),
            models.CheckConstraint(name="stage_move_moves", condition=~Q(before=F("after"))),
        ]


class StageRun(models.Model):
    """The judging of everybody until the end of one month, person after person; `after` is how far it has come."""

    month = models.DateField(unique=True)
    began_at = models.DateTimeField()
    after = models.BigIntegerField(default=0)
    persons = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)


class StageCount(models.Model):
    """How many stood where before and after one quarter, as one run found them."""

    run = models.ForeignKey(StageRun, on_delete=models.CASCADE, related_name="+", db_index=False)
    quarter = models.DateField()
    before = models.PositiveSmallIntegerField(choices=STAGES)
    after = models.PositiveSmallIntegerField(choices=STAGES)
    n = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="stage_count_once", fields=["run", "quarter", "before", "after"]),
        ]


class Referral(models.Model):
    """A newcomer said, once, who sent them; who that is stands here only where we know them."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()


class DirectLine(models.Model):
    """Whether messages of supporters go straight to the agent they know in this team; without a row they do."""

    team = models.OneToOneField("people.Team", on_delete=models.CASCADE, related_name="+")
    on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
