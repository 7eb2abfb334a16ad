"""Cells added up by a name, and what no name holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

from rapport.domains.insights.queries.counts import Place
from rapport.domains.insights.types import Cell

Cells = dict[str, Cell]


def _without(month: date | None, cells: dict[Place, Cell]) -> dict[Place, Cell]:
    """The cells but for one month: nothing that is shown holds what is not shown yet."""
    return {place: cell for place, cell in cells.items() if place.month != month}


def _by(cells: Mapping[Place, Cell], name: Callable[[Place], str | None]) -> Cells:
    """Cells added up by a name; None leaves a cell out."""
    parts: dict[str, list[Cell]] = defaultdict(list)
    for place, cell in cells.items():
        key = name(place)
        if key is not None:
            parts[key].append(cell)
    return {key: _sum(parts[key]) for key in sorted(parts)}


def _sum(parts: list[Cell]) -> Cell:
    return Cell(
        sum(one.detractors for one in parts),
        sum(one.passives for one in parts),
        sum(one.promoters for one in parts),
        sum(one.asked for one in parts),
        sum(one.replied for one in parts),
        tuple(map(sum, zip(*(one.scores for one in parts), strict=True))),
        sum(one.unscored for one in parts),
        tuple(map(sum, zip(*(one.unnamed for one in parts), strict=True))),
    )


def _rest(every: Cells, own: Cells, name: Callable[[str], str]) -> Cells:
    """What of all the answers no cell of the facet holds: else it could be worked out from the sum."""
    parts: dict[str, list[Cell]] = defaultdict(list)
    for key, cell in own.items():
        parts[name(key)].append(cell)
    left = {key: _less(cell, parts[key]) for key, cell in every.items()}
    return {key: cell for key, cell in left.items() if cell.n > 0}


def _less(cell: Cell, parts: list[Cell]) -> Cell:
    def less(of: Callable[[Cell], int]) -> int:
        return max(of(cell) - sum(of(part) for part in parts), 0)

    return Cell(
        less(lambda c: c.detractors),
        less(lambda c: c.passives),
        less(lambda c: c.promoters),
        less(lambda c: c.asked),
        less(lambda c: c.replied),
        tuple(max(n - sum(part.scores[score] for part in parts), 0) for score, n in enumerate(cell.scores)),
        less(lambda c: c.unscored),
        tuple(max(n - sum(part.unnamed[score] for part in parts), 0) for score, n in enumerate(cell.unnamed)),
    )
