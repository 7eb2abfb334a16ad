"""Where the rows of a table lie: every order that a database keeps of them."""

from __future__ import annotations

from typing import Any

from django.db import connection, models


def places_of(model: type[models.Model]) -> dict[int, dict[str, Any]]:
    """Every order a database knows of a table's rows, by id: the id, the place on disk, the transaction."""
    table = connection.ops.quote_name(model._meta.db_table)
    postgresql = connection.vendor == "postgresql"
    columns = "id, ctid::text, xmin::text" if postgresql else "id, rowid, rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table}")
        rows = cursor.fetchall()
    if not postgresql:
        return {id: {"id": id, "rowid": rowid} for id, rowid, _ in rows}
    return {id: {"id": id, "ctid": _block(ctid), "xmin": int(xmin)} for id, ctid, xmin in rows}


def _block(ctid: str) -> tuple[int, int]:
    page, _, line = ctid.strip("()").partition(",")
    return int(page), int(line)
