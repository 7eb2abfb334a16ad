"""How much of where somebody is an anonymous answer may keep: only what it shares with at least four others asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rapport.measures.disclosure import LEAST

Cell = tuple[int | None, int | None, int | None]
NOTHING: Cell = (None, None, None)


def kept_of_cells(asked: Mapping[Cell, int]) -> dict[Cell, Cell]:
    """For each (organisation, site, service) the part an answer keeps, so that every part kept was asked of five.

    First the service goes, then the site, then the organisation; where fewer than five would be left with nothing,
    the smallest other group joins them.

    >>> kept_of_cells({(1, 10, 100): 7, (1, 10, 200): 3, (1, 20, 100): 2})[1, 10, 200]
    (1, None, None)
    """
    kept = {cell: cell for cell, n in asked.items() if n > 0}
    for level in (2, 1, 0):
        sizes = _sizes(kept, asked)
        kept = {cell: part if sizes[part] >= LEAST else _cut(part, level) for cell, part in kept.items()}
    while 0 < (sizes := _sizes(kept, asked))[NOTHING] < LEAST and len(sizes) > 1:
        smallest = min((part for part in sizes if part != NOTHING), key=lambda part: (sizes[part], str(part)))
        kept = {cell: NOTHING if part == smallest else part for cell, part in kept.items()}
    return kept


def _sizes(kept: Mapping[Cell, Cell], asked: Mapping[Cell, int]) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    for cell, part in kept.items():
        found[part] += asked[cell]
    return found


def _cut(part: Cell, level: int) -> Cell:
    """The first `level` of organisation, site and service."""
    first, second, third = (value if place < level else None for place, value in enumerate(part))
    return first, second, third


def cell_key(cell: Cell) -> str:
    """A cell of the frame as one word: 1:10:100."""
    return ":".join(str(part or "") for part in cell)
