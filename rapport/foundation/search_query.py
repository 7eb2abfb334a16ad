"""Reading what somebody typed into a search box: words, "phrases" and prefix*."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapport.foundation.text import words

MOST_TERMS = 12
_PARTS = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True)
class Term:
    """Words that must follow each other; the last may be the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False

    @property
    def sought(self) -> str:
        """What a normalised text that has the term contains, when a space is put before and behind it."""
        return f" {' '.join(self.words)}{'' if self.prefix else ' '}"


def read_query(query: str) -> list[Term]:
    """The terms of a query, all of which must match.

    >>> read_query('vpn "no route" prin')
    [Term(words=('vpn',), prefix=False), Term(words=('no', 'route'), prefix=False), Term(words=('prin',), prefix=True)]
    """
    query = query[:500]
    terms: list[Term] = []
    for part in _PARTS.finditer(query):
        phrase, word = part.group(1), part.group(2)
        found = tuple(words(phrase if word is None else word))
        if not found:
            continue
        terms.append(Term(found, prefix=_is_beginning(word or "", found[-1], part.end() == len(query))))
    return terms[:MOST_TERMS]


def _is_beginning(typed: str, word: str, last: bool) -> bool:
    """A star makes a beginning, and so does being last; too few Latin letters begin too many words to look through."""
    if not typed:
        return False
    least = 1 if not word.isascii() else 2 if typed.endswith("*") else 3
    return (typed.endswith("*") or last) and len(word) >= least
