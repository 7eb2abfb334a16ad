"""Waiting for SQLite's write lock in steps of a millisecond or two, and never inside SQLite; statements written once.

SQLite's own waiting sleeps up to 100 ms between looks, so that a page waited many times longer than the lock was held
and lost it again and again to a busy worker. It also keeps its connection's mutex while it sleeps: the thread that held
the lock stood still for all that time when garbage collection had it end a statement of that connection.

Django writes every statement anew in SQLite's manner each time it is asked; a page has some forty, most of them kept.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

STEP = (0.001, 0.002)
PATIENCE = 20.0  # seconds
KEPT, LONGEST = 2000, 10_000  # statements, and characters of one


@lru_cache(KEPT)
def _in_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(base.SQLiteCursorWrapper):
    """What finds the database locked is tried again until it is not; inside a transaction the lock is ours already."""

    def execute(self, query: str, params: Any = None) -> Any:
        """Once, or as often as it takes."""
        try:
            return super().execute(query, params)
        except sqlite3.OperationalError as error:
            if not self._may_wait(error):
                raise
        return self._patiently(lambda: base.SQLiteCursorWrapper.execute(self, query, params))

    def executemany(self, query: str, param_list: Any) -> Any:
        """The same for a list; without a transaction around it, it begins from its first row."""
        rows = list(param_list)
        try:
            return super().executemany(query, rows)
        except sqlite3.OperationalError as error:
            if not self._may_wait(error):
                raise
        return self._patiently(lambda: base.SQLiteCursorWrapper.executemany(self, query, rows))

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        """What Django makes of a statement, found out once for those of usual length."""
        if param_names is None and len(query) <= LONGEST:
            return _in_marks(query)
        return str(super().convert_query(query, param_names=param_names))

    def _may_wait(self, error: sqlite3.OperationalError) -> bool:
        return "locked" in str(error) and not self.connection.in_transaction

    def _patiently(self, do: Callable[[], Any]) -> Any:
        until = time.monotonic() + PATIENCE
        while True:
            time.sleep(random.uniform(*STEP))
            try:
                return do()
            except sqlite3.OperationalError as error:
                if not self._may_wait(error) or time.monotonic() > until:
                    raise


class DatabaseWrapper(base.DatabaseWrapper):
    """Everything as Django has it, but for how a statement waits."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that waits in SQLite while it is being opened, and never again."""
        connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA busy_timeout=0").close()
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor that waits."""
        return self.connection.cursor(factory=Cursor)
