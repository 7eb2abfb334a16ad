"""Reading what somebody typed into a search box: words, "phrases" and prefix*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapport.foundation.text import words

MOST_TERMS = 12
LONGEST_STRETCH = 6  # terms side by side that together may have a synonym
MOST_SYNONYMS = 8  # of one stretch
_PARTS = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True)
class Term:
    """Words that must follow each other; the last may be the beginning of a word."""

    words: tuple[str, ...]
    prefix: bool = False
    quoted: bool = field(default=False, compare=False, repr=False)  # taken at its word: no synonyms

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
        beginning = _is_beginning(word or "", found[-1], part.end() == len(query))
        terms.append(Term(found, prefix=beginning, quoted=word is None))
    return terms[:MOST_TERMS]


Words = tuple[str, ...]
Group = tuple[tuple[Term, ...], ...]
"""What one stretch of a query asks for: any of these, each with all of its terms."""


def alone(terms: Sequence[Term]) -> list[Group]:
    """Each term as it was typed, without any synonym."""
    return [((term,),) for term in terms]


def stretches(terms: Sequence[Term]) -> Iterator[Words]:
    """The words of every stretch of a query that may have a synonym.

    >>> list(stretches(read_query("white box ")))
    [('white',), ('white', 'box'), ('box',)]
    """
    for start in range(len(terms)):
        for _, said in _from(terms, start):
            yield said


def widened(terms: Sequence[Term], synonyms: Mapping[Words, Sequence[Words]]) -> list[Group]:
    """The query with every stretch that has synonyms asking for any of them; the longest stretch comes first.

    >>> widened(read_query("white box off "), {("white", "box"): [("tablet",)]})[0][1]
    (Term(words=('tablet',), prefix=False),)
    """
    found: list[Group] = []
    start = 0
    while start < len(terms):
        known = [(end, said) for end, said in _from(terms, start) if said in synonyms]
        end, said = known[-1] if known else (start + 1, ())
        others = [other for other in dict.fromkeys(synonyms.get(said, ())) if other and other != said]
        found.append((tuple(terms[start:end]), *((Term(other),) for other in others[:MOST_SYNONYMS])))
        start = end
    return found


def _from(terms: Sequence[Term], start: int) -> Iterator[tuple[int, Words]]:
    """The stretches that begin at one term: where each ends, and its words."""
    said: Words = ()
    for end in range(start, min(start + LONGEST_STRETCH, len(terms))):
        if terms[end].quoted:
            return
        said += terms[end].words
        yield end + 1, said


def _is_beginning(typed: str, word: str, last: bool) -> bool:
    """A star makes a beginning, and so does being last; too few Latin letters begin too many words to look through."""
    if not typed:
        return False
    least = 1 if not word.isascii() else 2 if typed.endswith("*") else 3
    return (typed.endswith("*") or last) and len(word) >= least
