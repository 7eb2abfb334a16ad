"""What happens with time: slots of the clock become jobs once, and workers say that they are alive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from rapport.foundation.jobs.queue import enqueue
from rapport.foundation.jobs.registry import Clockwork, clockworks, slot_at
from rapport.foundation.models.jobs import CronSlot, Heartbeat, Job

FORGOTTEN_AFTER = timedelta(days=1)


def tick(*, at: datetime) -> list[str]:
    """Enqueue every clock job whose slot has begun since the last one; several workers do it once."""
    known = dict(CronSlot.objects.values_list("name", "slot"))
    return [work.name for work in clockworks() if _is_new(work, known, at) and _start(work, known, at)]


def beat(name: str, *, queues: Sequence[str], started_at: datetime, at: datetime) -> None:
    """Say that this worker is alive."""
    row = Heartbeat(name=name, queues=",".join(queues), started_at=started_at, seen_at=at)
    Heartbeat.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["name"], update_fields=["queues", "started_at", "seen_at"]
    )


def leave(name: str, *, at: datetime) -> None:
    """A worker stops as it should; rows of workers that died long ago go with it."""
    Heartbeat.objects.filter(name=name).delete()
    Heartbeat.objects.filter(seen_at__lt=at - FORGOTTEN_AFTER).delete()


def release_all() -> int:
    """Release every running job: only for a worker that knows it is the only one."""
    from rapport.foundation.jobs.claiming import release

    return release(Job.objects.filter(state=Job.RUNNING))


def _is_new(work: Clockwork, known: dict[str, datetime], at: datetime) -> bool:
    return work.name not in known or known[work.name] < slot_at(work.every, at=at)


def _start(work: Clockwork, known: dict[str, datetime], at: datetime) -> bool:
    """Move the slot on and enqueue in one transaction; a daily job seen for the first time waits for its hour."""
    slot = slot_at(work.every, at=at)
    waits = work.every.startswith("daily")
    with transaction.atomic():
        if work.name not in known:
            first = CronSlot(name=work.name, slot=slot if waits else slot - timedelta(days=1))
            CronSlot.objects.bulk_create([first], ignore_conflicts=True)
        moved = CronSlot.objects.filter(name=work.name, slot__lt=slot).update(slot=slot)
        if moved:
            enqueue(work.name, args={"slot": slot.isoformat()}, at=at, key="slot")
    return bool(moved)
