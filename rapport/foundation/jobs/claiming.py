"""Claiming: a worker takes ready jobs on a lease; lanes, fairness and crashed jobs are minded here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from rapport.foundation.actors import Actor, system
from rapport.foundation.jobs.registry import UnknownJob, kind_of
from rapport.foundation.models.jobs import Job
from rapport.foundation.prepared import Prepared

LEASE = timedelta(seconds=30)
CRASHES_ALONE = 3
WOKEN_AT_ONCE = 500
ACTIVE = (Job.WAITING, Job.RUNNING)


@dataclass
class Claimed:
    """One job in our hands until its lease ends; what is not marked when its function returns is done."""

    id: int
    name: str
    args: dict[str, object]
    attempts: int
    organisation_id: int | None
    token: str
    queue: str
    begun_at: datetime
    row: Job = field(repr=False)
    outcome: str = ""
    reason: str = ""
    at: datetime | None = None
    counted: bool = True


def anything_ready(queue: str | None, *, at: datetime) -> bool:
    """One cheap look: does a job wait in this queue, or has a later one or a lease come due anywhere?"""
    return bool(_WAITS(system(), queue=queue) or _COMES_DUE(system(), at=at))


def wake(*, at: datetime) -> None:
    """Make later jobs ready whose moment has come, and release those whose worker stopped extending the lease."""
    with transaction.atomic():
        ids = _TO_WAKE(system(), at=at)
        if ids:
            release(Job.objects.filter(id__in=ids, state=Job.RUNNING))
            Job.objects.filter(id__in=ids, state=Job.LATER).update(state=Job.WAITING, due_at=None)


def release(running: QuerySet[Job]) -> int:
    """Give back running jobs of a worker that died; the third crash alone is a job's last.

    What was done alone then goes behind what is as urgent: else each new worker begins with it, and a machine that
    goes down three times for reasons of its own would end it.
    """
    last = Q(company=1, crashes_alone__gte=CRASHES_ALONE - 1)
    died = Value(f"The worker died {CRASHES_ALONE} times while it did this job alone.", output_field=TextField())
    return running.update(
        state=Case(When(last, then=Value(Job.DEAD)), default=Value(Job.WAITING), output_field=CharField()),
        reason=Case(When(last, then=died), default=F("reason"), output_field=TextField()),
        crashes=F("crashes") + 1,
        crashes_alone=Case(
            When(company=1, then=F("crashes_alone") + 1), default=F("crashes_alone"), output_field=IntegerField()
        ),
        priority=Case(When(company=1, then=F("priority") + 1), default=F("priority"), output_field=IntegerField()),
        alone=True,
        token="",
        due_at=None,
    )


def claim(queue: str | None, *, at: datetime, spare: int | None = None, lease: timedelta = LEASE) -> list[Claimed]:
    """Take one batch of jobs of one name; `spare` is the organisation served last, others go first if they wait."""
    if not anything_ready(queue, at=at):
        return []
    wake(at=at)
    with transaction.atomic():
        chosen = _choose(queue, spare)
        return _take(chosen, at=at, lease=lease) if chosen else []


def _choose(queue: str | None, spare: int | None) -> list[Job]:
    first = next(iter(_FIRST(system(), queue=queue)), None)
    if first is None:
        return []
    batch = _batch_of(first.name)
    if batch == 1 or first.alone:
        return [_another(queue, first, spare)]
    heads = _ALIKE(system(), queue=queue, name=first.name, batch=batch)
    heads = _shared(heads, queue, batch)
    return heads + _followers(heads, batch - len(heads))


def _ready(queue: str | None) -> QuerySet[Job]:
    return _skipping_locked(_heads(queue)).order_by("priority", "id")


def _another(queue: str | None, first: Job, spare: int | None) -> Job:
    """For single jobs fairness means turns: one as urgent of another organisation than the last time."""
    if spare is None or first.organisation_id != spare or first.alone:
        return first
    others = _ready(queue).filter(priority=first.priority).exclude(organisation_id=spare)
    return others.first() or first


def _shared(heads: list[Job], queue: str | None, batch: int) -> list[Job]:
    """At most half of a full batch for one organisation when others wait that are as urgent."""
    if len(heads) < batch:
        return heads
    largest = max({job.organisation_id for job in heads}, key=lambda o: sum(j.organisation_id == o for j in heads))
    of_largest = [job for job in heads if job.organisation_id == largest]
    surplus = len(of_largest) - batch // 2
    if surplus <= 0:
        return heads
    elsewhere = Q(organisation_id__isnull=False) if largest is None else ~Q(organisation_id=largest)
    if largest is not None:
        elsewhere |= Q(organisation_id__isnull=True)
    waiting = _ready(queue).filter(elsewhere, name=heads[0].name, alone=False, priority__lte=heads[-1].priority)
    others = list(waiting.exclude(id__in=[job.id for job in heads])[:surplus])
    dropped = {job.id for job in of_largest[len(of_largest) - len(others) :]}
    return [job for job in heads if job.id not in dropped] + others


def _followers(heads: list[Job], room: int) -> list[Job]:
    """The jobs right behind our heads in their lanes: they may come along, in order."""
    lanes: dict[str | None, Job] = {job.lane: job for job in heads if job.lane}
    if not lanes or room < 1:
        return []
    behind = Job.objects.filter(lane__in=list(lanes), state__in=ACTIVE).exclude(id__in=[job.id for job in heads])
    taken: list[Job] = []
    for job in behind.order_by("id")[: room * 4]:
        head = lanes.get(job.lane)
        if head is None:
            continue
        fits = job.state == Job.WAITING and job.name == head.name and job.queue == head.queue and not job.alone
        if not fits or len(taken) == room:
            del lanes[job.lane]
        else:
            taken.append(job)
    return taken


def _heads(queue: str | None) -> QuerySet[Job]:
    """Waiting jobs without a lane, and the first of each lane of which nothing runs."""
    before = Job.objects.filter(
        Q(state=Job.RUNNING) | Q(state=Job.WAITING, id__lt=OuterRef("id")), lane=OuterRef("lane")
    )
    waiting = Job.objects.filter(state=Job.WAITING).filter(Q(lane__isnull=True) | ~Exists(before))
    return waiting.filter(queue=queue) if queue else waiting


def _take(chosen: list[Job], *, at: datetime, lease: timedelta) -> list[Claimed]:
    token = secrets.token_hex(16)
    ids = [job.id for job in chosen]
    taken = Job.objects.filter(id__in=ids, state=Job.WAITING).update(
        state=Job.RUNNING,
        token=token,
        due_at=at + lease,
        company=len(ids),
        attempts=F("attempts") + 1,
        begun_at=Coalesce(F("begun_at"), Value(at, output_field=DateTimeField())),
        key=None,
    )
    if taken == len(chosen):  # nobody else can have changed them between: they are locked, or only one writes
        return [_claimed(_as_taken(job, token, at, lease, company=len(ids))) for job in chosen]
    ours = Job.objects.filter(id__in=ids, token=token, state=Job.RUNNING).in_bulk()
    return [_claimed(ours[id]) for id in ids if id in ours]


def _as_taken(job: Job, token: str, at: datetime, lease: timedelta, *, company: int) -> Job:
    job.state, job.token, job.due_at, job.company, job.key = Job.RUNNING, token, at + lease, company, None
    job.attempts, job.begun_at = job.attempts + 1, job.begun_at or at
    return job


def _claimed(job: Job) -> Claimed:
    return Claimed(
        id=job.id,
        name=job.name,
        args=job.args,
        attempts=job.attempts,
        organisation_id=job.organisation_id,
        token=job.token,
        queue=job.queue,
        begun_at=job.begun_at or job.enqueued_at,
        row=job,
    )


def _due(at: datetime) -> QuerySet[Job]:
    return Job.objects.filter(state__in=(Job.LATER, Job.RUNNING), due_at__lte=at)


def _skipping_locked(jobs: QuerySet[Job]) -> QuerySet[Job]:
    return jobs.select_for_update(skip_locked=True, of=("self",)) if connection.features.has_select_for_update else jobs


def _waits(_viewer: Actor, *, queue: str | None) -> QuerySet[Any, Any]:
    waiting = Q(state=Job.WAITING, queue=queue) if queue else Q(state=Job.WAITING)
    return Job.objects.filter(waiting).order_by().values_list("id")[:1]


_WAITS = Prepared(_waits, planned_anew=True)
_COMES_DUE = Prepared(lambda _viewer, *, at: _due(at).values_list("id")[:1], planned_anew=True)
_TO_WAKE = Prepared(
    lambda _viewer, *, at: _skipping_locked(_due(at).order_by("id")).values_list("id", flat=True)[:WOKEN_AT_ONCE],
    planned_anew=True,
)
_FIRST = Prepared(lambda _viewer, *, queue: _ready(queue)[:1], planned_anew=True)
_ALIKE = Prepared(
    lambda _viewer, *, queue, name, batch: _ready(queue).filter(name=name, alone=False)[:batch], planned_anew=True
)


def _batch_of(name: str) -> int:
    try:
        return kind_of(name).batch
    except UnknownJob:
        return 1
