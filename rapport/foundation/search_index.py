"""The index behind the search: FTS5 on SQLite, tsvector with GIN on PostgreSQL, fed with the same words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from rapport.foundation.search_query import Term

SQLITE_WRITE = "INSERT OR REPLACE INTO foundation_search_words (rowid, words, reach) VALUES "
SQLITE_FIND = (
    "SELECT e.id, e.title_words, CAST(e.at AS TEXT) FROM (SELECT rowid FROM foundation_search_words "
    "WHERE foundation_search_words MATCH %s ORDER BY rowid DESC LIMIT %s) AS w "
    "CROSS JOIN foundation_searchentry AS e ON e.id = w.rowid"
)
PG_WRITE = (
    "UPDATE foundation_searchentry AS e SET words = v.words::tsvector, reach = v.reach::tsvector "
    "FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS v(id, words, reach) WHERE e.id = v.id"
)
SQLITE_EVERY = "SELECT rowid, words, reach FROM foundation_search_words ORDER BY rowid"
PG_IN_ORDER = (
    "(SELECT coalesce(string_agg(lexeme, ' ' ORDER BY place), '') "
    "FROM unnest(e.{0}) AS u(lexeme, places, weights), unnest(places) AS place)"
)
PG_BOTH = f"{PG_IN_ORDER.format('words')}, {PG_IN_ORDER.format('reach')}"
PG_EVERY = f"SELECT id, {PG_BOTH} FROM foundation_searchentry AS e ORDER BY id"
PG_FIND = (
    "SELECT id, title_words, at FROM foundation_searchentry "
    "WHERE words @@ %s::tsquery AND (%s::text IS NULL OR reach @@ %s::tsquery) "
    "ORDER BY id DESC LIMIT %s"
)

STRETCH = 4096  # entries that stand under one token, `b<number>`
STRETCHES = (4, 16, 64, 256, 1 << 60)  # looked through one after the other until there is enough


Match = tuple[int, str, datetime | str]
"""Id, words of the title and moment (a text that sorts on SQLite) of an entry; a thousand are read for one page."""


class WrongToken(ValueError):
    """A token of reach that the index could not keep apart from others."""


@dataclass(frozen=True)
class Line:
    """The words of one entry, and the tokens of those who find it, parted by spaces."""

    id: int
    kind: str
    tokens: str
    words: Sequence[str]


def write(lines: Sequence[Line]) -> None:
    """Write or replace the words of entries with one statement."""
    write_again([(line.id, " ".join(line.words), " ".join(_reach_of(line))) for line in lines])


def every_line() -> Iterator[tuple[int, str, str]]:
    """All that the index holds, in order of id: the words of each entry, and the tokens of those who find it."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(PG_EVERY if connection.vendor == "postgresql" else SQLITE_EVERY)
        while found := cursor.fetchmany(500):
            yield from found


def write_again(lines: Sequence[tuple[int, str, str]]) -> None:
    """Write or replace lines as `every_line` gives them, on either database, with one statement."""
    if not lines:
        return
    if connection.vendor == "postgresql":
        words = [_vector(said.split()) for _, said, _ in lines]
        reach = [_vector(tokens.split()) for _, _, tokens in lines]
        _run(PG_WRITE, [[line[0] for line in lines], words, reach])
        return
    _run(SQLITE_WRITE + ", ".join(["(%s, %s, %s)"] * len(lines)), [value for line in lines for value in line])


def regrant(lines: Sequence[Line]) -> None:
    """Change who finds entries and leave their words."""
    for line in lines:
        if connection.vendor == "postgresql":
            _run(
                "UPDATE foundation_searchentry SET reach = %s::tsvector WHERE id = %s",
                [_vector(_reach_of(line)), line.id],
            )
        else:
            _run("UPDATE foundation_search_words SET reach = %s WHERE rowid = %s", [" ".join(_reach_of(line)), line.id])


def remove(ids: Sequence[int]) -> None:
    """Remove the words of entries; on PostgreSQL they are in the entry's own row."""
    if connection.vendor != "postgresql" and ids:
        places = ", ".join(["%s"] * len(ids))
        _run(f"DELETE FROM foundation_search_words WHERE rowid IN ({places})", list(ids))


def newest(
    terms: Sequence[Term], *, reach: Collection[str] | None, kinds: Collection[str] | None, limit: int
) -> list[Match]:
    """The newest entries that have all terms and share a token with the reach; None is everything."""
    groups = [group for group in (reach, _kind_tokens(kinds)) if group is not None]
    if connection.vendor == "postgresql":
        return _newest_on_postgresql(terms, groups, limit)
    with connection.cursor() as cursor:
        cursor.execute(SQLITE_FIND, [_fts(terms, groups), limit])
        return cursor.fetchall()


def _newest_on_postgresql(terms: Sequence[Term], groups: list[Collection[str]], limit: int) -> list[Match]:
    """The same, from the newest stretches backwards: GIN gives all matches at once, however many they are.

    A word that many entries have is found among the newest; a rare one costs little wherever it is looked for.
    """
    found: list[Match] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM foundation_searchentry")
        [(last,)] = cursor.fetchall()
        newest_stretch = (last or 0) // STRETCH
        for width in STRETCHES:
            whole = width > newest_stretch
            stretches = [] if whole else [[f"b{newest_stretch - n}" for n in range(width)]]
            limits = _ts_groups([*groups, *stretches])
            cursor.execute(PG_FIND, [_ts_terms(terms), limits, limits, limit])
            found = cursor.fetchall()
            if whole or len(found) >= limit:
                break
    return found


def _run(sql: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _reach_of(line: Line) -> list[str]:
    """The tokens of one entry and, so that the index can part them, its kind and its stretch as two more."""
    more = [*(_kind_tokens([line.kind]) or ()), f"b{line.id // STRETCH}"]
    return [_token(t) for t in line.tokens.split()] + more


def _kind_tokens(kinds: Collection[str] | None) -> list[str] | None:
    return None if kinds is None else [_token(f"kind{k.replace('_', '')}") for k in kinds]


def _token(token: str) -> str:
    if not token.isalnum() or not token.isascii():
        raise WrongToken(f"{token!r}: a token has letters a to z and digits only.")
    return token


def _fts(terms: Sequence[Term], groups: Sequence[Collection[str]]) -> str:
    """FTS5's words for: all terms, and one token of each group."""
    asked = " AND ".join(f'"{" ".join(t.words)}"{"*" if t.prefix else ""}' for t in terms)
    limits = "".join(f" AND reach : ({' OR '.join(_quoted(g))})" for g in groups)
    return f"words : ({asked}){limits}"


def _quoted(tokens: Collection[str]) -> list[str]:
    return [f'"{_token(t)}"' for t in sorted(tokens)]


def _ts_terms(terms: Sequence[Term]) -> str:
    """The same as a tsquery: words that follow each other are joined by <->."""
    return " & ".join(_ts_term(t) for t in terms)


def _ts_term(term: Term) -> str:
    parts = [f"'{word}'" for word in term.words]
    return f"({' <-> '.join(parts)}{':*' if term.prefix else ''})"


def _ts_groups(groups: Sequence[Collection[str]]) -> str | None:
    anyone = (" | ".join(f"'{_token(t)}'" for t in sorted(group)) for group in groups)
    return " & ".join(f"({group})" for group in anyone) or None


def _vector(words: Sequence[str]) -> str:
    """Words with their places, as PostgreSQL writes a tsvector; so no parser of its own comes between."""
    return " ".join(f"'{word}':{place}" for place, word in enumerate(words, start=1))
