"""What a test begins with is acted out once in each process; after that its rows are laid out again, far quicker."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

P = ParamSpec("P")
Made = TypeVar("Made")
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
Statement = tuple[str, list[Any] | None]
WORDS = "foundation_search_words"  # SQLite's index of words; PostgreSQL has it in a column


def remembered(build: Callable[P, Made]) -> Callable[P, Made]:
    """Keep the rows of the first time; a place that is not empty is built upon as ever."""
    kept: dict[str, tuple[Rows, list[Statement], bytes]] = {}

    @wraps(build)
    def again(*args: P.args, **named: P.kwargs) -> Made:
        key = repr((settings.DATA, args, sorted(named.items())))  # files of a world lie in the data folder
        if not _is_empty(kept[key][0] if key in kept else _tables()):
            return build(*args, **named)
        if key not in kept:
            made = build(*args, **named)
            rows = _rows()
            kept[key] = rows, _statements(rows), pickle.dumps(made)
        else:
            _lay_out(kept[key][1])
        return pickle.loads(kept[key][2])

    return again


@cache
def _tables() -> dict[str, list[str]]:
    """Every table of ours with its columns, those that no model knows included."""
    models = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("rapport.")]
    made = {(m._meta.db_table, f.column) for m in models for f in m._meta.concrete_fields if f.generated}
    with connection.cursor() as cursor:
        tables = {
            table: [
                column.name
                for column in connection.introspection.get_table_description(cursor, table)
                if (table, column.name) not in made
            ]
            for table in sorted({model._meta.db_table for model in models})
        }
    return tables | ({WORDS: ["rowid", "words", "reach"]} if connection.vendor == "sqlite" else {})


def _is_empty(tables: Iterable[str]) -> bool:
    looks = " UNION ALL ".join(f'SELECT EXISTS (SELECT 1 FROM "{table}") AS there' for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(looks)
        return not any(there for (there,) in cursor.fetchall())


def _rows() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table, columns in _tables().items():
            cursor.execute(f'SELECT {_names(columns)} FROM "{table}"')
            if rows := cursor.fetchall():
                found[table] = columns, rows
    return found


def _statements(found: Rows) -> list[Statement]:
    """What lays these rows out again: a statement per table, or one text of all where the database takes that."""
    written: list[Statement] = []
    for table, (columns, rows) in found.items():
        marks = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(rows))
        values = [value for row in rows for value in row]
        written.append((f'INSERT INTO "{table}" ({_names(columns)}) VALUES {marks}', values))
    if connection.vendor == "postgresql":
        compose = connection.ops.compose_sql  # type: ignore[attr-defined]  # what PostgreSQL's backend has
        return [(";\n".join(compose(sql, values) for sql, values in written), None)]
    return written


def _lay_out(statements: list[Statement]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:  # rows point at rows that come later
        for sql, values in statements:
            cursor.execute(sql, values)


def _names(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
