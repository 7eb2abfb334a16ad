"""Where do words of a glossary stand in a text? One pass over its words, the longest term first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from rapport.domains.knowledge.types import Glossary, Side, Spotted, WordCard
from rapport.foundation.text import Placed, placed, words

Node = dict[str, Any]
ENDS = ""  # no word is empty, so this key is free for the terms that end at a node
SEVERAL, SHORTEST = ("s", "es", "n", "en"), 3  # endings of the last word, of words that are long enough to have one
PLAIN_GAPS = frozenset({"", " ", ", ", "-"})
LONGEST_TEXT = 20_000  # letters that are looked through; what follows is not


def glossary(cards: Iterable[WordCard]) -> Glossary:
    """The wordings in force as one thing that can be kept by its name."""
    found = tuple(cards)
    return Glossary(hashlib.sha256(repr(found).encode()).hexdigest(), found)


@lru_cache(maxsize=4096)
def spot(text: str, known: Glossary, side: Side) -> tuple[Spotted, ...]:
    """Where the words of one side stand; places do not overlap, and of two terms the longer one counts.

    >>> box = WordCard(1, "white box", "tablet", "")
    >>> [(one.start, one.end) for one in spot("The White  BOX is off.", glossary([box]), Side.THEIRS)]
    [(4, 14)]
    """
    tree = _tree(known, side)
    if not tree:
        return ()
    text = text[:LONGEST_TEXT]
    said = placed(text)
    parted, found, at = _parted(text, said), [], 0
    while at < len(said):
        end, cards = _longest(said, parted, at, tree)
        if cards:
            found.append(Spotted(said[at].start, said[end - 1].end, cards))
        at = max(_beyond(said, end), at + 1) if cards else at + 1
    return tuple(found)


def heard(text: str, known: Glossary) -> tuple[WordCard, ...]:
    """Our words in a text of ours that they call otherwise, each once; not those where their word stands there, too.

    >>> box = WordCard(1, "white box", "tablet", "")
    >>> len(heard("Your tablet is here.", glossary([box]))), len(heard("Your white box (tablet).", glossary([box])))
    (1, 0)
    """
    theirs = {card.term_id for one in spot(text, known, Side.THEIRS) for card in one.words}
    ours = [card for one in spot(text, known, Side.OURS) for card in one.words]
    return tuple(dict.fromkeys(card for card in ours if card.term_id not in theirs))


@lru_cache(maxsize=256)
def _tree(known: Glossary, side: Side) -> Node:
    tree: Node = {}
    for card in known.words:
        node = tree
        for word in words(card.their_word if side == Side.THEIRS else card.our_word):
            node = node.setdefault(word, {})
        if node is not tree:
            node[ENDS] = (*node.get(ENDS, ()), card)
    return tree


def _longest(said: Sequence[Placed], parted: Sequence[bool], at: int, tree: Node) -> tuple[int, tuple[WordCard, ...]]:
    """The longest term that begins at one word: the place after its last word, and the terms."""
    node, end, cards = tree, at, ()
    for place in range(at, len(said)):
        if place > at and parted[place]:
            break
        word = said[place].word
        ends = next((node[form][ENDS] for form in _forms(word) if ENDS in node.get(form, ())), None)
        if ends:
            end, cards = place + 1, ends
        if word not in node:
            break
        node = node[word]
    return end, cards


def _forms(word: str) -> Iterator[str]:
    """The word as it stands, and without an ending that makes several of one: boxes, sheets, Karten, Listen."""
    yield word
    if word.isascii() and len(word) > SHORTEST:
        yield from (word.removesuffix(ending) for ending in SEVERAL if word.endswith(ending))


def _parted(text: str, said: Sequence[Placed]) -> list[bool]:
    """For each word, whether a new paragraph or a new sentence begins with it; a line may end before it."""
    gaps = [text[one.end : other.start] for one, other in pairwise(said)]
    return [True, *(gap not in PLAIN_GAPS and _parts(gap) for gap in gaps)]


def _parts(gap: str) -> bool:
    ended = any(mark in gap for mark in "。！？") or any(f"{mark} " in gap for mark in ".!?")
    return ended or gap.count("\n") > 1


def _beyond(said: Sequence[Placed], end: int) -> int:
    """The first word that does not overlap what was found: pairs of Chinese, Japanese and Korean do."""
    while end < len(said) and said[end].start < said[end - 1].end and said[end].end > said[end - 1].end:
        end += 1
    return end
