"""The search index without somebody: phrases that name them are taken out of every entry."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from rapport.foundation import search_index
from rapport.foundation.leaving.leavers import Leaver
from rapport.foundation.search_query import Term, alone

BATCH = 200
SQLITE_LINES = "SELECT rowid, words, reach FROM foundation_search_words WHERE rowid IN ({0})"
PG_LINES = f"SELECT id, {search_index.PG_BOTH} FROM foundation_searchentry AS e WHERE id IN ({{0}})"


def forget_phrases(leaver: Leaver, after: int) -> int | None:
    """Rewrite a batch of entries that name the leaver; None when no entry does any more."""
    for phrase in leaver.phrases():
        found = search_index.best(alone([Term(phrase)]), search_index.Where(None), newest=BATCH, start=0, size=BATCH)
        if found:
            lines = _lines([one.id for one in found])
            search_index.write_again([(pk, _without(said, phrase), reach) for pk, said, reach in lines])
            return after + 1
    return None


def _lines(ids: Sequence[int]) -> list[tuple[int, str, str]]:
    places = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute((PG_LINES if connection.vendor == "postgresql" else SQLITE_LINES).format(places), list(ids))
        return list(cursor.fetchall())


def _without(said: str, phrase: tuple[str, ...]) -> str:
    """The words with every run that is the phrase left out.

    >>> _without("ask marta kolb or marta", ("marta", "kolb"))
    'ask or marta'
    """
    found, kept, place = said.split(), [], 0
    while place < len(found):
        if tuple(found[place : place + len(phrase)]) == phrase:
            place += len(phrase)
        else:
            kept.append(found[place])
            place += 1
    return " ".join(kept)
