"""The index behind the search: FTS5 on SQLite, tsvector with GIN on PostgreSQL, fed with the same words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from rapport.foundation.prepared import cursor_of_kept_plans
from rapport.foundation.search_query import Group, Term

SQLITE_WRITE = "INSERT OR REPLACE INTO foundation_search_words (rowid, words, reach) VALUES "
SQLITE_FIND = (
    "SELECT w.rowid, e.kind, e.ref_id, e.title, e.at FROM (SELECT rowid FROM foundation_search_words "
    "WHERE foundation_search_words MATCH %s{} ORDER BY rowid DESC LIMIT %s) AS w "
    "CROSS JOIN foundation_searchentry AS e ON e.id = w.rowid{}"
)
SQLITE_DATED = (
    " AND EXISTS (SELECT 1 FROM foundation_searchentry AS d WHERE d.id = foundation_search_words.rowid "
    "AND d.at >= %s AND d.at < %s)"
)
RANK = " ORDER BY {} DESC, at DESC, id DESC LIMIT %s OFFSET %s"
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
    "SELECT id, kind, ref_id, title, at, count(*) OVER () "
    "FROM (SELECT id, kind, ref_id, title, title_words, at FROM foundation_searchentry "
    "WHERE words @@ %s::tsquery{} ORDER BY id + 0 DESC LIMIT %s) AS w{}"
)  # + 0: by id itself a kept plan, which knows no words, may walk through all entries backwards instead of asking GIN
PG_NEAR = PG_FIND.replace("words @@ %s::tsquery", "id > %s AND (words @@ %s::tsquery) IS TRUE").replace("id + 0", "id")
PG_LISTED, PG_LOOKED_AT = " AND reach @@ %s::tsquery", " AND (reach @@ %s::tsquery) IS TRUE"
PG_SINCE, PG_UNTIL = " AND at >= %s", " AND at < %s"
STRETCH = 4096  # entries that stand under one token, `b<number>`
SHORT, NEAR = 5, 4 * STRETCH  # letters of a beginning that many words have, and the entries where those are likely
FIRST_LOOK = 5  # stretches; how many are looked through next follows from how much these had


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


@dataclass(frozen=True)
class Where:
    """Where to look: tokens of reach (None is everything), kinds, further groups to share a token with, moments."""

    reach: Collection[str] | None
    kinds: Collection[str] | None = None
    within: Sequence[Collection[str]] = ()
    dated: tuple[datetime, datetime] | None = None

    @property
    def groups(self) -> list[Collection[str]]:
        """Groups of tokens, of each of which an entry must have one."""
        return [group for group in (self.reach, _kind_tokens(self.kinds), *self.within) if group is not None]


@dataclass(frozen=True)
class Entry:
    """What the index has found."""

    id: int
    kind: str
    ref_id: int
    title: str
    at: datetime


def best(asked: Sequence[Group], where: Where, *, newest: int, start: int, size: int) -> list[Entry]:
    """The newest entries with something of each group that stand where one looks, with one statement or two.

    They are ranked: more of what was asked in the title comes first, then the newer. The database ranks, so that
    hundreds of rows stay there.
    """
    if connection.vendor == "postgresql":
        return _best_on_postgresql(asked, where, newest, start, size)
    dated = where.dated
    found = SQLITE_FIND.format(SQLITE_DATED if dated else "", RANK.format(_in_title("instr", asked)))
    days = [connection.ops.adapt_datetimefield_value(moment) for moment in dated or ()]
    with connection.cursor() as cursor:
        cursor.execute(found, [_fts(asked, where.groups), *days, newest, *_sought(asked), size, start])
        return [Entry(pk, kind, ref, title, at.replace(tzinfo=UTC)) for pk, kind, ref, title, at in cursor.fetchall()]


def _best_on_postgresql(asked: Sequence[Group], where: Where, newest: int, start: int, size: int) -> list[Entry]:
    """The same, from the newest stretches backwards: GIN gives all matches at once, however many they are.

    A word that many entries have is found among the newest; a rare one costs little wherever it is looked for.
    """
    groups, dated = where.groups, where.dated
    listed, looked_at = _ts_groups([g for g in groups if not _broad(g)]), _ts_groups([g for g in groups if _broad(g)])
    rank = RANK.format(_in_title("strpos", asked))
    found: list[tuple[Any, ...]] = []
    days = list(zip((PG_SINCE, PG_UNTIL), dated, strict=True)) if dated else []
    with cursor_of_kept_plans() as cursor:
        cursor.execute("SELECT max(id) FROM foundation_searchentry")
        [(last,)] = cursor.fetchall()
        if _short(asked) and (near := _near(asked, where, rank, (last or 0) - NEAR, (newest, size, start))):
            return near
        newest_stretch, width, whole = (last or 0) // STRETCH, FIRST_LOOK, False
        while not whole:
            whole = width > newest_stretch
            stretches = None if whole else " | ".join(f"'b{newest_stretch - n}'" for n in range(width))
            limits = [(PG_LISTED, listed), (PG_LISTED, stretches), (PG_LOOKED_AT, looked_at), *days]
            given = [(sql, value) for sql, value in limits if value]
            values: list[Any] = [_ts_asked(asked), *(value for _, value in given), newest]
            sql = PG_FIND.format("".join(sql for sql, _ in given), rank)
            cursor.execute(sql, [*values, *_sought(asked), size, start])
            found = cursor.fetchall()
            there = found[0][-1] if found else 0
            if there >= newest:
                break
            width = _wider(width, there, newest)
    return [Entry(*told) for *told, _ in found]


def _near(asked: Sequence[Group], where: Where, rank: str, after: int, page: tuple[int, int, int]) -> list[Entry]:
    """The same from the entries after one of them, read row by row; nothing unless there are as many as are ranked."""
    limits: list[tuple[str, Any]] = [(PG_LOOKED_AT, _ts_groups(where.groups))]
    limits += zip((PG_SINCE, PG_UNTIL), where.dated, strict=True) if where.dated else []
    given = [(sql, value) for sql, value in limits if value]
    newest, *shown = page
    values = [after, _ts_asked(asked), *(value for _, value in given), newest, *_sought(asked), *shown]
    with connection.cursor() as cursor:  # planned anew: a kept plan does not know that these are few, and sorts all
        cursor.execute(PG_NEAR.format("".join(sql for sql, _ in given), rank), values)
        found = cursor.fetchall()
    return [Entry(*told) for *told, _ in found] if found and found[0][-1] >= newest else []


def _short(asked: Sequence[Group]) -> bool:
    """True where GIN would first join the entries of every word that begins so; row by row 250 are found sooner."""
    return any(term.prefix and len(term.words) == 1 and len(term.words[0]) <= SHORT for term in _terms(asked))


def _wider(width: int, there: int, wanted: int) -> int:
    """How many stretches are likely to hold what is wanted, where so many held what is there."""
    return max(2 * width, width * wanted * 5 // (there * 4)) if there else 16 * width


def _in_title(place_of: str, asked: Sequence[Group]) -> str:
    """How many of the groups have something in the words of the title."""
    one = f"{place_of}(' ' || title_words || ' ', %s) > 0"
    either = (" OR ".join(" AND ".join([one] * len(terms)) for terms in group) for group in asked)
    return " + ".join(f"CASE WHEN {found} THEN 1 ELSE 0 END" for found in either)


def _terms(asked: Sequence[Group]) -> list[Term]:
    return [term for group in asked for terms in group for term in terms]


def _sought(asked: Sequence[Group]) -> list[str]:
    """What `_in_title` is to be given, in its order."""
    return [term.sought for term in _terms(asked)]


def _broad(tokens: Collection[str]) -> bool:
    """True for a reach as wide as a team's: its tokens stand on so many entries that listing them costs more."""
    return any(token.startswith(("t", "staff", "kind")) for token in tokens)


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


