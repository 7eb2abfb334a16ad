"""Which cells of a release stand too near each other, by what is in them: decided before anything is shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import combinations
from math import inf

from rapport.domains.insights import rules
from rapport.domains.insights.models import ReleaseCell
from rapport.domains.insights.types import Margin
from rapport.domains.surveys.types.alike import AlikeCount

Ref = tuple[str, str]
Pair = tuple[Ref, Ref]
Sum = tuple[Ref, Ref, Ref]
Shown = Mapping[Ref, ReleaseCell]
# What one answer in a figure is worth: of two that stand too near, what tells less goes; the sum of all never.
WORTH = {
    Margin.STRATUM: 1.0,
    Margin.ORGANISATION_SERVICE: 2.5,
    Margin.SITE_QUARTER: 3.0,
    Margin.SITE: 4.0,
    Margin.ORGANISATION_QUARTER: 5.0,
    Margin.SERVICE_QUARTER: 6.0,
    Margin.SERVICE: 8.0,
    Margin.PERIOD: 50.0,
    Margin.ALL: inf,
}
QUARTERS, FACETS = 2.0, 3.0
FURTHER = (Margin.ITEM, Margin.ITEM_QUARTER, Margin.REASON)  # what was said beside the score: never of a place


@dataclass
class _Seen:
    """Who stands where, in numbers.

    every, nameless: of each pair how many answers stand in both cells, of (a, a) in a; of all, and of those without a
    name. apart: of each sum how many stand in the whole alone, and how many in its parts alone or in both of them.
    nowhere: how many stand in no service that is shown, by quarter and, under "", in all.
    """

    every: Counter[Pair]
    nameless: Counter[Pair]
    apart: dict[Sum, list[int]]
    nowhere: Counter[str]


def _too_near(told: Iterable[AlikeCount], *, cells: Sequence[ReleaseCell], period: Mapping[date, str]) -> set[Ref]:
    """Cells to hide so that no two that are shown differ by one to four people whose answers could be worked out."""
    shown = {(one.margin, one.key): one for one in cells if not one.hidden and one.margin not in FURTHER}
    counted = {ref: (*one.scores, one.unscored) for ref, one in shown.items()}
    unnamed = {ref: tuple(one.unnamed) for ref, one in shown.items() if any(one.unnamed)}
    pairs = {*rules.suspects(counted), *rules.suspects(unnamed)}
    sums = _sums(counted)
    services = [ref for ref in shown if ref[0] == Margin.SERVICE]
    if not pairs and not sums and not services:
        return set()
    seen = _together(told, shown=shown, pairs=pairs, sums=sums, period=period)
    every, nameless, apart = seen.every, seen.nameless, seen.apart
    found = [
        (a, b)
        for a, b in pairs
        if _betrays(a, b, counted, every) or (a in unnamed and b in unnamed and _betrays(a, b, unnamed, nameless))
    ]
    # Of two groups that nearly make up a third, one goes; which of the two is left open, never the third.
    found += [(a, b) for (_, a, b), (left, right) in apart.items() if rules.nearly_alike(left=left, right=right)]
    return _cover(found, shown) or _uncovered(seen, shown)


def _uncovered(seen: _Seen, shown: Shown) -> set[Ref]:
    """Where few use no service that is shown, the smallest that is goes, too: the rest could be worked out else."""
    found = set()
    for column, many in seen.nowhere.items():
        here = [ref for ref in shown if _column(ref) == column]
        if here and 0 < many < rules.LEAST:
            found.add(min(here, key=lambda ref: _weight(ref, shown)))
    return found


def _column(ref: Ref) -> str | None:
    """The quarter, or client and quarter, in which a service is shown, "" for all; None of what is no service."""
    if ref[0] == Margin.SERVICE:
        return ""
    if ref[0] == Margin.ORGANISATION_SERVICE:
        client, _, rest = ref[1].partition(":")
        return f"{client}|{rest.partition('|')[2]}"
    return ref[1].partition("|")[2] if ref[0] == Margin.SERVICE_QUARTER else None


def _moving_alike(cells: Sequence[ReleaseCell], before: Mapping[Ref, ReleaseCell]) -> set[Ref]:
    """Services that keep the figure of the last release, because another or the sum moved by nearly the same answers.

    Groups of every other kind are parted, so what moves in one of them moves in no other; `held_back` looks at these.
    """
    shown = {
        (c.margin, c.key): c for c in cells if not c.hidden and _column_of_sum(c) is not None and _known(c, before)
    }
    moves = {ref: _move(one, before[ref]) for ref, one in shown.items()}
    gone = {ref: move for ref, move in moves.items() if any(move)}
    pairs = [pair for pair in rules.suspects(gone) if len({_column_of_sum(shown[ref]) for ref in pair}) == 1]
    return _cover([(a, b) for a, b in pairs if rules.moved_alike(gone[a], gone[b])], shown)


def _column_of_sum(cell: ReleaseCell) -> str | None:
    if cell.margin == Margin.ORGANISATION_QUARTER:
        return cell.key
    return "" if cell.margin == Margin.ALL else _column((cell.margin, cell.key))


def _cover(pairs: Collection[Pair], shown: Shown) -> set[Ref]:
    """One cell of each pair, so that as little as possible goes: small figures that stand near many go first."""
    beside: dict[Ref, set[Ref]] = defaultdict(set)
    for a, b in pairs:
        beside[a].add(b)
        beside[b].add(a)
    found: set[Ref] = set()
    waiting = [_price(ref, shown, len(others)) for ref, others in beside.items()]
    heapify(waiting)
    while waiting:
        price, ref = heappop(waiting)
        left = beside[ref] - found
        now = _price(ref, shown, len(left))
        if left and now[0] > price:
            heappush(waiting, now)  # others went meanwhile, so it stands near fewer than it did
        elif left:
            found.add(ref)
    return found - _spared(found, beside)


def _spared(found: set[Ref], beside: Mapping[Ref, set[Ref]]) -> set[Ref]:
    """What need not go after all, because everything it stands near to went as well."""
    spared: set[Ref] = set()
    for ref in sorted(found):
        if beside[ref] <= found - spared:
            spared.add(ref)
    return spared


def _betrays(a: Ref, b: Ref, counts: Mapping[Ref, Sequence[int]], sizes: Counter[Pair]) -> bool:
    left, right = sizes[a, a] - sizes[a, b], sizes[b, b] - sizes[a, b]
    if rules.told_apart(counts[a], counts[b], left=left, right=right):
        return True
    if a[0] == b[0]:
        return rules.betrays(counts[a], counts[b], left=left, right=right)
    return rules.nearly_alike(left=left, right=right)


def _sums(counted: Mapping[Ref, Sequence[int]]) -> list[Sum]:
    """A service or the sum of all, and two services that could make it up but for few; by their numbers alone."""
    n = {ref: sum(counts) for ref, counts in counted.items() if ref[0] in (Margin.SERVICE, Margin.ALL)}
    two = [pair for pair in combinations(sorted(n), 2) if Margin.ALL not in {ref[0] for ref in pair}]
    return [
        (whole, a, b)
        for whole in n
        for a, b in two
        if whole not in (a, b) and abs(n[whole] - n[a] - n[b]) < rules.LEAST
    ]


def _together(
    told: Iterable[AlikeCount],
    *,
    shown: Shown,
    pairs: Collection[Pair],
    sums: Collection[Sum],
    period: Mapping[date, str],
) -> _Seen:
    """Every answer looked at once, as one of many that are alike."""
    partners = _partners(pairs)
    seen = _Seen(Counter(), Counter(), {three: [0, 0] for three in sums}, Counter())
    for one in told:
        here = {ref for ref in _refs_of(one, period) if ref in shown and (one.named or any(shown[ref].unnamed))}
        quarter = rules.quarter_of(one.month)
        for column in {"", quarter, f"{one.organisation_id}|{quarter}"} - {_column(ref) for ref in here}:
            seen.nowhere[column] += one.n
        for whole, a, b in sums:
            over = (whole in here) - (a in here) - (b in here)
            seen.apart[whole, a, b][over < 0] += abs(over) * one.n
        for ref in here & partners.keys():
            for other in partners[ref] & here:
                seen.every[ref, other] += one.n
                seen.nameless[ref, other] += 0 if one.named else one.n
    return seen


def _partners(pairs: Collection[Pair]) -> dict[Ref, set[Ref]]:
    """Each cell with those it is compared to, and with itself."""
    found: dict[Ref, set[Ref]] = {}
    for a, b in pairs:
        found.setdefault(a, {a}).add(b)
        found.setdefault(b, {b})
    return found


def _refs_of(one: AlikeCount, period: Mapping[date, str]) -> Iterator[Ref]:
    """Every cell that some answers stand in."""
    quarter = rules.quarter_of(one.month)
    yield Margin.ALL.value, "all"
    yield Margin.PERIOD.value, period.get(one.month, quarter)
    if one.stratum:
        yield Margin.STRATUM.value, one.stratum
    ways = dict(one.facets)
    parts = [("service", str(service)) for service in one.services]
    parts += [("site", str(one.site_id))] if one.site_id else []
    parts += [(facet, ways.get(facet, rules.UNKNOWN)) for facet in (*rules.FACETS, rules.WAVE)]
    for margin, key in parts:
        yield margin, key
        yield f"{margin}_quarter", f"{key}|{quarter}"
    if one.organisation_id:
        yield Margin.ORGANISATION_QUARTER.value, f"{one.organisation_id}|{quarter}"
        for service in one.services:
            yield Margin.ORGANISATION_SERVICE.value, f"{one.organisation_id}:{service}|{quarter}"


def _known(cell: ReleaseCell, before: Mapping[Ref, ReleaseCell]) -> bool:
    last = before.get((cell.margin, cell.key))
    return last is not None and not last.hidden


def _move(cell: ReleaseCell, last: ReleaseCell) -> tuple[int, ...]:
    now, then = (*cell.scores, cell.unscored), (*last.scores, last.unscored)
    return tuple(a - b for a, b in zip(now, then, strict=True))


def _price(ref: Ref, shown: Shown, near: int) -> tuple[float, Ref]:
    """What it costs to hide a figure, for each that may be shown instead."""
    return _weight(ref, shown)[0] / max(near, 1), ref


def _weight(ref: Ref, shown: Shown) -> tuple[float, Ref]:
    one = shown[ref]
    answers = one.detractors + one.passives + one.promoters + one.unscored
    return _worth(ref) * answers, ref


def _worth(ref: Ref) -> float:
    return WORTH.get(Margin(ref[0]), QUARTERS if ref[0].endswith("_quarter") else FACETS)
