"""Putting jobs into the table, always inside the transaction of whoever asks."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, TypedDict

from django.utils import timezone

from rapport.foundation.jobs.registry import queue_of
from rapport.foundation.models.jobs import Job

LONGEST = 200
AT_ONCE = 500


class Row(TypedDict, total=False):
    """One job of many: any of these, the rest from the call."""

    args: dict[str, object]
    run_at: datetime | None
    key: str | None
    lane: str | None
    priority: int
    organisation_id: int | None


def enqueue(
    name: str,
    *,
    args: dict[str, object] | None = None,
    at: datetime | None = None,
    run_at: datetime | None = None,
    key: str | None = None,
    lane: str | None = None,
    priority: int = 50,
    organisation_id: int | None = None,
    queue: str | None = None,
) -> None:
    """Add one job.

    `at` is now, `run_at` the earliest moment to run. Of jobs with the same name and `key` only one waits, and
    only one runs. Of a `lane` only the first unfinished job runs. Lower `priority` runs earlier.
    """
    row = Row(args=args or {}, run_at=run_at, key=key, lane=lane, priority=priority, organisation_id=organisation_id)
    enqueue_many(name, [row], at=at, queue=queue)


def enqueue_many(
    name: str, rows: list[Row] | list[dict[str, Any]], *, at: datetime | None = None, queue: str | None = None
) -> None:
    """Add many jobs of one name with one insert; each row holds the keywords of `enqueue`."""
    now = at or timezone.now()
    queue = queue or queue_of(name)
    jobs = sorted([_job(name, queue, row, now) for row in rows], key=lambda job: job.key or "")
    Job.objects.bulk_create(jobs, ignore_conflicts=any(job.key for job in jobs), batch_size=AT_ONCE)


def enqueue_each(rows: list[tuple[str, str, Row]]) -> None:
    """Add jobs of several names, each with its queue and without a key, with one insert."""
    now = timezone.now()
    Job.objects.bulk_create([_job(name, queue, row, now) for name, queue, row in rows], batch_size=AT_ONCE)


def _job(name: str, queue: str, row: Any, now: datetime) -> Job:
    run_at, key, lane = row.get("run_at"), row.get("key"), row.get("lane")
    later = run_at is not None and run_at > now
    return Job(
        name=name,
        queue=queue,
        args=row.get("args") or {},
        priority=row.get("priority", 50),
        organisation_id=row.get("organisation_id"),
        key=_short(key),
        lane=_short(lane or (f"{name} {key}" if key else None)),
        state=Job.LATER if later else Job.WAITING,
        due_at=run_at if later else None,
        enqueued_at=now,
    )


def _short(name: str | None) -> str | None:
    if name is None or len(name) <= LONGEST:
        return name
    return name[: LONGEST - 33] + " " + hashlib.sha256(name.encode()).hexdigest()[:32]
