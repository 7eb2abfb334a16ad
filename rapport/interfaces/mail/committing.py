"""Group commit: deliveries that arrive within a moment, or while a commit runs, are taken in one transaction."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import structlog
from django.db import connection, connections
from django.utils import timezone

from rapport.interfaces.mail import taking
from rapport.interfaces.mail.taking import Arrival

MOMENT = 0.015
MOST = 100
MOST_BYTES = 50 * 1024 * 1024

log = structlog.get_logger(__name__)
Take = Callable[[Sequence[Arrival]], object]


class NotTaken(RuntimeError):
    """The database did not take the mail; its sender must keep it and try again."""


def store(arrivals: Sequence[Arrival], at: datetime | None = None) -> None:
    """Take a group; a connection that broke is dropped so that the next group gets a new one."""
    try:
        taking.take(arrivals, at=at or timezone.now())
    except Exception:
        connection.close()
        raise


class Committer:
    """One writer for all sessions; a session goes on only when its delivery is committed."""

    def __init__(self, take: Take = store) -> None:
        self._take = take
        self._waiting: asyncio.Queue[tuple[Arrival, asyncio.Future[None]]] = asyncio.Queue()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail-commit")
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to commit what arrives."""
        self._task = asyncio.create_task(self._commit_groups())

    async def stop(self) -> None:
        """Commit what has arrived, then stop."""
        await self._waiting.join()
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await asyncio.get_running_loop().run_in_executor(self._thread, connections.close_all)
        self._thread.shutdown(wait=True)

    async def commit(self, arrival: Arrival) -> None:
        """Return when the delivery is committed; NotTaken when it is not."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        await self._waiting.put((arrival, done))
        await done

    async def _commit_groups(self) -> None:
        while True:
            group = [await self._waiting.get()]
            await asyncio.sleep(MOMENT)
            size = len(group[0][0].raw)
            while len(group) < MOST and size < MOST_BYTES and not self._waiting.empty():
                group.append(self._waiting.get_nowait())
                size += len(group[-1][0].raw)
            await self._commit(group)

    async def _commit(self, group: list[tuple[Arrival, asyncio.Future[None]]]) -> None:
        error: Exception | None = None
        try:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._thread, self._take, [arrival for arrival, _ in group])
        except Exception as problem:
            log.warning("mail not taken", count=len(group), error=type(problem).__name__)
            error = NotTaken(type(problem).__name__)
        for _, done in group:
            self._waiting.task_done()
            if done.cancelled():
                continue
            if error:
                done.set_exception(error)
            else:
                done.set_result(None)
