"""Everybody put together again by two workers, one killed on the way, while somebody records acts."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.figures import busy_of_postgresql, percentile
from bench.place import Processes, wait_until

WORKERS, KILLED_AT = 2, 0.25  # of the way
BETWEEN = 0.2  # seconds between two acts recorded meanwhile
LONGEST = 3600
QUIET = 100


def quiet(record: Callable[[int], float]) -> float:
    """The p95 of an act now and then while nothing else goes on, in milliseconds."""
    took = []
    for turn in range(QUIET):
        took.append(record(turn))
        time.sleep(BETWEEN)
    return percentile(took, 0.95)


def measure(record: Callable[[int], float], quiet_p95: float, *, kill: bool) -> dict[str, Any]:
    """Begin it, look after it, and say how long it took; `record` records one act and says its milliseconds."""
    from django.utils import timezone

    from rapport.domains.ledger import actions
    from rapport.foundation.actors import system

    workers = Processes(Path(os.environ["RAPPORT_DATA"]))
    try:
        for number in range(WORKERS):
            _start(workers, f"{number}")
        database, began, took = _backend(), time.monotonic(), []
        busy = busy_of_postgresql(database)
        run = actions.begin_resegmentation(actor=system(), at=timezone.now())
        killed = 0
        while not _ended(run.pk) and time.monotonic() - began < LONGEST:
            _refuse_dead(workers)
            took.append(record(len(took)))
            if kill and not killed and _share(run.pk) > KILLED_AT:
                killed = _killed(workers, run.pk)
            time.sleep(BETWEEN)
        spent = time.monotonic() - began
        busy = busy_of_postgresql(database) - busy
    finally:
        workers.stop()
    acts = _acts(run.pk)
    p95 = percentile(took, 0.95)
    return {
        "acts": acts,
        "seconds": round(spent, 1),
        "acts_per_second": round(acts / spent),
        "postgresql_s": round(busy, 1),
        "resumed": _ended(run.pk) and (not kill or _acts(run.pk) > killed > 0),
        "meanwhile_n": len(took),
        "meanwhile_p50": round(percentile(took, 0.5), 2),
        "meanwhile_p95": round(p95, 2),
        "meanwhile_times": round(p95 / quiet_p95, 2),
    }


def work(name: str) -> None:
    """What `rapport worker` does with the jobs that wait, without the clock that brings the night's work."""
    import django

    django.setup()
    from rapport.foundation.jobs.running import run_next
    from rapport.interfaces.cli.worker import give_way

    give_way()  # as the queue of heavy work does
    Path(os.environ["RAPPORT_DATA"], f"ready-{name}").touch()
    while True:
        if run_next(None) is None:
            time.sleep(0.05)


def _start(workers: Processes, name: str) -> None:
    workers.start_python("-c", f"from bench import together; together.work({name!r})")
    ready = Path(os.environ["RAPPORT_DATA"], f"ready-{name}")
    wait_until(ready.exists, seconds=60, what="a worker")
    ready.unlink()


def _killed(workers: Processes, run_id: int) -> int:
    """One worker is gone from one moment to the other, and another comes; how many acts were done by then."""
    workers.running[0].kill()
    workers.running[0].wait()
    _start(workers, "again")
    return _acts(run_id)


def _refuse_dead(workers: Processes) -> None:
    alive = sum(one.poll() is None for one in workers.running)
    if alive < WORKERS:
        raise AssertionError(f"{WORKERS - alive} of the workers ended; see processes.log")


def _backend() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _ended(run_id: int) -> bool:
    from rapport.domains.ledger.models import Resegmentation

    return Resegmentation.objects.filter(pk=run_id, ended_at__isnull=False).exists()


def _share(run_id: int) -> float:
    from rapport.domains.ledger import queries
    from rapport.foundation.actors import system

    seen = queries.resegmentation(system())
    return seen.share if seen else 0.0


def _acts(run_id: int) -> int:
    from rapport.domains.ledger.models import ResegmentationPart

    return sum(ResegmentationPart.objects.filter(run=run_id).values_list("acts", flat=True))
