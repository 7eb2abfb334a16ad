"""Search: entries that are found by their words, within the reach of who looks, the same on both databases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.foundation import search_index
from rapport.foundation.actors import Actor
from rapport.foundation.models.search import SearchEntry
from rapport.foundation.search_query import Group, Words, read_query, widened
from rapport.foundation.text import words

MOST_WORDS = 2000
NEWEST = 250
_SLICE = 200


@dataclass(frozen=True)
class NewEntry:
    """What is to be found: by which words and by whom (p<person>, t<team>, o<organisation>, staff)."""

    kind: str
    ref_id: int
    organisation_id: int | None
    title: str
    text: str
    tokens: Iterable[str]
    at: datetime
    titled: bool = True  # False where the title is that of the whole it belongs to, which has an entry of its own


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    kind: str
    ref_id: int
    title: str
    at: datetime


@dataclass(frozen=True)
class Found:
    """Hits, the best first, and the cursor of the rest."""

    rows: list[Hit]
    next: str | None = None

    @property
    def more(self) -> bool:
        """True when there are further hits."""
        return self.next is not None


def index(entries: Sequence[NewEntry]) -> None:
    """Add or renew entries in the caller's transaction, two or three statements per 200."""
    for start in range(0, len(entries), _SLICE):
        _index_slice(list({(e.kind, e.ref_id): e for e in entries[start : start + _SLICE]}.values()))


def regrant(kind: str, tokens: dict[int, Iterable[str]]) -> None:
    """Change who finds entries (ref_id to tokens), in the transaction that changes the reach."""
    rows = list(SearchEntry.objects.filter(kind=kind, ref_id__in=tokens))
    for row in rows:
        row.tokens = _joined(tokens[row.ref_id])
    SearchEntry.objects.bulk_update(rows, ["tokens"], batch_size=_SLICE)
    search_index.regrant([search_index.Line(row.pk, row.kind, row.tokens, ()) for row in rows])


def remove(kind: str, ids: Collection[int]) -> None:
    """Take entries out of the search."""
    rows = SearchEntry.objects.filter(kind=kind, ref_id__in=ids)
    search_index.remove(list(rows.values_list("pk", flat=True)))
    rows.delete()


def find(
    viewer: Actor,
    query: str,
    *,
    kinds: Collection[str] | None = None,
    synonyms: Mapping[Words, Sequence[Words]] | None = None,
    after: str | None = None,
    size: int = 25,
    within: Sequence[Collection[str]] = (),
    dated: tuple[datetime, datetime] | None = None,
) -> Found:
    """All words, "phrases" and prefix* (the last word is one by itself) within reach, best first.

    `synonyms` are words that may stand for words of the query, both normalised; "quoted" words are taken literally.
    `within`: what is found shares a token with each of these groups, too; `dated`: from a moment, and before one.
    Whose they are the caller answers for: only those that the viewer may know. The newest 250 matches in reach are
    ranked (more of the words in the title, then newer), so that very common words stay fast.
    """
    asked = widened(read_query(query), synonyms or {})
    tokens = viewer.reach.search_tokens()
    if not asked or not (tokens or viewer.reach.whole):
        return Found([])
    reach = None if viewer.reach.whole else tokens
    start = min(int(after), NEWEST) if after and after.isascii() and after.isdigit() and len(after) < 16 else 0
    where = search_index.Where(reach, kinds, within, dated)
    best = search_index.best(asked, where, newest=NEWEST, start=start, size=size + 1)
    return Found(_hits(best[:size]), str(start + size) if len(best) > size else None)


def find_any(
    viewer: Actor,
    group: Group,
    *,
    kinds: Collection[str],
    tokens: Collection[str] | None,
    size: int = 50,
) -> list[Hit]:
    """Entries with any of these terms, those with one in the title first, then the newest.

    `tokens` are those by which the caller lets the viewer find rows of these kinds beyond their own reach; None means
    their own reach.
    """
    own = None if viewer.reach.whole else viewer.reach.search_tokens()
    reach = own if tokens is None else frozenset(tokens)
    if not group or (reach is not None and not reach):
        return []
    best = search_index.best([group], search_index.Where(reach, kinds), newest=NEWEST, start=0, size=size)
    return _hits(best)


def _hits(entries: Sequence[search_index.Entry]) -> list[Hit]:
    return [Hit(one.kind, one.ref_id, one.title, one.at) for one in entries]


def _index_slice(entries: list[NewEntry]) -> None:
    titles = [words(e.title) for e in entries]
    rows = SearchEntry.objects.bulk_create(
        [_row(e, title) for e, title in zip(entries, titles, strict=True)],
        update_conflicts=True,
        unique_fields=["kind", "ref_id"],
        update_fields=["organisation_id", "tokens", "title", "title_words", "at"],
    )
    search_index.write(
        [
            search_index.Line(row.pk, row.kind, row.tokens, (title + words(e.text))[:MOST_WORDS])
            for row, e, title in zip(rows, entries, titles, strict=True)
        ]
    )


def _row(entry: NewEntry, title: list[str]) -> SearchEntry:
    return SearchEntry(
        kind=entry.kind,
        ref_id=entry.ref_id,
        organisation_id=entry.organisation_id,
        tokens=_joined(entry.tokens),
        title=entry.title[:300],
        title_words=" ".join(title)[:600] if entry.titled else "",
        at=entry.at,
    )


def _joined(tokens: Iterable[str]) -> str:
    return " ".join(sorted(set(tokens)))
