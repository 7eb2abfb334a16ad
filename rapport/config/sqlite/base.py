"""Waiting for SQLite's write lock in steps of a millisecond or two.

SQLite's own waiting sleeps up to 100 ms between looks, so that a page waited many times longer than the lock was held
and lost it again and again to a busy worker.
"""

from __future__ import annotations

import random
import time

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

STEP = (0.001, 0.002)


class DatabaseWrapper(base.DatabaseWrapper):
    """Everything as Django has it, but for how a transaction waits to begin."""

    def _start_transaction_under_autocommit(self) -> None:
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5.0))
        until = time.monotonic() + patience
        self.connection.execute("PRAGMA busy_timeout=0")
        try:
            while not self._begins():
                if time.monotonic() > until:
                    raise OperationalError("database is locked")
                time.sleep(random.uniform(*STEP))
        finally:
            self.connection.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")

    def _begins(self) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            return False
        return True
