"""Tidying after an erasure: what was deleted leaves the pages of the database and the segments of the index, too."""

from __future__ import annotations

import time
from typing import Any

from django.db import DatabaseError, connection

from rapport.foundation.leaving.sweeping import swept

OPTIMISE = "INSERT INTO foundation_search_words (foundation_search_words) VALUES ('optimize')"
APART = ("people_person", "people_address", "people_account", "foundation_blob")

TRIES = 6
PAUSE = 0.5


class StillRead(Exception):
    """Somebody reads the database, so its log could not be emptied. Everything is erased; this is tried again."""


def tidy() -> bool:
    """Optimise the index and rewrite the tables; False within a transaction, where no database can do it."""
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # secure_delete (config/databases.py) has overwritten rows; FTS5 keeps old words until its segments merge.
            cursor.execute(OPTIMISE)
            cursor.execute("VACUUM")
            _empty_the_log(cursor)
            return True
        tables = {model._meta.db_table for model in swept()} | set(APART)
        for table in sorted(tables):
            rewrite(cursor, table)
    return True


def _empty_the_log(cursor: Any) -> None:
    for again in range(TRIES):
        time.sleep(PAUSE * min(again, 1))
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return
    raise StillRead(StillRead.__doc__)


def rewrite(cursor: Any, table: str, *, pause: float = PAUSE) -> None:
    """Write a table of PostgreSQL anew: a plain VACUUM leaves dead bytes in their pages.

    Where autovacuum has just removed the long values of rows that died a moment ago, FULL cannot copy those rows
    ("missing chunk number 0 for toast value"); the plain VACUUM takes them away. Raises StillRead after six tries.
    """
    for again in range(TRIES):
        if again:
            time.sleep(pause * again)
        try:
            cursor.execute(f'VACUUM "{table}"')
            cursor.execute(f'VACUUM (FULL) "{table}"')
        except DatabaseError as error:
            reason = error
        else:
            return
    raise StillRead(StillRead.__doc__) from reason
