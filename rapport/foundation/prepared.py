"""Prepared queries: built and compiled once for a reach and a shape, then only filled in and run.

Building and compiling a query set costs several times what a small indexed statement costs to run, and a page makes
many of them. What is kept is the statement, never a row: each call reads the database, but where a page says
`each_once`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from threading import Lock
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

from rapport.foundation.actors import Actor
from rapport.foundation.moments import read as read_moment

MOST_KEPT = 512
MOST_PLANS = 1000
_FIRST = 8_000_000_000_000_000_000  # ids that nobody has stand for those of each call
_APART = 100_000
_NEVER = 9990  # years that nobody has stand for moments
_WIDTHS = (1, 2, 5, 12, 26, 52, 100, 200, 500, 1000)  # 26: a page of 25 asks for one more


_Slot = int | str


class NotPrepared(ValueError):
    """This query cannot be kept: too many ids at once, or rows of a kind that only a query set can make."""


class _Statement(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    converters: Sequence[tuple[int, Callable[..., Any], Any]]
    made: Callable[[Sequence[Any]], Any]


@dataclass(frozen=True)
class _Key:
    vendor: str
    viewer: Actor
    constants: tuple[tuple[str, Any], ...]
    moments: tuple[str, ...]
    widths: tuple[int, ...]


def cursor_of_kept_plans() -> Any:
    """A cursor for statements that come again word by word: PostgreSQL plans them once for each connection.

    Planning a page's joins takes PostgreSQL longer than running them. Django's own cursors write the values into the
    statement, so that no two are alike.
    """
    real = connections[DEFAULT_DB_ALIAS]  # the connection itself: each look through its proxy costs
    if real.vendor != "postgresql":
        return real.cursor()
    real.ensure_connection()
    return real._prepare_cursor(_binding()(real.connection))  # type: ignore[attr-defined]


@cache
def _binding() -> Any:
    from django.db.backends.postgresql import base

    return base.ServerBindingCursor


def keep_plans(*, connection: Any, **_named: Any) -> None:
    """Let a connection keep more plans than psycopg's hundred: the pages of a desk have more statements than that.

    With fewer, each page throws away the plans of the one before, and PostgreSQL plans every statement again.
    """
    if connection.vendor == "postgresql":
        connection.connection.prepared_max = MOST_PLANS


_known: ContextVar[dict[Any, Any] | None] = ContextVar("what was asked already", default=None)


@contextmanager
def each_once() -> Iterator[None]:
    """Inside, the same statement with the same values is sent once: for a page that reads and changes nothing."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def noted(name: Hashable) -> dict[Any, Any]:
    """Inside `each_once` what was noted under a name so far, to be added to; elsewhere nothing, and it is not kept."""
    known = _known.get()
    return {} if known is None else known.setdefault(("noted", name), {})


