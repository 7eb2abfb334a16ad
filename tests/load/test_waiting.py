"""A page waits for SQLite's write lock hardly longer than the lock is held."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from rapport.config.databases import sqlite
from rapport.config.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.slow
HELD, TRIES, MOST_AFTER = 0.12, 10, 0.05
USUAL = {
    "TIME_ZONE": None,
    "CONN_MAX_AGE": 0,
    "CONN_HEALTH_CHECKS": False,
    "AUTOCOMMIT": True,
    "ATOMIC_REQUESTS": False,
}


def connected(path: Path) -> DatabaseWrapper:
    opened = DatabaseWrapper({**sqlite(path, ""), **USUAL}, "waiting")
    opened.inc_thread_sharing()
    opened.ensure_connection()
    return opened


def waited_after_release(holder: DatabaseWrapper, waiter: DatabaseWrapper) -> float:
    """Seconds from the end of one transaction to the beginning of the next."""
    began: list[float] = []

    def wait() -> None:
        waiter._start_transaction_under_autocommit()
        began.append(time.monotonic())
        waiter.connection.rollback()

    holder._start_transaction_under_autocommit()
    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(HELD)
    holder.connection.rollback()
    released = time.monotonic()
    thread.join()
    return began[0] - released


def test_the_lock_is_taken_soon_after_it_is_given_back(tmp_path: Path, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():  # a database of its own
        holder, waiter = connected(tmp_path / "one.sqlite3"), connected(tmp_path / "one.sqlite3")
        after = sorted(waited_after_release(holder, waiter) for _ in range(TRIES))
    assert after[TRIES // 2] < MOST_AFTER, after
    assert waiter.connection.execute("PRAGMA busy_timeout").fetchone()[0] == 20_000
