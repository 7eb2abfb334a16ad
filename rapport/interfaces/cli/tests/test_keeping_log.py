"""The write-ahead log of SQLite is written back beside the work."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from rapport.interfaces.cli import keeping_log


def test_a_long_log_goes_into_the_database_while_others_stay_connected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping_log, "LOOK_SECONDS", 0.01)
    base, stop = tmp_path / "one.sqlite3", threading.Event()
    keeper = threading.Thread(target=keeping_log.keep_log_short, args=(base, stop))
    keeper.start()  # before there is a database
    with closing(sqlite3.connect(base, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("PRAGMA wal_autocheckpoint=0")
        writer.execute("CREATE TABLE words (said TEXT)")
        writer.execute("BEGIN")
        writer.executemany("INSERT INTO words VALUES (?)", [("x" * 6000,)] * 1000)
        writer.execute("COMMIT")
        waited = 0
        while base.stat().st_size < keeping_log.LONG and waited < 500:
            waited += stop.wait(0.01) or 1
        assert base.stat().st_size > keeping_log.LONG
        assert writer.execute("SELECT count(*) FROM words").fetchone() == (1000,)
    stop.set()
    keeper.join(timeout=5)
    assert not keeper.is_alive()
