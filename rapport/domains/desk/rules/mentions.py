"""Whom a note names with @, among those who serve. Plain functions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

NAME = re.compile(r"(?<![\w@])@(?=\w)")


def named_in(text: str, serving: Iterable[tuple[int, str]]) -> list[int]:
    """The ids of those a text names, by whole name or by a first name that only one of them has.

    >>> named_in("@Hugo, ask @Noor Haddad. Not me@hugo.example", [(1, "Hugo Marek"), (2, "Noor Haddad")])
    [1, 2]
    >>> named_in("@Hugo?", [(1, "Hugo Marek"), (2, "Hugo Lind")])
    []
    """
    people = [(pk, _folded(name)) for pk, name in serving]
    shared = Counter(name.split(" ")[0] for _, name in people)
    alone = [(pk, first) for pk, name in people if shared[first := name.split(" ")[0]] == 1]
    found: dict[int, None] = {}
    for start in NAME.finditer(text):
        rest = _folded(text[start.end() : start.end() + 200])
        whole = [pk for pk, name in people if _begins(rest, name)]
        found |= dict.fromkeys(whole or [pk for pk, first in alone if _begins(rest, first)])
    return list(found)


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").split())


def _begins(text: str, name: str) -> bool:
    return bool(name) and re.match(rf"{re.escape(name)}(?!\w)", text) is not None