class Prepared:
    """A query of the viewer's reach; `slots` are the names of ids or words (one, or many) that differ at each call.

    A moment given by name and the words named in `texts` are filled in at each call, too. Everything else given by
    name is a constant of the shape, so it must be hashable and of few kinds. `build` gets the viewer without name,
    language and zone, for a statement may depend on nothing else of them than their reach.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, Any]],
        *slots: str,
        texts: Sequence[str] = (),
        planned_anew: bool = False,
    ) -> None:
        """`planned_anew`: PostgreSQL sees the values, where a plan for any of them would be far too slow for some."""
        self._build = build
        self._slots = slots
        self._texts = texts
        self._planned_anew = planned_anew
        self._kept: OrderedDict[_Key, _Statement | None] = OrderedDict()
        self._lock = Lock()

    def __call__(self, viewer: Actor, **given: Any) -> list[Any]:
        """The rows as the query set gives them: models, tuples, named tuples or single values."""
        ids = [_ids(given.pop(name)) for name in self._slots]
        texts = {_text(name): given.pop(name) for name in self._texts}
        if not all(ids):
            return []
        known = _known.get()
        if known is None:
            return self._asked(viewer, ids, texts, given)
        asked = (self, viewer, tuple(map(tuple, ids)), tuple(texts.items()), tuple(sorted(given.items())))
        if asked not in known:
            known[asked] = self._asked(viewer, ids, texts, given)
        return list(known[asked])

    def _asked(self, viewer: Actor, ids: list[list[_Slot]], texts: dict[str, Any], given: dict[str, Any]) -> list[Any]:
        widths = tuple(_width(len(found)) for found in ids)
        moments = {name: given.pop(name) for name in sorted(given) if isinstance(given[name], datetime)}
        real = connections[DEFAULT_DB_ALIAS]
        key = _Key(real.vendor, viewer.bare, tuple(sorted(given.items())), tuple(moments), widths)
        statement = self._statement(key, given, ids)
        if statement is None:
            return []
        filling = _filling(ids)
        if moments:
            filling |= _moments(real, moments)
        if texts:
            filling |= texts
        with real.cursor() if self._planned_anew else cursor_of_kept_plans() as cursor:
            return _run(cursor, statement, filling, real)

    def _statement(self, key: _Key, constants: dict[str, Any], ids: list[list[_Slot]]) -> _Statement | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        stand_ins = [list(_standing_for(place, found)) for place, found in enumerate(ids)]
        slots: dict[str, Any] = dict(zip(self._slots, stand_ins, strict=True))
        slots |= {name: _moment(place) for place, name in enumerate(key.moments)}
        slots |= {name: _text(name) for name in self._texts}
        compiled = _compiled(self._build(key.viewer, **slots, **constants))
        with self._lock:
            self._kept[key] = compiled
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return compiled


def _ids(given: Any) -> list[_Slot]:
    return [given] if isinstance(given, int | str) else list(given)


def _width(count: int) -> int:
    for width in _WIDTHS:
        if count <= width:
            return width
    raise NotPrepared(f"{count} ids at once; at most {_WIDTHS[-1]}")


def _standing_for(place: int, found: list[_Slot]) -> tuple[_Slot, ...]:
    return _stand_ins(place, _width(len(found)), isinstance(found[0], str))


@cache
def _stand_ins(place: int, width: int, words: bool) -> tuple[_Slot, ...]:
    """As many as the width of what is given: ids that nobody has, or words that nobody writes."""
    numbers = range(_FIRST + place * _APART, _FIRST + place * _APART + width)
    return tuple(f"\ue000{n}" for n in numbers) if words else tuple(numbers)


def _filling(ids: list[list[_Slot]]) -> dict[Any, Any]:
    """What stands where: the ids of this call, the last of them as often as the width asks for."""
    return {
        stand_in: found[min(n, len(found) - 1)]
        for place, found in enumerate(ids)
        for n, stand_in in enumerate(_standing_for(place, found))
    }


def _text(name: str) -> str:
    return f"\ue000{name}"  # a letter of nobody's alphabet


def _moment(place: int) -> datetime:
    return datetime(_NEVER + place, 1, 1, tzinfo=UTC)


def _moments(real: Any, given: dict[str, datetime]) -> dict[Any, Any]:
    """The moments of this call in place of those they were compiled with, as the database takes them."""
    taken = real.ops.adapt_datetimefield_value
    return {taken(_moment(place)): taken(moment) for place, moment in enumerate(given.values())}


def _compiled(rows: QuerySet[Any, Any]) -> _Statement | None:
    """The statement of a query set, or None where it can find nothing."""
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    return _Statement(sql, tuple(params), _converters(compiler), _maker(rows, compiler))


def _converters(compiler: Any) -> list[tuple[int, Callable[..., Any], Any]]:
    """By place: what makes a value of what the database gives, one after the other.

    The converters' own connection is any of the same kind: they ask it for its zone, which is UTC everywhere.
    """
    slow = getattr(connection.ops, "convert_datetimefield_value", None)
    found = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
    return [
        (place, read_moment if function == slow else function, expression)
        for place, (functions, expression) in found.items()
        for function in functions
    ]


def _maker(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """How one row becomes what the query set would give."""
    kind = rows._iterable_class.__name__
    if kind == "FlatValuesListIterable":
        return lambda row: row[0]
    if kind == "ValuesListIterable":
        return tuple
    if kind == "NamedValuesListIterable":
        return NamedTuple("Row", [(name, Any) for name in compiler.query.selected])._make  # type: ignore[misc]
    if kind != "ModelIterable":
        raise NotPrepared(f"{kind} of {rows.model.__name__}: give values or models")
    return _model_maker(rows, compiler)


def _model_maker(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[Sequence[Any]], Any]:
    chosen = compiler.klass_info["select_fields"]
    start, end = chosen[0], chosen[-1] + 1
    names = [column[0].target.attname for column in compiler.select[start:end]]
    extra = compiler.annotation_col_map
    joined = get_related_populators(compiler.klass_info, compiler.select, "default")  # type: ignore[call-arg]

    def made(row: Sequence[Any]) -> Any:
        found = rows.model.from_db("default", names, row[start:end])
        for related in joined:
            related.populate(row, found)
        for name, place in extra.items():
            setattr(found, name, row[place])
        return found

    return made


def _run(cursor: Any, statement: _Statement, filling: dict[Any, Any], real: Any) -> list[Any]:
    params = [filling.get(p, p) if isinstance(p, int | str | datetime) else p for p in statement.params]
    cursor.execute(statement.sql, params)
    found = cursor.fetchall()
    if statement.converters:
        found = [_converted(row, statement.converters, real) for row in found]
    made = statement.made
    return [made(row) for row in found]


def _converted(row: Sequence[Any], converters: Sequence[tuple[int, Callable[..., Any], Any]], real: Any) -> list[Any]:
    values = list(row)
    for place, function, expression in converters:
        values[place] = function(values[place], expression, real)
    return values
