"""What a release is made from, and how the cells of one margin become rows: shown, hidden, or as they were."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapport.domains.insights import rules
from rapport.domains.insights.actions.nearing import Ref
from rapport.domains.insights.actions.summing import Cells
from rapport.domains.insights.models import ReleaseCell
from rapport.domains.insights.queries.counts import Place
from rapport.domains.insights.types import Cell, ClientPlace, Hidden, Judging, Margin

Before = Mapping[tuple[str, str], ReleaseCell]
WITH_REST = (Margin.SITE, Margin.SITE_QUARTER, Margin.STRATUM, Margin.ORGANISATION_QUARTER, Margin.ORGANISATION_SERVICE)
REST = ""  # what stands nowhere: never shown, but it could be worked out from the sum where it is small


@dataclass(frozen=True)
class _Known:
    """What a release is made from."""

    survey_id: int
    how: str
    whole: dict[Place, Cell]
    used: dict[Place, Cell]
    period: dict[date, str]
    before: Before
    sites: Mapping[str, str]
    services: Mapping[str, str]
    teams: Mapping[str, str]
    running: date
    judging: Judging
    facets: dict[Place, Cell]
    items: dict[str, dict[str, int]]
    items_told: Mapping[tuple[str, str], Sequence[Mapping[str, int]]]
    item_quarters: dict[str, dict[str, int]]
    reasons: dict[str, dict[str, int]]
    weights: dict[tuple[date, int], tuple[float, float]]
    clients: Mapping[ClientPlace, Cell]
    organisations: Mapping[str, str]
    homes: Mapping[str, str]  # the organisation of each site
    waiting: date | None = None  # the running month, where its answers are in no figure yet
    near: frozenset[Ref] = frozenset()  # hidden, because another differs from them by few people
    still: frozenset[Ref] = frozenset()  # as in the last release, because another moved by nearly the same answers


def _near(known: _Known, margin: Margin, cells: Cells) -> frozenset[str]:
    """What goes for another reason than few: near to another, or everybody answered, not all of them by name."""
    return frozenset(key for one, key in known.near if one == margin) | rules.answered_by_all(cells)


def _reasons(cells: Cells, found: Collection[str]) -> dict[str, str]:
    few: dict[str, str] = {key: Hidden.FEW for key, cell in cells.items() if cell.n < 5}
    return few | {key: few.get(key, Hidden.BESIDE) for key in found}


def _margin(
    known: _Known,
    margin: Margin,
    cells: Cells,
    hidden: Mapping[str, str],
    label: Callable[[str], str],
    *,
    still: Collection[str] = (),
) -> list[ReleaseCell]:
    """The cells of one margin; where a small movement would show single answers, the last figure stands.

    How many were asked and how many answered is as of now in any case: what anybody said is not in it.
    """
    moved = {key: _moved(cell, known.before.get((margin, key))) for key, cell in cells.items()}
    unnamed = {key: _unnamed_moved(cell, known.before.get((margin, key))) for key, cell in cells.items()}
    held = rules.held_back(moved, unnamed, held={key for one, key in known.still if one == margin} | {*still})
    found = []
    for key, cell in cells.items():
        last = known.before.get((margin, key))
        if margin in WITH_REST and (key[:1] in ("", "|", ":") or key[-1:] == ":"):
            continue
        if key in hidden:
            found.append(ReleaseCell(margin=margin, key=key, label=label(key), hidden=True, reason=hidden[key]))
        elif last is not None and not last.hidden and key in held:
            found.append(_shown(margin, key, label(key), replace(_of(last), asked=cell.asked, replied=cell.replied)))
        else:
            found.append(_shown(margin, key, label(key), cell))
    return found


def _moved(cell: Cell, last: ReleaseCell | None) -> int:
    """How many people at least answered or changed their answer since the cell was last shown; 0 where it was not."""
    if last is None or last.hidden:
        return 0
    return rules.moved_by((*cell.scores, cell.unscored), (*(last.scores or (0,) * 11), last.unscored))


def _unnamed_moved(cell: Cell, last: ReleaseCell | None) -> int:
    """The same of answers without a name; whoever knows the others would see these few move."""
    if last is None or last.hidden:
        return 0
    return rules.moved_by(cell.unnamed, last.unnamed or (0,) * 11)


def _of(last: ReleaseCell) -> Cell:
    return last.told()[2]


def _shown(margin: Margin, key: str, label: str, cell: Cell) -> ReleaseCell:
    return ReleaseCell(
        margin=margin,
        key=key,
        label=label,
        detractors=cell.detractors,
        passives=cell.passives,
        promoters=cell.promoters,
        asked=cell.asked,
        replied=cell.replied,
        unscored=cell.unscored,
        scores=list(cell.scores),
        unnamed=list(cell.unnamed),
    )
