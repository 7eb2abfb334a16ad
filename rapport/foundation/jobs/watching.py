"""What staff and operators see of jobs: the dead ones, how many wait, and which workers are alive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from rapport.foundation.models.jobs import Heartbeat, Job

ALIVE = timedelta(minutes=2)  # a worker that was not seen for longer counts as gone


class NoDeadJob(LookupError):
    """There is no dead job with this id: it was started again or put away by somebody else."""


@dataclass(frozen=True)
class QueueStanding:
    """One queue: how many jobs wait, run and come later, and since when the oldest waits."""

    queue: str
    state: str
    count: int
    oldest: datetime | None


def dead_jobs(*, limit: int = 100) -> list[Job]:
    """The newest dead jobs with their reasons."""
    return list(Job.objects.filter(state=Job.DEAD).order_by("-id")[:limit])


def revive(job_id: int, *, at: datetime) -> None:
    """Let a dead job try again from the start."""
    changed = Job.objects.filter(id=job_id, state=Job.DEAD).update(
        state=Job.WAITING, attempts=0, crashes_alone=0, begun_at=None, alone=True, enqueued_at=at
    )
    if not changed:
        raise NoDeadJob(job_id)


def standings() -> list[QueueStanding]:
    """How many jobs there are by queue and state."""
    rows = Job.objects.values("queue", "state").annotate(count=Count("id"), oldest=Min("enqueued_at"))
    return [QueueStanding(**row) for row in rows.order_by("queue", "state")]


def workers(*, since: datetime) -> list[Heartbeat]:
    """Workers seen since this moment."""
    return list(Heartbeat.objects.filter(seen_at__gte=since).order_by("name"))
