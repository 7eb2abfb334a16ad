"""Who leaves: their rows, their names and addresses, and how these are masked in what others wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rapport.foundation.text import normalise, words

MASKED = "[erased]"
SHORTEST = 2  # letters of a part of a name that is masked where they took part


@dataclass(frozen=True)
class Leaver:
    """One human: the ids of their rows (merged ones too), their names and addresses.

    `shared` are names and addresses that somebody who stays has, too: they are masked only where the leaver took part.
    `whole` is an export for those who answer for the installation: also what others said of the person elsewhere.
    """

    person_ids: tuple[int, ...]
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    shared: frozenset[str] = field(default=frozenset())
    whole: bool = True

    @cached_property
    def _elsewhere(self) -> re.Pattern[str] | None:
        names = [one for one in self.own_names if len(one.split()) > 1]
        return _pattern([*_spellings(names), *_addressed(self.own_addresses), *map(_loose, self._folded())])

    @cached_property
    def _here(self) -> re.Pattern[str] | None:
        parts = {part for name in self.names for part in re.split(r"[\s,]+", name) if len(part) >= SHORTEST}
        return _pattern([*_spellings(self.names), *_addressed(self.addresses), *map(_loose, sorted(parts))])

    @property
    def own_names(self) -> list[str]:
        """Names nobody who stays has."""
        return [one for one in self.names if one not in self.shared]

    @property
    def own_addresses(self) -> list[str]:
        """Addresses nobody who stays has."""
        return [one for one in self.addresses if one not in self.shared]

    def masked(self, text: str) -> str:
        """Words of others, anywhere: full names and addresses are masked."""
        return self._elsewhere.sub(MASKED, text) if self._elsewhere else text

    def masked_here(self, text: str) -> str:
        """Words of others where the leaver took part: every part of the name is masked."""
        return self._here.sub(MASKED, text) if self._here else text

    def masked_value(self, value: Any, *, longest: int | None = None) -> Any:
        """The same for a column: text, or text anywhere within JSON."""
        if isinstance(value, str):
            return self.masked(value)[:longest]
        if isinstance(value, list):
            return [self.masked_value(one) for one in value]
        if isinstance(value, dict):
            return {name: self.masked_value(one) for name, one in value.items()}
        return value

    def clues(self) -> list[str]:
        """What a database looks for before Python looks closer: the longest part of each name, and addresses."""
        longest = [max(name.split(), key=len) for name in self.own_names if len(name.split()) > 1]
        found = [form for one in [*longest, *self.own_addresses] for form in _forms(one)]
        return list(dict.fromkeys([*found, *self._folded()]))

    def phrases(self) -> list[tuple[str, ...]]:
        """Names and addresses as the search index has them: words that follow each other."""
        names = [one for one in self.own_names if len(one.split()) > 1]
        found = dict.fromkeys(tuple(words(one)) for one in [*names, *self.own_addresses])
        return [phrase for phrase in found if phrase]

    def _folded(self) -> Iterator[str]:
        """Names and addresses as titles are kept for ranking: folded, parted by spaces."""
        names = [one for one in self.own_names if len(one.split()) > 1]
        yield from (folded for one in [*names, *self.own_addresses] if " " in (folded := normalise(one)))


def _forms(word: str) -> Iterable[str]:
    """SQLite compares letters beyond ASCII as they are, and keeps them escaped within JSON."""
    plain = [word] if word.isascii() else [word, word.lower(), word.upper(), word.capitalize()]
    return [*plain, *(json.dumps(one)[1:-1] for one in plain)]


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """A name as it is written, and with the last part first."""
    for name in names:
        yield _loose(name)
        first, _, last = name.rpartition(" ")
        if first:
            yield rf"{_loose(last)},?\s+{_loose(first)}"


def _addressed(addresses: Iterable[str]) -> Iterator[str]:
    yield from (rf"(?<![\w.+%-]){re.escape(one)}(?!\w|[.-]\w)" for one in addresses)


def _loose(phrase: str) -> str:
    return r"\s+".join(re.escape(part) for part in phrase.split())


def _pattern(alternatives: Iterable[str]) -> re.Pattern[str] | None:
    """The longest alternative first; whole words only, where `_` parts words as it does in names of files."""
    found = sorted({one for one in alternatives if one}, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(found)})(?![^\W_])", re.IGNORECASE) if found else None
