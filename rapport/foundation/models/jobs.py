"""Jobs that wait, run or died, the slots of the clock, and the workers that are alive."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One piece of work that has not finished; finished rows are deleted, so the table stays small.

    `due_at` is the moment a later job becomes ready, or the end of the lease of a running one.
    `key` is emptied when the job is claimed: it is unique while it waits, so news that arrives
    while a job runs makes a new one instead of being lost.
    """

    WAITING, LATER, RUNNING, DEAD = "waiting", "later", "running", "dead"

    name = models.CharField(max_length=160)
    queue = models.CharField(max_length=20)
    args = models.JSONField(default=dict)
    priority = models.SmallIntegerField(default=50)
    organisation_id = models.BigIntegerField(null=True)
    lane = models.CharField(max_length=200, null=True)
    key = models.CharField(max_length=200, null=True)
    state = models.CharField(max_length=8, default=WAITING)
    due_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=32, default="")
    company = models.SmallIntegerField(default=1)
    alone = models.BooleanField(default=False)
    attempts = models.IntegerField(default=0)
    crashes = models.SmallIntegerField(default=0)
    crashes_alone = models.SmallIntegerField(default=0)
    reason = models.TextField(default="")
    enqueued_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "key"], name="job_key_unique_while_waiting"),
            models.CheckConstraint(
                name="job_state_known", condition=Q(state__in=["waiting", "later", "running", "dead"])
            ),
        ]
        indexes = [
            models.Index(fields=["queue", "priority", "id"], name="job_ready", condition=Q(state="waiting")),
            models.Index(fields=["due_at"], name="job_due", condition=Q(state__in=["later", "running"])),
            models.Index(
                fields=["lane", "id"],
                name="job_lane",
                condition=Q(lane__isnull=False, state__in=["waiting", "running"]),
            ),
            models.Index(fields=["id"], name="job_dead", condition=Q(state="dead")),
        ]


class CronSlot(models.Model):
    """The last moment a clock job was started for; several workers move it on once."""

    name = models.CharField(max_length=100, primary_key=True)
    slot = models.DateTimeField()


class Heartbeat(models.Model):
    """One worker process that is alive, or was until `seen_at`."""

    name = models.CharField(max_length=100, primary_key=True)
    queues = models.CharField(max_length=200, default="")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
