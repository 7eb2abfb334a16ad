"""Where the words of a search stand in a text, so that a page can mark them; the text itself is never changed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapport.foundation.search_query import Group
from rapport.foundation.text import Placed, placed

BEFORE, AROUND, LONGEST = 60, 220, 20_000
_WORD_ENDS = re.compile(r"[^a-z0-9]")
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
    for start, stop in _spans(placed(text), asked):
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
    ends = "…" if start + AROUND < len(text.rstrip()) else ""
    return marked(f"{'…' if start else ''}{cut}{ends}", asked)


def _first(text: str, asked: Sequence[Group]) -> int | None:
    """Where the first of the words stands; in plain letters only the words that look like one are read."""
    if not text.isascii():
        spans = _spans(placed(text), asked)
        return spans[0][0] if spans else None
    folded = text.casefold()
    terms = [term for group in asked for either in group for term in either]
    found: list[int] = []
    for term in terms:
        at = folded.find(term.words[0])
        while at >= 0 and (not found or at < min(found)):
            if _WORD_ENDS.search(folded, max(at - 1, 0), at) or at == 0:
                spans = _spans(placed(text[at : at + AROUND]), asked)
                if spans and spans[0][0] == 0:
                    found.append(at)
                    break
            at = folded.find(term.words[0], at + 1)
    return min(found, default=None)


def _spans(words: Sequence[Placed], asked: Sequence[Group]) -> list[tuple[int, int]]:
    """The places of everything that was asked for, in order, each begun once."""
    found: dict[int, int] = {}
    terms = [term for group in asked for either in group for term in either]
    said = [one.word for one in words]
    for term in terms:
        *before, sought = term.words
        last = len(before)
        for at, word in enumerate(said[last:]):
            fits = word == sought or (term.prefix and word.startswith(sought))
            if fits and said[at : at + last] == before:
                start = words[at].start
                found[start] = max(found.get(start, 0), words[at + last].end)
    return sorted(found.items())
