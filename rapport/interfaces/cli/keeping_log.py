"""SQLite's write-ahead log, written into the database beside the work instead of by whoever commits next.

Writing it back takes as long as the disk takes: 100 ms and more for a large database, and it hit one save in four.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

LOOK_SECONDS = 0.2
LONG = 4_000_000  # bytes; SQLite's own measure is a thousand pages, too


def keep_log_short(base: Path, stop: threading.Event) -> None:
    """Look at this database's log every moment until `stop`; nobody who reads or writes waits for what is done here."""
    log = Path(f"{base}-wal")
    while not stop.wait(LOOK_SECONDS):
        if _size(log) > LONG:
            _write_back(base)


def _size(log: Path) -> int:
    try:
        return log.stat().st_size
    except FileNotFoundError:  # nobody has written since the database was opened
        return 0


def _write_back(base: Path) -> None:
    try:
        with closing(sqlite3.connect(base)) as own:
            own.execute("PRAGMA wal_checkpoint(PASSIVE)")
    except sqlite3.Error:  # somebody empties it already, or the disk is full: whoever writes is told that
        return
