"""Trying to subtract every two figures of a newest release of which one holds the other: what `rapport doctor` says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import permutations

from rapport.domains.insights import rules
from rapport.domains.insights.actions.nearing import FURTHER
from rapport.domains.insights.models import Release, ReleaseCell
from rapport.domains.insights.types import Margin
from rapport.domains.surveys.types import Attempt
from rapport.foundation.actors import Actor, NotFound

MANY = 99  # so many stand in the wider group alone, as far as their numbers say
QUARTER = "_quarter"


def try_to_subtract(*, actor: Actor, at: datetime) -> list[Attempt]:
    """Every two shown figures of each newest release that are nested, subtracted. Only for the machine itself."""
    del at  # what is released does not change with the day
    if not actor.reach.whole:
        raise NotFound
    tried, found = 0, []
    for release in _newest():
        pairs = list(_nested(list(release.cells.filter(hidden=False).exclude(margin__in=FURTHER))))
        tried += len(pairs)
        found += [(inner, outer) for inner, outer in pairs if _tells(inner, outer)]
    said = "none differs by one to four answers from one that holds it" if not found else _named(*found[0])
    return [
        Attempt(
            what="two figures by subtraction",
            tried="each pair of nested figures of the newest releases",
            n=tried,
            good=not found,
            words=said,
        )
    ]


def _newest() -> list[Release]:
    newest: dict[tuple[int, str], Release] = {}
    for release in Release.objects.order_by("number"):
        newest[release.survey_id, release.how] = release
    return list(newest.values())


def _nested(cells: list[ReleaseCell]) -> Iterator[tuple[ReleaseCell, ReleaseCell]]:
    by_kind: dict[str, list[ReleaseCell]] = defaultdict(list)
    for cell in cells:
        by_kind[cell.margin].append(cell)
    everything = by_kind.get(Margin.ALL, [])
    yield from ((cell, whole) for whole in everything for cell in cells if cell is not whole)
    yield from (
        (inner, outer)
        for one, other in permutations(by_kind, 2)
        if Margin.ALL not in (one, other)
        for inner in by_kind[one]
        for outer in by_kind[other]
        if _within(inner, outer)
    )


def _within(inner: ReleaseCell, outer: ReleaseCell) -> bool:
    """Whether everybody of one stands in the other, by their keys."""
    kind = inner.margin
    if kind == Margin.STRATUM:
        return outer.margin == Margin.SITE and inner.key.partition(":")[0] == outer.key
    if kind == Margin.ORGANISATION_SERVICE:
        place, _, quarter = inner.key.partition("|")
        client, _, service = place.partition(":")
        return (outer.margin, outer.key) in (
            (Margin.ORGANISATION_QUARTER, f"{client}|{quarter}"),
            (Margin.SERVICE_QUARTER, f"{service}|{quarter}"),
        )
    if not kind.endswith(QUARTER):
        return False
    row, _, column = inner.key.partition("|")
    return (outer.margin, outer.key) in ((kind.removesuffix(QUARTER), row), (Margin.PERIOD, column))


def _tells(inner: ReleaseCell, outer: ReleaseCell) -> bool:
    same = inner.asked == outer.asked and outer.replied - inner.replied < rules.LEAST
    counts = [(*cell.scores, cell.unscored) for cell in (inner, outer)]
    return rules.told_apart(*counts, left=0, right=0 if same else MANY)


def _named(inner: ReleaseCell, outer: ReleaseCell) -> str:
    return f"“{inner.label or inner.key}” beside “{outer.label or outer.key}” shows what few people said"
