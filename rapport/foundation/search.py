"""Search: entries that are found by their words, within the reach of who looks, the same on both databases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.foundation import search_index
from rapport.foundation.actors import Actor
from rapport.foundation.models.search import SearchEntry
from rapport.foundation.search_query import Term, read_query
from rapport.foundation.text import normalise, words

MOST_WORDS = 2000
NEWEST = 1000
DAYS_TO_HALF = 90.0
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


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    kind: str
    ref_id: int
    title: str
    at: datetime


@dataclass(frozen=True)
class Found:
    """Hits in the order of their score, and the cursor of the rest."""

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
    viewer: Actor, query: str, *, kinds: Collection[str] | None = None, after: str | None = None, size: int = 25
) -> Found:
    """All words, "phrases" and prefix* (the last word is one by itself) within reach, best first.

    The newest 1,000 matches in reach are ranked by our own score, so very common words stay fast.
    """
    terms = read_query(query)
    tokens = viewer.reach.search_tokens()
    if not terms or not (tokens or viewer.reach.whole):
        return Found([])
    reach = None if viewer.reach.whole else tokens
    ranked = _ranked(search_index.newest(terms, reach=reach, kinds=kinds, limit=NEWEST), terms)
    start = int(after) if after and after.isdigit() else 0
    end = start + size
    shown = [row.id for row in ranked[start:end]]
    entries = SearchEntry.objects.in_bulk(shown)
    hits = [_hit(entries[pk]) for pk in shown if pk in entries]
    return Found(hits, str(end) if end < len(ranked) else None)


def _index_slice(entries: list[NewEntry]) -> None:
    rows = SearchEntry.objects.bulk_create(
        [_row(e) for e in entries],
        update_conflicts=True,
        unique_fields=["kind", "ref_id"],
        update_fields=["organisation_id", "tokens", "title", "title_words", "at"],
    )
    search_index.write(
        [
            search_index.Line(row.pk, row.kind, row.tokens, (words(e.title) + words(e.text))[:MOST_WORDS])
            for row, e in zip(rows, entries, strict=True)
        ]
    )


def _row(entry: NewEntry) -> SearchEntry:
    return SearchEntry(
        kind=entry.kind,
        ref_id=entry.ref_id,
        organisation_id=entry.organisation_id,
        tokens=_joined(entry.tokens),
        title=entry.title[:300],
        title_words=normalise(entry.title)[:600],
        at=entry.at,
    )


def _joined(tokens: Iterable[str]) -> str:
    return " ".join(sorted(set(tokens)))


def _ranked(found: Sequence[search_index.Match], terms: Sequence[Term]) -> list[search_index.Match]:
    if not found:
        return []
    newest = max(row.at for row in found)
    return sorted(found, key=lambda row: (-_score(row, terms, newest), -row.id))


def _score(row: search_index.Match, terms: Sequence[Term], newest: datetime) -> float:
    """Up to 2 for words in the title, up to 1 for being recent."""
    in_title = sum(term.is_in(row.title_words) for term in terms) / len(terms)
    days = (newest - row.at).total_seconds() / 86400
    return 2 * in_title + 1 / (1 + days / DAYS_TO_HALF)


def _hit(row: SearchEntry) -> Hit:
    return Hit(row.kind, row.ref_id, row.title, row.at)
