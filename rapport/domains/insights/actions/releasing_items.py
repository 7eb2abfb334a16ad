"""The cells of a release that tell of further questions: all so far, and by calendar quarter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from rapport.domains.insights import rules
from rapport.domains.insights.models import ReleaseCell
from rapport.domains.insights.types import Hidden, Margin

Counts = Mapping[str, Mapping[str, int]]
Before = Mapping[tuple[str, str], ReleaseCell]
Told = Mapping[tuple[str, str], Sequence[Mapping[str, int]]]


def _items_told(survey_id: int, how: str) -> dict[tuple[str, str], list[dict[str, int]]]:
    """What earlier releases showed of each further question, each state once: a new one is subtracted from all."""
    cells = ReleaseCell.objects.filter(release__survey_id=survey_id, release__how=how, hidden=False)
    items = cells.filter(margin__in=(Margin.ITEM, Margin.ITEM_QUARTER, Margin.REASON)).order_by()
    found: dict[tuple[str, str], list[dict[str, int]]] = defaultdict(list)
    for margin, key, scores in items.values_list("margin", "key", "scores").distinct().iterator():
        found[margin, key].append(scores)  # a quarter that is over stands the same in every release
    return dict(found)


def _items_of_release(whole: Counts, quarters: Counts, before: Before, told: Told) -> list[ReleaseCell]:
    """One cell for each further question and one for each of its quarters; below five nothing is kept of it."""
    found = [_item(Margin.ITEM, key, counts, before, told=told) for key, counts in sorted(whole.items())]
    by_question: dict[str, dict[str, Mapping[str, int]]] = defaultdict(dict)
    for key, counts in sorted(quarters.items()):
        by_question[key.partition("|")[0]][key] = counts
    return [*found, *(cell for many in by_question.values() for cell in _quarters(many, before, told))]


def _reasons_of_release(by_class: Counts, since: date, before: Before, earlier: Told) -> list[ReleaseCell]:
    """What each class ticked since a day: below ten nothing, and no reason of few or of everybody."""
    if not any(counts.get("") for counts in by_class.values()):
        return []
    told = {felt: rules.reasons_to_show(_answered(counts), counts) for felt, counts in by_class.items()}
    keyed = {f"{felt}|{since}": counts for felt, counts in told.items()}
    return [_item(Margin.REASON, key, counts, before, told=earlier) for key, counts in keyed.items()]


def _quarters(many: Counts, before: Before, told: Told) -> list[ReleaseCell]:
    """The quarters of one question add up to its sum: none shows itself in it, and none by what has come since."""
    sizes = {key: _answered(counts) for key, counts in many.items()}
    last = {key: before.get((Margin.ITEM_QUARTER, key)) for key in many}
    shown = {key: cell for key, cell in last.items() if cell is not None and not cell.hidden}
    moved = {key: sizes[key] - cell.unscored for key, cell in shown.items()}
    waits = {key for key in many if not _may_follow(many[key], told.get((Margin.ITEM_QUARTER, key), ()))}
    hidden = rules.hidden_cells(sizes, hidden=waits - set(shown))
    held = rules.held_back(moved, held=waits & set(shown))
    cells = [_item(Margin.ITEM_QUARTER, key, counts, before, hidden=hidden, told=told) for key, counts in many.items()]
    return [_as_before(cell, shown[cell.key]) if cell.key in held and not cell.hidden else cell for cell in cells]


def _item(
    margin: Margin,
    key: str,
    counts: Mapping[str, int],
    before: Before,
    *,
    hidden: Collection[str] = (),
    told: Told | None = None,
) -> ReleaseCell:
    n = _answered(counts)
    last = before.get((margin, key))
    cell = ReleaseCell(margin=margin, key=key, label=key, hidden=n < rules.LEAST or key in hidden)
    if cell.hidden:
        cell.reason, cell.scores = (Hidden.FEW if n < rules.LEAST else Hidden.BESIDE), {}
    elif last is not None and not last.hidden and n - last.unscored < rules.LEAST:
        return _as_before(cell, last)  # so few new ones would show themselves
    elif told is not None and not _may_follow(counts, told.get((margin, key), ())):
        if last is not None and not last.hidden:
            return _as_before(cell, last)
        cell.hidden, cell.reason, cell.scores = True, Hidden.BESIDE, {}
    else:
        cell.unscored, cell.scores = n, {said: many for said, many in counts.items() if said}
    return cell


def _may_follow(counts: Mapping[str, int], told: Sequence[Mapping[str, int]]) -> bool:
    return all(rules.item_may_follow(counts, then) for then in told)


def _answered(counts: Mapping[str, int]) -> int:
    return counts.get("") or sum(counts.values())


def _as_before(cell: ReleaseCell, last: ReleaseCell) -> ReleaseCell:
    cell.unscored, cell.scores = last.unscored, last.scores
    return cell
