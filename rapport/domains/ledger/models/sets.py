"""Writing many rows in one statement of a fixed shape, where building a model object for each would cost the most."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from types import NoneType
from typing import Any

from django.db import connection, models
from django.db.models import Q, QuerySet

from rapport.domains.ledger.models.acts import Act
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.prepared import Prepared, cursor_of_kept_plans

NUMBERS = "SELECT nextval(pg_get_serial_sequence(%s::text, 'id')) FROM generate_series(1, %s::int)"
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


class Those:
    """Rows of which a column holds one of many numbers, or one of several columns does.

    PostgreSQL takes the numbers as one value, in a statement that is compiled once.
    """

    def __init__(self, column: str | tuple[str, ...], rows: Callable[[], QuerySet[Any, Any]]) -> None:
        self._columns, self._rows = (column,) if isinstance(column, str) else column, rows
        self._kept = Prepared(self._among, texts=("ids",))

    def __call__(self, ids: Iterable[int]) -> list[Any]:
        """The rows of these numbers as the query set gives them."""
        if _on_sqlite():
            found = list(ids)
            return list(self._rows().filter(reduce(or_, (Q(**{f"{one}__in": found}) for one in self._columns))))
        return self._kept(NOBODY, ids=_array(map(str, ids)))

    def _among(self, _nobody: Actor, ids: str) -> QuerySet[Any, Any]:
        rows = self._rows()
        among = " OR ".join(f"{rows.model._meta.db_table}.{one} = ANY(%s::bigint[])" for one in self._columns)
        return rows.extra(where=[f"({among})"], params=[ids] * len(self._columns))


def add(model: type[Any], columns: Sequence[str], rows: Collection[Sequence[Any]]) -> None:
    """Insert rows whose ids nobody needs; columns that are not named take what the database gives."""
    if rows:
        _write(model, columns, rows)


def add_numbered(model: type[Any], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """Insert rows and say their ids, in the same order; columns that are not named hold what the model gives them."""
    made = [model(**dict(zip(columns, row, strict=True))) for row in rows[: None if _on_sqlite() else 1]]
    if _on_sqlite() or not made:
        return [one.pk for one in model.objects.bulk_create(made)]
    others = [field.attname for field in model._meta.concrete_fields if field.attname not in {"id", *columns}]
    given = [getattr(made[0], name) for name in others]
    with cursor_of_kept_plans() as cursor:
        cursor.execute(NUMBERS, [model._meta.db_table, len(rows)])
        ids = [number for (number,) in cursor.fetchall()]
    _write(model, ("id", *columns, *others), [(pk, *row, *given) for pk, row in zip(ids, rows, strict=True)])
    return ids


def upsert(model: type[Any], columns: Sequence[str], rows: Collection[Sequence[Any]], *, key: str) -> None:
    """Insert rows, or where the key stands already put the new values in place.

    PostgreSQL takes each column as one array: a row costs a fraction of one that is spelled out in the statement.
    """
    if not rows:
        return
    said = ", ".join(f"{name} = excluded.{name}" for name in columns if name != key)
    _write(model, columns, rows, tail=f"ON CONFLICT ({key}) DO UPDATE SET {said}")


def _on_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _write(model: type[Any], columns: Sequence[str], rows: Collection[Sequence[Any]], *, tail: str = "") -> None:
    head = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)})"
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{_type(model, name)}[]" for name in columns)
        with cursor_of_kept_plans() as cursor:
            lists = [_array(_elements(column)) for column in zip(*rows, strict=True)]
            cursor.execute(f"{head} SELECT * FROM unnest({arrays}) {tail}", lists)
    else:
        with connection.cursor() as cursor:
            values = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"{head} VALUES ({values}) {tail}", [[_plain(one) for one in row] for row in rows])


def _array(elements: Iterable[str]) -> str:
    """An array as PostgreSQL reads it; the library would make it element by element, which costs ten times as much."""
    return f"{{{','.join(elements)}}}"


def _elements(column: Sequence[Any]) -> Iterable[str]:
    """The elements of a column; what is of one plain kind, as nearly all are, is not looked at one by one."""
    kinds = set(map(type, column))
    if kinds == {int}:
        return map(str, column)
    if kinds == {int, NoneType}:
        return ["NULL" if value is None else str(value) for value in column]
    if kinds == {datetime}:
        return [f'"{value}"' for value in column]
    return map(_element, column)


def _element(value: Any) -> str:
    """One element of an array in words."""
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    words = json.dumps(value) if isinstance(value, dict) else str(value)
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


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
