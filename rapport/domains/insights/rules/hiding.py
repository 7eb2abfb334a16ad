"""Which figures are held back, so that nobody is seen in a small group and nobody can work one out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

from rapport.measures.disclosure import LEAST

Key = TypeVar("Key", bound=Hashable)


def hidden_cells(counts: Mapping[Key, int], *, hidden: Collection[Key] = ()) -> frozenset[Key]:
    """The cells to hide where the cells add up to a published sum; `hidden` are hidden for other reasons.

    Below five answers hides; then the next smallest goes too, until at least two are hidden that together hold five
    or more answers. Cells without answers are no cells.

    >>> sorted(hidden_cells({"mill": 12, "depot": 7, "yard": 3}))
    ['depot', 'yard']
    >>> hidden_cells({"mill": 12, "depot": 7, "yard": 6})
    frozenset()
    """
    filled = {key: n for key, n in counts.items() if n > 0}
    out = {key for key, n in filled.items() if n < LEAST or key in hidden}
    rest = sorted((key for key in filled if key not in out), key=lambda key: (filled[key], str(key)))
    while out and rest and (len(out) == 1 or sum(filled[key] for key in out) < LEAST):
        out.add(rest.pop(0))
    return frozenset(out)


def hidden_in_table(
    counts: Mapping[tuple[str, str], int], *, hidden: Collection[tuple[str, str]] = ()
) -> frozenset[tuple[str, str]]:
    """The same in a table whose rows and columns both have published sums.

    >>> table = {("mill", "Q1"): 9, ("mill", "Q2"): 8, ("yard", "Q1"): 3, ("yard", "Q2"): 7}
    >>> len(hidden_in_table(table))
    4
    """
    out = frozenset(hidden)
    while True:
        found = out
        for line in _lines(counts):
            found |= hidden_cells({key: counts[key] for key in line}, hidden=found)
        if found == out:
            return out
        out = found


def hidden_in_rows(
    counts: Mapping[tuple[str, str], int], *, hidden: Collection[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """The same in a table of which only the rows have published sums.

    >>> table = {("mill", "Q1"): 9, ("mill", "Q2"): 8, ("yard", "Q1"): 6, ("yard", "Q2"): 7}
    >>> sorted(hidden_in_rows(table, hidden=[("mill", "Q1")]))
    [('mill', 'Q1'), ('mill', 'Q2')]
    """
    rows: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for pair, n in counts.items():
        rows[pair[0]][pair] = n
    return frozenset().union(*(hidden_cells(row, hidden=hidden) for row in rows.values()))


def held_back(
    moved: Mapping[Key, int], unnamed: Mapping[Key, int] | None = None, *, held: Collection[Key] = ()
) -> frozenset[Key]:
    """The cells that keep the figure of the last release: their movement alone would show fewer than five answers.

    moved: how many answers each cell gained or changed since then; unnamed: how many of these have no name; held:
    keep it for another reason.

    >>> held_back({"mill": 1, "depot": 6, "yard": 0}) == {"mill", "depot"}
    True
    """
    found: frozenset[Key] = frozenset(held)
    while True:
        more = found | hidden_cells(moved, hidden=found) | hidden_cells(unnamed or {}, hidden=found)
        if more == found:
            return found
        found = more


def _lines(counts: Mapping[tuple[str, str], int]) -> list[list[tuple[str, str]]]:
    lines: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    for key in counts:
        lines[0, key[0]].append(key)
        lines[1, key[1]].append(key)
    return [lines[name] for name in sorted(lines)]
