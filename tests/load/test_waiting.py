"""A page waits for SQLite's write lock hardly longer than the lock is held."""

from __future__ import annotations

import sqlite3
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


def test_whoever_has_the_lock_may_throw_away_what_another_thread_looked_at(
    tmp_path: Path, django_db_blocker: Any
) -> None:
    """Garbage collection ends statements of other threads' connections, which may wait for our lock just then."""
    with django_db_blocker.unblock():
        holder, waiter = connected(tmp_path / "one.sqlite3"), connected(tmp_path / "one.sqlite3")
        holder.connection.execute("CREATE TABLE seen (n INTEGER)").close()
        waiter.connection.execute("INSERT INTO seen VALUES (1), (2)").close()
        looked = [waiter.create_cursor()]
        looked[0].execute("SELECT n FROM seen")
        holder._start_transaction_under_autocommit()
        thread = threading.Thread(target=lambda: waiter.create_cursor().execute("UPDATE seen SET n = n + 1"))
        thread.start()
        time.sleep(HELD)
        began = time.monotonic()
        looked.clear()
        took = time.monotonic() - began
        holder.connection.rollback()
        thread.join()
        assert took < 1, took
        assert waiter.connection.execute("SELECT sum(n) FROM seen").fetchone() == (5,)


def test_inside_a_transaction_nothing_is_waited_for(tmp_path: Path, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        holder, reader = connected(tmp_path / "one.sqlite3"), connected(tmp_path / "one.sqlite3")
        holder.connection.execute("CREATE TABLE seen (n INTEGER)").close()
        reader.connection.execute("BEGIN").close()
        reader.connection.execute("SELECT n FROM seen").fetchall()
        holder._start_transaction_under_autocommit()
        began = time.monotonic()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            reader.create_cursor().execute("INSERT INTO seen VALUES (1)")
        assert time.monotonic() - began < 1
