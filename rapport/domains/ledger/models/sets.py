"""Writing many rows in one statement of a fixed shape, where building a model object for each would cost the most."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import QuerySet

from rapport.domains.ledger.models.acts import Act

AT_ONCE = 400  # rows of a statement with values in it; SQLite bounds their number


def move_acts(home: Mapping[int, int]) -> None:
    """Write the episode of these acts."""
    pairs = sorted(home.items())
    for start in range(0, len(pairs), AT_ONCE):
        some = pairs[start : start + AT_ONCE]
        values = ", ".join(["(%s, %s)"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {Act._meta.db_table} SET episode_id = moved.column2"
                f" FROM (VALUES {values}) AS moved WHERE {Act._meta.db_table}.id = moved.column1",
                [one for pair in some for one in pair],
            )


def those(query: QuerySet[Any, Any], column: str, ids: Iterable[int]) -> QuerySet[Any, Any]:
    """The rows whose column holds one of these numbers: one value for PostgreSQL, however many they are."""
    if connection.vendor != "postgresql":
        return query.filter(**{f"{column}__in": list(ids)})
    where = f"{query.model._meta.db_table}.{column} = ANY(%s::bigint[])"
    return query.extra(where=[where], params=["{" + ",".join(map(str, ids)) + "}"])


def upsert(model: type[Any], columns: Sequence[str], rows: Collection[Sequence[Any]], *, key: str) -> None:
    """Insert rows, or where the key stands already put the new values in place.

    PostgreSQL takes each column as one array: a row costs a fraction of one that is spelled out in the statement.
    """
    if not rows:
        return
    table, changed = model._meta.db_table, [name for name in columns if name != key]
    said = ", ".join(f"{name} = excluded.{name}" for name in changed)
    head = f"INSERT INTO {table} ({', '.join(columns)})"
    tail = f"ON CONFLICT ({key}) DO UPDATE SET {said}"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = ", ".join(f"%s::{_type(model, name)}[]" for name in columns)
            lists = [[_plain(one) for one in column] for column in zip(*rows, strict=True)]
            cursor.execute(f"{head} SELECT * FROM unnest({arrays}) {tail}", lists)
        else:
            values = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"{head} VALUES ({values}) {tail}", [[_plain(one) for one in row] for row in rows])


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value)
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _type(model: type[Any], column: str) -> str:
    field = next(one for one in model._meta.concrete_fields if one.column == column)
    plain: models.Field[Any, Any] = field.target_field if field.is_relation else field
    if isinstance(plain, models.AutoField | models.BigAutoField):
        return "bigint"
    return str(plain.db_type(connection)).partition("(")[0]
