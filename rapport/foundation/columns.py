"""Whole numbers of very many rows as arrays, one a column: no object is made for a row."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Func, IntegerField, QuerySet

AT_ONCE = 50_000
DAY_ZERO = 1721424.5  # of the count of days that SQLite keeps, so that 1 is the first of January of the year 1
Column = np.ndarray[Any, np.dtype[np.int64]]


class Ordinal(Func):
    """A day as a whole number, as `date.toordinal` counts."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """SQLite keeps days as text."""
        return self.as_sql(compiler, connection, template=f"CAST(julianday(%(expressions)s) - {DAY_ZERO} AS INTEGER)")

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """PostgreSQL subtracts days."""
        return self.as_sql(compiler, connection, template="(%(expressions)s - DATE '0001-01-01' + 1)")


def columns(rows: QuerySet[Any, Any], *, count: int) -> tuple[Column, ...]:
    """The first `count` columns of `rows.values_list(…)`, each a whole number; 0 stands for nothing.

    The rows come in any order, the same for every column. PostgreSQL gives up at a gigabyte: 25 million rows of five.
    """
    sql, given = rows.order_by().query.sql_with_params()
    names = [f"c{place}" for place in range(count)]
    read = _copied if connection.vendor == "postgresql" else _fetched
    return tuple(read(f"WITH t ({', '.join(names)}) AS ({sql})", names, given))


def places_in(known: Column, wanted: Column) -> tuple[Column, Any]:
    """Where the wanted numbers stand among known ones, which are in order; and which of them stand there at all."""
    if not len(known):
        return np.zeros(0, np.int64), np.zeros(len(wanted), bool)
    places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    there = known[places] == wanted
    return places[there], there


def distinct(numbers: Column) -> Column:
    """Every number once, in order; sorting a million is much quicker than the tables of `numpy.unique`."""
    found = np.sort(numbers)
    return found[np.diff(found, prepend=found[:1] - 1) != 0]


def _copied(rows_as: str, names: list[str], given: Any) -> Column:
    """Joined by the server to one string of eight bytes a number: a message for each row takes twice as long.

    Source: PostgreSQL 15, binary form of COPY: 19 bytes of head, the number of fields (2 bytes), then before each
    field its length (4 bytes), -1 where it is nothing.
    """
    row = " || ".join(f"int8send(COALESCE({name}, 0))" for name in names)
    joined = f"COPY ({rows_as} SELECT string_agg({row}, ''::bytea) FROM t) TO STDOUT (FORMAT binary)"
    with connection.cursor() as cursor:
        beneath: Any = cursor.cursor  # the wrapper that counts queries takes no values for a copy
        with beneath.copy(joined, given) as copy:
            content = b"".join(copy)
    length = max(int.from_bytes(content[21:25], "big", signed=True), 0)
    numbers = np.frombuffer(content, ">i8", offset=25, count=length // 8)
    return numbers.reshape(-1, len(names)).T.astype(np.int64)


def _fetched(rows_as: str, names: list[str], given: Any) -> Column:
    plain = ", ".join(f"COALESCE({name}, 0)" for name in names)
    parts = [np.zeros((len(names), 0), np.int64)]
    with connection.cursor() as cursor:
        cursor.execute(f"{rows_as} SELECT {plain} FROM t", given)
        while some := cursor.fetchmany(AT_ONCE):
            parts.append(np.array(some, np.int64).T)
    return np.concatenate(parts, axis=1)
