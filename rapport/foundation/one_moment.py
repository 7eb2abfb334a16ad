"""Reading many things as they are at one moment, while others go on writing."""

from __future__ import annotations

from django.db import connection


def see_one_moment(*before: str) -> None:
    """From here on the transaction that has just begun sees one moment; said before anything else in it.

    `before` are statements of PostgreSQL that take locks, for what is locked is seen as it is then. SQLite has one
    writer, who sees one moment anyhow. Within another transaction it is that one's to say, and nothing happens.
    """
    if connection.vendor != "postgresql" or connection.savepoint_ids:
        return
    with connection.cursor() as cursor:
        for statement in ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", *before):
            cursor.execute(statement)
