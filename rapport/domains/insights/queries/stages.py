"""How many people moved between stages in a quarter; small groups are hidden, and what would give them away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rapport.domains.insights.queries.counts import refuse_all_but_staff
from rapport.domains.insights.rules.hiding import hidden_in_table
from rapport.domains.insights.types import StageTable
from rapport.domains.ledger import queries as ledger
from rapport.foundation.actors import Actor, system
from rapport.measures.disclosure import LEAST
from rapport.measures.stages import Stage

Cells = Mapping[tuple[Stage, Stage], int]


def stage_table(viewer: Actor, *, quarter: date | None = None) -> StageTable | None:
    """Moves in one quarter that has ended, else in the last one; None before the first was counted.

    The quarters follow one another, so where people stood after one is known from before the next: rows and columns
    are hidden as if their sums were shown, although they are not.
    """
    refuse_all_but_staff(viewer)
    counted = ledger.stage_counts(system())
    known = tuple(sorted((one for one, cells in counted.items() if _says_something(cells)), reverse=True))
    if not known:
        return None
    chosen = quarter if quarter in known else known[0]
    cells = counted[chosen]
    hidden = hidden_in_table({(str(b.value), str(a.value)): n for (b, a), n in cells.items()})
    shown = {pair: None if (str(pair[0].value), str(pair[1].value)) in hidden else n for pair, n in cells.items()}
    return StageTable(
        quarter=chosen,
        quarters=known,
        n=sum(cells.values()),
        cells=shown,
        rose=_sum({pair: n for pair, n in shown.items() if pair[1] > pair[0]}),
        fell=_sum({pair: n for pair, n in shown.items() if pair[1] < pair[0]}),
    )


def _says_something(cells: Cells) -> bool:
    """A quarter in which everybody was and stayed a visitor is from before anything was known."""
    return sum(cells.values()) >= LEAST and set(cells) != {(Stage.VISITOR, Stage.VISITOR)}


def _sum(cells: Mapping[tuple[Stage, Stage], int | None]) -> tuple[int, bool]:
    """The sum of what is shown, and whether nothing of it is hidden."""
    return sum(n for n in cells.values() if n is not None), None not in cells.values()
