"""Answers without a name join a figure five at a time: whoever reads the named ones must not learn them by subtraction.

The owner of a survey reads every answer by name. Six answers of which five have a name would give away the sixth; so a
figure holds either no answer without a name or at least five, and so does whatever is left between published figures.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import replace
from typing import TypeVar

from rapport.domains.insights.rules.hiding import hidden_cells, hidden_in_table
from rapport.domains.insights.rules.kinds import classes_of
from rapport.domains.insights.types import NPS, Cell, Judging
from rapport.measures.disclosure import LEAST

Key = TypeVar("Key", bound=Hashable)
Pair = tuple[str, str]
OTHERS = "others"


def named_only(cells: Mapping[Key, Cell], judging: Judging = NPS) -> frozenset[Key]:
    """Cells that add up to a published one, and tell of answers by name alone.

    >>> few = Cell(0, 0, 6, scores=(0,) * 10 + (6,), unnamed=(0,) * 10 + (1,))
    >>> many = Cell(0, 0, 9, scores=(0,) * 10 + (9,), unnamed=(0,) * 10 + (7,))
    >>> sorted(named_only({"mill": few, "depot": many, "yard": many}))
    ['depot', 'mill']
    """
    telling = [key for key, cell in cells.items() if tells(cell, judging)]
    return hidden_cells({key: sum(cell.unnamed) for key, cell in cells.items()}, hidden=telling)


def named_only_in_table(
    cells: Mapping[Pair, Cell], judging: Judging = NPS, *, rows: Collection[str] = ()
) -> frozenset[Pair]:
    """The same in a table of two margins; `rows` tell of answers by name alone as a whole."""
    counts = {pair: n for pair, cell in cells.items() if (n := sum(cell.unnamed))}
    telling = [pair for pair in counts if pair[0] in rows or tells(cells[pair], judging)]
    return hidden_in_table(counts, hidden=telling)


def tells(cell: Cell, judging: Judging = NPS) -> bool:
    """True where everybody asked answered and all without a name said alike: then each of them is known."""
    classes = classes_of(judging, _counts(cell.unnamed))
    return 0 < cell.asked <= cell.replied and sum(n > 0 for n in classes) == 1


def answered_by_all(cells: Mapping[Key, Cell]) -> frozenset[Key]:
    """Cells where everybody asked answered and not all by name: a rate of 100 % says of each of them that they did.

    >>> sorted(answered_by_all({"mill": Cell(0, 0, 5, 5, 5, unnamed=(0,) * 10 + (5,)), "yard": Cell(0, 0, 5, 5, 5)}))
    ['mill']
    """
    every = {key: cell for key, cell in cells.items() if 0 < cell.asked <= cell.replied}
    return frozenset(key for key, cell in every.items() if any(cell.unnamed) or cell.n < cell.replied)


def _counts(scores: tuple[int, ...]) -> dict[int, int]:
    return {score: n for score, n in enumerate(scores) if n}


def by_name(cell: Cell, judging: Judging = NPS) -> Cell:
    """The cell without its answers that have no name; how many were asked and replied stays true.

    >>> by_name(Cell(1, 0, 1, 4, 2, (1,) + (0,) * 9 + (1,), unnamed=(1,) + (0,) * 10)).classes
    (0, 0, 1)
    """
    scores = tuple(all_ - without for all_, without in zip(cell.scores, cell.unnamed, strict=True))
    unhappy, passive, happy = classes_of(judging, _counts(scores))
    return replace(
        cell,
        detractors=unhappy,
        passives=passive,
        promoters=happy,
        scores=scores,
        unnamed=(0,) * 11,
    )


def pooled(strata: Mapping[str, Cell]) -> dict[str, list[str]]:
    """Strata to weigh by, each with five answers and none or five without a name; small ones go together.

    The weighted score is a margin, too: with a stratum of one in it, its weight would give that one away.

    >>> some = {"a": Cell(9), "b": Cell(2), "c": Cell(4)}
    >>> pooled(some)
    {'a': ['a'], 'others': ['b', 'c']}
    """
    sizes = {name: cell.n for name, cell in strata.items() if cell.n}
    unnamed = {name: sum(strata[name].unnamed) for name in sizes}
    small = {name for name, n in sizes.items() if n < LEAST or 0 < unnamed[name] < LEAST}
    rest = sorted((name for name in sizes if name not in small), key=lambda name: (sizes[name], name))
    while small and rest and _too_small(small, sizes, unnamed):
        small.add(rest.pop(0))
    alone = {name: [name] for name in sizes if name not in small}
    return alone | ({OTHERS: sorted(small)} if small else {})


def _too_small(names: Collection[str], sizes: Mapping[str, int], unnamed: Mapping[str, int]) -> bool:
    return sum(sizes[n] for n in names) < LEAST or 0 < sum(unnamed[n] for n in names) < LEAST
