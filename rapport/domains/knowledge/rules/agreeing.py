"""Whose turn is it, and is this a wording at all? Plain functions: no database, no clock."""

from __future__ import annotations

import hashlib

from rapport.domains.knowledge.types import LONGEST_TEXT, LONGEST_WORD, Side, TermState, Wording
from rapport.foundation.text import normalise, words

MOST_WORDS = 12  # of one term, so that looking for terms stays as quick as reading
LEAST_LETTERS = 2


def proposed_by(side: Side) -> TermState:
    """The state of a term after one side has put a wording forward."""
    return TermState.PROPOSED_BY_US if side == Side.OURS else TermState.PROPOSED_BY_THEM


def tidy(wording: Wording) -> tuple[Wording, str]:
    """The wording on one line each, and what is wrong with it ("" where nothing is).

    >>> tidy(Wording(" white  box ", "tablet"))
    (Wording(their_word='white box', our_word='tablet', meaning='', example=''), '')
    """
    said = (wording.their_word, wording.our_word, wording.meaning, wording.example)
    plain = Wording(*(" ".join(part.replace("\x00", "").split()) for part in said))
    return plain, _fault(plain)


def pair_of(wording: Wording) -> str:
    """A name for both words together, the same however they are written; it tells neither.

    >>> pair_of(Wording("White Box", "tablet")) == pair_of(Wording("white box", "Tablet"))
    True
    """
    both = f"{normalise(wording.their_word)}|{normalise(wording.our_word)}"
    return hashlib.sha256(both.encode()).hexdigest()


def _fault(wording: Wording) -> str:
    theirs, ours = words(wording.their_word), words(wording.our_word)
    if sum(map(len, theirs)) < LEAST_LETTERS or sum(map(len, ours)) < LEAST_LETTERS:
        return "Write both words: what they call it, and what we call it. Nothing was kept."
    if theirs == ours:
        return "Both sides call it the same already. Nothing was kept."
    longest = max(len(wording.their_word), len(wording.our_word))
    if longest > LONGEST_WORD or max(len(theirs), len(ours)) > MOST_WORDS:
        return f"A word has {LONGEST_WORD} letters and {MOST_WORDS} parts at most. Nothing was kept."
    if max(len(wording.meaning), len(wording.example)) > LONGEST_TEXT:
        return f"The meaning and the example have {LONGEST_TEXT} letters each at most. Nothing was kept."
    return ""
