"""Where the words of a search stand in a text, so that a page can mark them; the text itself is never changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapport.foundation.search_query import Group, Term
from rapport.foundation.text import LONGEST_WORD, placed

BEFORE, AROUND, LONGEST = 60, 220, 20_000
Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is to be marked."""


def marked(text: str, asked: Sequence[Group]) -> Pieces:
    """A short text in pieces.

    >>> from rapport.foundation.search_query import alone, read_query
    >>> marked("Der große Drucker", alone(read_query("grosse ")))
    (('Der ', False), ('große', True), (' Drucker', False))
    """
    text = text[:LONGEST]
    pieces: list[tuple[str, bool]] = []
    end = 0
    for start, stop in _spans(text, asked):
        if start > end:
            pieces.append((text[end:start], False))
        pieces.append((text[max(start, end) : stop], True))
        end = max(end, stop)
    return (*pieces, (text[end:], False)) if end < len(text) else tuple(pieces)


def around(text: str, asked: Sequence[Group]) -> Pieces:
    """The part of a text around the first word found, in pieces; nothing where none of the words stands in it."""
    text = text[:LONGEST]
    first = _first(text, asked)
    if first is None:
        return ()
    start = max(first - BEFORE, 0)
    start = text.find(" ", start, first) + 1 or start if start else 0
    cut = " ".join(text[start : start + AROUND].split())
    before = (("…", False),) if start else ()
    ends = (("…", False),) if start + AROUND < len(text.rstrip()) else ()
    return (*before, *marked(cut, asked), *ends)


def _first(text: str, asked: Sequence[Group]) -> int | None:
    """Where the first of the words stands."""
    if not _is_plain(text, asked):
        return min((start for start, _ in _thorough(text, asked)), default=None)
    folded = text.casefold()
    hits = (_looks_like(term).search(folded) for term in _terms(asked))
    return min((hit.start() for hit in hits if hit), default=None)


def _spans(text: str, asked: Sequence[Group]) -> list[tuple[int, int]]:
    """The places of everything that was asked for, in order, each begun once."""
    return _quick(text, asked) if _is_plain(text, asked) else _thorough(text, asked)


def _is_plain(text: str, asked: Sequence[Group]) -> bool:
    """Plain letters keep their places when folded; words of full length may have been cut, so they are read."""
    return text.isascii() and all(len(word) < LONGEST_WORD for term in _terms(asked) for word in term.words)


def _terms(asked: Sequence[Group]) -> list[Term]:
    return [term for group in asked for either in group for term in either]


@lru_cache(maxsize=500)
def _looks_like(term: Term) -> re.Pattern[str]:
    """What a term is in a folded text of plain letters; overlapping ones are found, too."""
    side_by_side = "[^a-z0-9]+".join(re.escape(word) for word in term.words)
    ends = "[a-z0-9]*" if term.prefix else "(?![a-z0-9])"
    return re.compile(f"(?<![a-z0-9])(?=({side_by_side}{ends}))")


def _quick(text: str, asked: Sequence[Group]) -> list[tuple[int, int]]:
    folded = text.casefold()
    found: dict[int, int] = {}
    for term in _terms(asked):
        for hit in _looks_like(term).finditer(folded):
            found[hit.start()] = max(found.get(hit.start(), 0), hit.end(1))
    return sorted(found.items())


def _thorough(text: str, asked: Sequence[Group]) -> list[tuple[int, int]]:
    """Word by word as the index reads them, in any script."""
    words = placed(text)
    found: dict[int, int] = {}
    said = [one.word for one in words]
    for term in _terms(asked):
        *before, sought = term.words
        last = len(before)
        for at, word in enumerate(said[last:]):
            fits = word == sought or (term.prefix and word.startswith(sought))
            if fits and said[at : at + last] == before:
                start = words[at].start
                found[start] = max(found.get(start, 0), words[at + last].end)
    return sorted(found.items())
