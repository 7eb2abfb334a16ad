"""The measurement: fill, sign everybody in, `rapport serve`, the shift, quiet, and then what the database holds."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.desk_day import said, staff
from bench.desk_day.agents import Agent, Shift
from bench.desk_day.browser import Record
from bench.desk_day.customers import Customer
from bench.desk_day.scenes import Crossing, Pair
from bench.figures import busy_by_part, busy_of_postgresql, keep, load, percentile
from bench.place import Processes, processes, wait_for_port, wait_until

AGENTS, CUSTOMERS, TICKETS = 40, 200, 4000
QUIET_SECONDS = 60.0
SHOWN = 12  # faults printed; all are kept


def measure(
    database: str,
    *,
    minutes: float = 10,
    agents: int = AGENTS,
    customers: int = CUSTOMERS,
    tickets: int = TICKETS,
    answer_every: float = 30,
    act_every: float = 60,
    scene_every: float = 60,
    undo: int = 10,
) -> dict[str, Any]:
    """Everybody at once for so many minutes; times of every kind of request, and what became of every text."""
    from django.db import connections
    from django.utils import timezone

    from bench import loader

    loader.fill(tickets)
    scenes = int(minutes * 60 / scene_every) + 1
    people = staff.arrive(agents=agents, customers=customers, scenes=scenes)
    connections.close_all()
    before, since = load(), timezone.now()
    with processes(RAPPORT_UNDO_SECONDS=str(undo)) as started:
        _open(started)
        busy, began = _busy(started), time.monotonic()
        port = int(os.environ["RAPPORT_PORT"])
        shift = Shift(port, Record(), said.Said(), began + minutes * 60, answer_every)
        _all(_parts(shift, people, act_every=act_every, scene_every=scene_every, undo=undo))
        took = time.monotonic() - began
        spent = {name: round(s - busy.get(name, 0), 1) for name, s in _busy(started).items()}
        quiet = wait_until(_quiet, seconds=QUIET_SECONDS, what="the last answer", every=0.2)
        told = _log(started.data)
    sizes = {"minutes": minutes, "agents": agents, "customers": customers, "tickets_before": tickets}
    result = {
        "database": database,
        **sizes,
        "seconds": round(took, 1),
        "quiet_after_seconds": round(quiet, 1),
        "processor_s": spent,
        "load": [before, load()],
        **_figures(shift.record),
        **said.judged(shift.said, since=since),
        **_trouble(),
        "log": told,
    }
    result["lost_edits"] = result["lost_answers"] + result["lost_drafts"]
    keep(f"desk-day-{database}", result | {"faults": shift.record.faults, "samples": shift.record.took})
    return result


def _open(started: Processes) -> None:
    """Everything `rapport serve` starts: two web workers on PostgreSQL, worker, listener, fetcher."""
    from rapport.foundation.models import Heartbeat

    started.start("serve")
    wait_for_port(int(os.environ["RAPPORT_PORT"]), seconds=90)
    wait_until(Heartbeat.objects.exists, seconds=60, what="the worker's heartbeat")


def _busy(started: Processes) -> dict[str, float]:
    """Processor seconds so far of this process, of each part of `rapport serve`, and of PostgreSQL."""
    from django.db import connection

    found = {"clients": time.process_time(), **busy_by_part(started.running[0])}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            found["postgresql"] = busy_of_postgresql(int(cursor.fetchone()[0]))
    return found


def _parts(
    shift: Shift, people: staff.People, *, act_every: float, scene_every: float, undo: int
) -> list[Callable[[], None]]:
    """What each thread does; nearly all of its time it waits."""

    def customer(one: staff.Signed) -> Customer:
        return Customer(shift, one.person_id, one.session, every=act_every)

    one, other, third = (Agent(shift, one.person_id, one.session) for one in people.in_scenes)
    matters = [(pk, key, customer(who)) for pk, key, who in people.for_crossings]
    return [
        *(Agent(shift, one.person_id, one.session).work for one in people.agents),
        *(customer(one).act for one in people.customers),
        Pair(shift, (one, other), people.for_pairs, every=scene_every, undo=undo).run,
        Crossing(shift, third, matters, every=scene_every, undo=undo).run,
    ]


def _all(parts: Sequence[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=part) for part in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _figures(record: Record) -> dict[str, Any]:
    """p50 and p95 of each kind as the client saw it, and as the server says; the slowest kind."""
    kinds = {
        kind: {
            "n": len(took),
            "p50": round(percentile([here for here, _ in took], 0.5), 1),
            "p95": round(percentile([here for here, _ in took], 0.95), 1),
            "most": round(max(here for here, _ in took), 1),
            "server_p50": round(percentile([server for _, server in took], 0.5), 1),
            "server_p95": round(percentile([server for _, server in took], 0.95), 1),
        }
        for kind, took in sorted(record.took.items())
    }
    every = [here for took in record.took.values() for here, _ in took]
    counted = {name: record.counted[name] for name in COUNTED}
    return {
        "requests": len(every),
        "p95": round(percentile(every, 0.95), 1),
        "slowest_p95": max(one["p95"] for one in kinds.values()),
        "kinds": kinds,
        "errors": len(record.faults),
        "first_faults": record.faults[:SHOWN],
        "beside": dict(record.counted),
        **{name.replace(" ", "_"): n for name, n in counted.items()},
    }


COUNTED = (
    *("pairs", "pairs told", "pairs who saw each other", "old pages refused", "sent after reading"),
    *("crossings", "crossings told"),
)


def _quiet() -> bool:
    """Every answer on its way has left or come back, and what follows from them is done."""
    from django.utils import timezone

    from rapport.domains.desk.models import Outgoing
    from rapport.foundation.models import Job

    due = Job.objects.filter(state__in=[Job.WAITING, Job.RUNNING], due_at__lte=timezone.now())
    return not Outgoing.objects.exists() and not due.exists()


def _trouble() -> dict[str, int]:
    """Jobs that gave up, and what PostgreSQL had to break off."""
    from django.db import connection

    from rapport.foundation.models import Job

    found = {"dead_jobs": Job.objects.filter(state=Job.DEAD).count(), "deadlocks": 0, "rolled_back": 0}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT deadlocks, xact_rollback FROM pg_stat_database WHERE datname = current_database()")
            found["deadlocks"], found["rolled_back"] = map(int, cursor.fetchone())
    return found


def _log(data: Path) -> list[str]:
    """Warnings and worse that the server's processes wrote down."""
    lines = (data / "processes.log").read_text(encoding="utf-8", errors="replace").splitlines()
    return [line[:300] for line in lines if any(word in line.lower() for word in ("error", "warning", "traceback"))][
        :40
    ]
