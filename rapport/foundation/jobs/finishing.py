"""Finishing: done, again later, refused or dead; every change is fenced by the token of the claim."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from rapport.foundation.jobs.claiming import LEASE, Claimed
from rapport.foundation.jobs.queue import enqueue
from rapport.foundation.jobs.registry import UnknownJob, kind_of
from rapport.foundation.models.jobs import Job

DONE, AGAIN, REFUSED, MOVED, GONE = "done", "again", "refused", "moved", "gone"
QUICK_ATTEMPTS = 20
SLOW_STEP = timedelta(minutes=10)
GIVE_UP = timedelta(days=3)
LONGEST_REASON = 2_000


class LostLease(RuntimeError):
    """Somebody else has taken the job since: what was done with it must be undone."""


def done(item: Claimed) -> None:
    """Mark as done; the runner deletes it when the batch ends."""
    item.outcome = DONE


def retry(item: Claimed, reason: str, at: datetime | None = None, *, counted: bool = True) -> None:
    """Mark to be tried again at this moment (or after the usual wait); not counted when it is not the job's fault."""
    item.outcome, item.reason, item.at, item.counted = AGAIN, reason, at, counted


def refuse(item: Claimed, reason: str) -> None:
    """Mark as impossible: it becomes a dead job that staff see."""
    item.outcome, item.reason = REFUSED, reason


def move(item: Claimed, *, queue: str) -> None:
    """Mark to be done from another queue at once; it keeps its place in its lane, which waits for it."""
    item.outcome, item.queue = MOVED, queue


def finish(items: Sequence[Claimed]) -> None:
    """Delete done jobs now, in the caller's transaction, so that their effects happen exactly once."""
    for token in {item.token for item in items}:
        ids = [item.id for item in items if item.token == token]
        gone, _ = Job.objects.filter(id__in=ids, token=token, state=Job.RUNNING).delete()
        if gone != len(ids):
            raise LostLease(f"{len(ids) - gone} of {len(ids)} jobs were taken by another worker")
    for item in items:
        item.outcome = GONE


def settle(items: Sequence[Claimed], *, at: datetime) -> None:
    """Write what the batch's function marked, in one transaction; a lost lease leaves the row to its new owner."""
    items = [item for item in items if item.outcome != GONE]
    if not items:
        return
    with transaction.atomic():
        _delete([item for item in items if item.outcome in {"", DONE}])
        for item in items:
            if item.outcome == AGAIN:
                _again(item, at=at)
            elif item.outcome == REFUSED:
                _bury(item, item.reason)
            elif item.outcome == MOVED:
                _move(item)
    for item in items:
        item.outcome = GONE


def fail(items: Sequence[Claimed], reason: str, *, at: datetime) -> None:
    """The function raised: everything it had not marked is tried again later, each one alone."""
    unmarked = [item for item in items if not item.outcome]
    for item in unmarked:
        retry(item, reason)
    if len(unmarked) > 1:
        Job.objects.filter(id__in=[i.id for i in unmarked], token=unmarked[0].token).update(alone=True)
    settle(items, at=at)


def carry_on(item: Claimed, args: dict[str, object], *, at: datetime) -> None:
    """Finish one link of a chain and enqueue the next, in one transaction."""
    row = item.row
    with transaction.atomic():
        finish([item])
        enqueue(
            item.name,
            args=args,
            at=at,
            lane=row.lane,
            priority=row.priority,
            organisation_id=row.organisation_id,
            queue=row.queue,
        )


def extend(tokens: Sequence[str], *, at: datetime, lease: timedelta = LEASE) -> None:
    """Keep the leases of claims we are still working on."""
    if tokens:
        Job.objects.filter(token__in=list(tokens), state=Job.RUNNING).update(due_at=at + lease)


def wait_before(item: Claimed, *, at: datetime) -> timedelta | None:
    """How long until the next attempt: 1 s, 2 s … 30 s for 20 attempts, then 10 min, after 3 days never.

    Half to all of the step, by chance, so that what failed together does not come back together.
    """
    age = at - item.begun_at
    try:
        own = kind_of(item.name).retry
    except UnknownJob:
        own = None
    if own is not None:
        return own(item.attempts, age)
    if item.attempts <= QUICK_ATTEMPTS:
        return timedelta(seconds=min(2 ** (item.attempts - 1), 30) * random.uniform(0.5, 1))
    return SLOW_STEP if age < GIVE_UP else None


def _delete(items: list[Claimed]) -> None:
    for token in {item.token for item in items}:
        Job.objects.filter(id__in=[i.id for i in items if i.token == token], token=token).delete()


def _again(item: Claimed, *, at: datetime) -> None:
    wait = wait_before(item, at=at)
    if item.at is None and wait is None:
        return _bury(item, f"Given up after {item.attempts} attempts. {item.reason}")
    moment = item.at or at + (wait or SLOW_STEP)
    _mine(item).update(
        state=Job.LATER,
        due_at=moment,
        token="",
        reason=item.reason[:LONGEST_REASON],
        attempts=F("attempts") - (0 if item.counted else 1),
    )


def _move(item: Claimed) -> None:
    _mine(item).update(state=Job.WAITING, due_at=None, token="", queue=item.queue, attempts=F("attempts") - 1)


def _bury(item: Claimed, reason: str) -> None:
    _mine(item).update(state=Job.DEAD, due_at=None, token="", reason=reason[:LONGEST_REASON])


def _mine(item: Claimed) -> QuerySet[Job]:
    return Job.objects.filter(id=item.id, token=item.token, state=Job.RUNNING)
