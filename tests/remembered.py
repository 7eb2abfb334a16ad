"""What a test begins with is acted out once in each process; after that its rows are laid out again, far quicker."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

P = ParamSpec("P")
Made = TypeVar("Made")
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
Statement = tuple[str, list[Any] | None]
WORDS = "foundation_search_words"  # SQLite's index of words; PostgreSQL has it in a column


@dataclass(frozen=True)
class Kept:
    """What a build left behind: rows by table, the statements that write them, its files, and what it gave back."""

    rows: Rows
    statements: list[Statement]
    files: dict[str, bytes]
    made: bytes


def remembered(build: Callable[P, Made]) -> Callable[P, Made]:
    """Keep the rows and files of the first time; a place that is not empty is built upon as ever."""
    kept: dict[str, Kept] = {}

    @wraps(build)
    def again(*args: P.args, **named: P.kwargs) -> Made:
        key = repr((args, sorted(named.items())))
        if not _is_empty(kept[key].rows if key in kept else _tables()):
            return build(*args, **named)
        if key not in kept:
            kept[key] = _first_time(lambda: build(*args, **named))
        else:
            _lay_out(kept[key].statements)
        _write(kept[key].files)
        return pickle.loads(kept[key].made)

    return again


def _first_time(build: Callable[[], object]) -> Kept:
    """Build in a data folder of its own, so that its files are known."""
    theirs = settings.DATA
    with tempfile.TemporaryDirectory(prefix="rapport-test-") as folder:
        settings.DATA = Path(folder)
        try:
            made = build()
        finally:
            settings.DATA = theirs
        paths = [path for path in Path(folder).rglob("*") if path.is_file()]
        files = {str(path.relative_to(folder)): path.read_bytes() for path in paths}
    rows = _rows()
    return Kept(rows, _statements(rows), files, pickle.dumps(made))


def _write(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = Path(settings.DATA) / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


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
    """No row anywhere; words that outlived a flush, which does not know their table, are swept away."""
    looks = " UNION ALL ".join(
        f'SELECT EXISTS (SELECT 1 FROM "{table}") AS there' for table in tables if table != WORDS
    )
    with connection.cursor() as cursor:
        cursor.execute(looks)
        if any(there for (there,) in cursor.fetchall()):
            return False
        if connection.vendor == "sqlite":
            cursor.execute(f"DELETE FROM {WORDS}")
    return True


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
