"""The worker: a thread for each queue, one for the clock and one that keeps the leases, in one process."""

from __future__ import annotations

import contextlib
import fcntl
import gc
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection
from django.utils import timezone

from rapport.foundation.jobs import clock, finishing, registry, running
from rapport.interfaces.cli.keeping_log import keep_log_short
from rapport.interfaces.cli.refusals import Refused

QUEUES = ("mail", "mail-slow", "post", "default", "heavy")
BUSY_WAIT, IDLE_WAIT = 0.05, 0.1  # seconds between looks: new work is noticed within a tenth of a second
PAGES_FIRST = 5  # nobody waits for a page because mail is being read
HEAVY, GIVES_WAY = "heavy", 10  # pages and mail come first when the processors are busy
UNHURRIED, UNHURRIED_WAIT = ("mail-slow", "heavy"), 0.5  # long work: looking for it must not slow the rest down
IDLE_AFTER = 20
QUIET_WAIT, QUIET_AFTER = 0.4, 600  # a desk at night looks less often, and is still far from the five seconds it has
BEAT_SECONDS = 8.0
TICK_SECONDS = 1.0
TROUBLE_SECONDS = 1.0
LAST_BATCH = 5.0  # seconds: a worker whose supervisor was killed finishes what it has in hand
TURN = 0.0005  # a thread back from the database waits this long for one that computes, instead of 5 ms a statement

log = structlog.get_logger(__name__)


class UnknownQueue(Refused):
    """The command names a queue in which no job ever waits."""


def run_worker(queues: Sequence[str] | None = None) -> None:
    """Work until SIGTERM or Ctrl-C; the batch in hand is finished first."""
    os.nice(PAGES_FIRST)
    stop = threading.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())
    with _alone_where_needed():
        work(queues, stop=stop)


def work(queues: Sequence[str] | None, *, stop: threading.Event) -> None:
    """Run the threads until `stop`; leases are kept until the last batch is done."""
    names = _known(queues)
    sys.setswitchinterval(TURN)
    gc.collect()
    gc.freeze()  # a full look at what was loaded takes 20 ms and would fall inside a write transaction
    finished = threading.Event()
    workers = [_thread(f"queue {name}", _work_off, name, stop) for name in names]
    clocks = [_thread("clock", _tick, stop), _thread("heartbeat", _beat, names, finished)]
    if connection.vendor == "sqlite":
        clocks.append(_thread("log of the database", keep_log_short, Path(connection.settings_dict["NAME"]), stop))
    stop.wait()
    for thread in workers:
        thread.join()
    finished.set()
    for thread in clocks:
        thread.join()


def _known(queues: Sequence[str] | None) -> list[str]:
    known = dict.fromkeys((*QUEUES, *(kind.queue for kind in registry.kinds())))
    unknown = [name for name in queues or () if name not in known]
    if unknown:
        raise UnknownQueue(f"There is no queue {', '.join(unknown)}. There are: {', '.join(known)}.")
    return list(queues or known)


def _work_off(queue: str, stop: threading.Event) -> None:
    """Claim and do batches; nothing that fails ends the thread."""
    idle, served = 0, None
    if queue == HEAVY:
        give_way()
    while not stop.is_set():
        try:
            ran = running.run_next(queue, spare=served)
        except Exception as error:
            _start_anew(f"queue {queue}", error)
            stop.wait(TROUBLE_SECONDS)
            continue
        if ran is None:
            idle += 1
            stop.wait(_pause(queue, idle))
        else:
            idle, served = 0, ran.served
    connection.close()


def give_way() -> None:
    """This thread is niced, where the system knows that of single threads (Linux)."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GIVES_WAY)


def _pause(queue: str, idle: int) -> float:
    """How long to wait before the next look, after so many in vain."""
    if queue in UNHURRIED:
        return UNHURRIED_WAIT
    if idle > QUIET_AFTER:
        return QUIET_WAIT
    return IDLE_WAIT if idle > IDLE_AFTER else BUSY_WAIT


def _tick(stop: threading.Event) -> None:
    """Start the clock's jobs."""
    while not stop.is_set():
        _try("clock", lambda: clock.tick(at=timezone.now()))
        stop.wait(TICK_SECONDS)
    connection.close()


def _beat(queues: Sequence[str], finished: threading.Event) -> None:
    """Keep the leases of what is being done, and say that this worker is alive."""
    name, started_at = f"{socket.gethostname()}:{os.getpid()}", timezone.now()
    wait = 0.0
    while not finished.wait(wait):
        wait = BEAT_SECONDS if _try("heartbeat", lambda: _keep(name, queues, started_at)) else TROUBLE_SECONDS
    _try("heartbeat", lambda: clock.leave(name, at=timezone.now()))
    connection.close()


def _keep(name: str, queues: Sequence[str], started_at: datetime) -> None:
    finishing.extend(running.leases.tokens(), at=timezone.now())
    clock.beat(name, queues=queues, started_at=started_at, at=timezone.now())


def _try(name: str, do: Callable[[], object]) -> bool:
    try:
        do()
    except Exception as error:
        _start_anew(name, error)
        return False
    return True


def _start_anew(name: str, error: Exception) -> None:
    """The database is away or the connection broke: the next look takes a new connection."""
    log.warning("worker in trouble", thread=name, error=type(error).__name__)
    with contextlib.suppress(Exception):
        connection.close()


def _thread(name: str, target: Callable[..., None], *args: object) -> threading.Thread:
    thread = threading.Thread(name=name, target=target, args=args, daemon=True)
    thread.start()
    return thread


def refuse_second(*, patience: float = LAST_BATCH) -> None:
    """Say so before anything starts when a worker serves this SQLite already; one that is just ending is waited for."""
    if connection.vendor != "sqlite":
        return
    ends = time.monotonic() + patience
    while True:
        try:
            with _only_one():
                return
        except Refused:
            if time.monotonic() > ends:
                raise
        time.sleep(BUSY_WAIT)


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    with (Path(settings.DATA) / "worker.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                f"A worker runs already for {settings.DATA}, and SQLite serves only one. Nothing was changed. "
                "Stop the other one, or use PostgreSQL (RAPPORT_DATABASE_URL) for several."
            ) from None
        yield


@contextlib.contextmanager
def _alone_where_needed() -> Iterator[None]:
    """On SQLite one worker is the rule: a lock keeps a second one out, and what a dead one left is released."""
    if connection.vendor != "sqlite":
        yield
        return
    with _only_one():
        clock.release_all()
        connection.close()
        yield