def _fts(asked: Sequence[Group], groups: Sequence[Collection[str]]) -> str:
    """FTS5's words for: something of each group that was asked for, and one token of each group of tokens."""
    words = " AND ".join(_joined(group, _fts_term, " AND ", " OR ") for group in asked)
    limits = "".join(f" AND reach : ({' OR '.join(_quoted(g))})" for g in groups)
    return f"words : ({words}){limits}"


def _fts_term(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.prefix else ""}'


def _joined(group: Group, written: Callable[[Term], str], both: str, either: str) -> str:
    """One group in the language of a database; the usual one, a single term, stands as it is."""
    if len(group) == 1:
        return both.join(map(written, group[0]))
    return f"({either.join(f'({both.join(map(written, terms))})' for terms in group)})"


def _quoted(tokens: Collection[str]) -> list[str]:
    return [f'"{_token(t)}"' for t in sorted(tokens)]


def _ts_asked(asked: Sequence[Group]) -> str:
    """The same as a tsquery: words that follow each other are joined by <->."""
    return " & ".join(_joined(group, _ts_term, " & ", " | ") for group in asked)


def _ts_term(term: Term) -> str:
    parts = [f"'{word}'" for word in term.words]
    return f"({' <-> '.join(parts)}{':*' if term.prefix else ''})"


def _ts_groups(groups: Sequence[Collection[str]]) -> str | None:
    anyone = (" | ".join(f"'{_token(t)}'" for t in sorted(group)) for group in groups)
    return " & ".join(f"({group})" for group in anyone) or None


def _vector(words: Sequence[str]) -> str:
    """Words with their places, as PostgreSQL writes a tsvector; so no parser of its own comes between."""
    return " ".join(f"'{word}':{place}" for place, word in enumerate(words, start=1))
