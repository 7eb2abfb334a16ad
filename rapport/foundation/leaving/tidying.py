"""Tidying after an erasure: what was deleted leaves the pages of the database and the segments of the index, too."""

from __future__ import annotations

from django.db import connection

from rapport.foundation.leaving.sweeping import swept

OPTIMISE = "INSERT INTO foundation_search_words (foundation_search_words) VALUES ('optimize')"
APART = ("people_person", "people_address", "people_account", "foundation_blob")


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
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise StillRead(StillRead.__doc__)
            return True
        tables = {model._meta.db_table for model in swept()} | set(APART)
        for table in sorted(tables):
            # A plain VACUUM leaves dead bytes in their pages; FULL writes the table anew.
            cursor.execute(f'VACUUM (FULL) "{table}"')
    return True
