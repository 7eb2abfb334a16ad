"""Which tags some words get: those of the rules that find one of their words in them, and those given by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapport.foundation.text import words

MOST_WORDS = 40
SENTENCES = 3  # typical ones, each another, or likeness names no group


def rule_words(said: str) -> list[list[str]]:
    """The words of a rule, parted by commas, as the search index keeps them.

    >>> rule_words("Printer, guest line")
    [['printer'], ['guest', 'line']]
    """
    parts = (words(part) for part in said.split(",")[:MOST_WORDS])
    return [part for part in parts if part]


def tags_of(text: str, rules: Mapping[str, list[list[str]]]) -> list[str]:
    """The tags whose rule finds one of its words, or words in a row, in the text.

    >>> tags_of("The guest line was full.", {"net": [["guest", "line"]], "print": [["printer"]]})
    ['net']
    """
    said = f" {' '.join(words(text))} "
    return sorted(tag for tag, many in rules.items() if any(f" {' '.join(part)} " in said for part in many))


def tags_with(by_rule: Iterable[str], by_hand: Mapping[str, bool]) -> list[str]:
    """Both together; what was taken away by hand stays away.

    >>> tags_with(["net", "print"], {"print": False, "kind": True})
    ['kind', 'net']
    """
    return sorted(({*by_rule} | {tag for tag, given in by_hand.items() if given}) - _taken(by_hand))


def _taken(by_hand: Mapping[str, bool]) -> set[str]:
    return {tag for tag, given in by_hand.items() if not given}


def name_of_group(terms: Iterable[str]) -> str:
    """What a group is called until somebody names it: the words that set it apart.

    >>> name_of_group(("printer", "jams"))
    'Printer, jams'
    """
    said = ", ".join(terms)[:80]
    return said[:1].upper() + said[1:]
