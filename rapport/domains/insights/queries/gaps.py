"""The gap: service-level facts beside perception for each service, site and team in a quarter, never one number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from rapport.domains.insights import rules
from rapport.domains.insights.models import Gap, GapStep, GapTest, PerceptionTarget, Release, ReleaseCell
from rapport.domains.insights.queries.gap_groups import GapGroup, gap_group, gap_groups
from rapport.domains.insights.queries.scores import latest_release
from rapport.domains.insights.rules import gaps as judging
from rapport.domains.insights.rules.periods import first_of_quarter
from rapport.domains.insights.types import (
    Cell,
    GapKind,
    GapPage,
    GapRow,
    GapStanding,
    GapStepSeen,
    GapTaken,
)
from rapport.domains.people import queries as people
from rapport.domains.promises import queries as promises
from rapport.domains.promises.types import TargetsMet
from rapport.foundation.actors import Actor
from rapport.measures.gaps import PerceptionGap

MARGIN = "{}_quarter"
QUARTERS = 8
Place = tuple[str, int]
ORDER = {GapStanding.FLAGGED: 0, GapStanding.AGREE: 1, GapStanding.OPEN: 1, GapStanding.UNKNOWN: 2}


def gap_page(viewer: Actor, *, quarter: date | None = None, at: datetime) -> GapPage:
    """Facts beside perception for every group the viewer looks after; the newest quarter that tells something first."""
    groups = gap_groups(viewer)
    release = latest_release(viewer)
    cells = _cells(release.pk, release.key) if release else {}
    known = {*cells, *promises.target_quarters(viewer)}
    quarters = tuple(sorted(known, reverse=True)[:QUARTERS]) or (first_of_quarter(at.date()),)
    chosen = quarter if quarter in quarters else _telling(quarters, cells)
    rows = _rows(viewer, groups, release, chosen)
    return GapPage(
        quarter=chosen,
        quarters=quarters,
        as_of=release.as_of if release else None,
        survey_id=release.survey_id if release else None,
        rows=tuple(sorted(rows, key=_rank)),
    )


def gap_history(viewer: Actor, kind: str, group_id: int) -> list[tuple[GapTaken, list[GapStepSeen]]]:
    """Every time somebody took this gap, the newest first, with all that was done, the newest first."""
    gap_group(viewer, kind, group_id)
    rows = list(Gap.objects.filter(kind=kind, group_id=group_id).order_by("-taken_at", "-id")[:12])
    steps = list(GapStep.objects.filter(gap__in=[row.pk for row in rows]).order_by("-at", "-id")[:100])
    ids = {pk for row in steps for pk in (row.owner_id, row.by_id) if pk} | {
        row.owner_id for row in rows if row.owner_id
    }
    named = {pk: card.name for pk, card in people.names(viewer, ids).items()}
    told = defaultdict(list)
    for step in steps:
        told[step.gap_id].append(_step(step, named))
    return [(_taken(row, named), told[row.pk]) for row in rows]


def perception_targets(viewer: Actor) -> dict[int, float]:
    """The share that should be satisfied, by service; 0 is everything else."""
    del viewer  # like the targets of facts they are for everybody
    found = dict(PerceptionTarget.objects.values_list("service_id", "share"))
    return {0: judging.SATISFIED} | found


def _rows(viewer: Actor, groups: list[GapGroup], release: Release | None, quarter: date) -> list[GapRow]:
    facts = {view: promises.targets_met(viewer, view=view, quarter=quarter) for view in GapKind}
    felt = _cells(release.pk, release.key).get(quarter, {}) if release else {}
    kept = _kept_back(release.pk, release.key).get(quarter, frozenset()) if release else frozenset()
    tests = _tests(release.survey_id, quarter) if release else {}
    targets, taken = perception_targets(viewer), _open(viewer)
    found = []
    for group in groups:
        place = (group.kind.value, group.id)
        target = targets.get(group.id if group.kind == GapKind.SERVICE else 0, targets[0])
        test = None if place in kept else tests.get(place)
        row = _row(group, facts[group.kind].get(group.id), felt.get(place), test, target)
        found.append(replace(row, taken=taken.get(place)))
    return found


def _row(group: GapGroup, facts: TargetsMet | None, cell: Cell | None, test: GapTest | None, target: float) -> GapRow:
    tested = judging.tested(judging.beside(_counts(test), cell)) if test else None
    by_name = cell is None and tested is not None and group.kind == GapKind.TEAM
    judged = judging.judged(facts, _of(tested) if by_name else cell, target)
    told = judged is not None and facts is not None  # what lateness and reasons say is perception, too
    return GapRow(
        kind=group.kind,
        id=group.id,
        name=group.name,
        beside=group.beside,
        facts=facts,
        judged=judged,
        standing=judging.standing(facts, judged),
        target=target,
        tested=tested if told else None,
        ticks=tuple((str(words), int(n)) for words, n in test.ticks) if told and test else (),
        by_name=by_name,
        came=cell.replied if cell and told else 0,
    )


def _of(tested: PerceptionGap | None) -> Cell | None:
    """A team has no margin of its own in a release yet: its perception is that of those who answered by name."""
    if tested is None:
        return None
    unhappy = sum(side.k for side in (tested.unhappy_met, tested.unhappy_missed) if side)
    return Cell(detractors=unhappy, passives=tested.n - unhappy)


@lru_cache(maxsize=8)
def _cells(release_id: int, key: str) -> Mapping[date, Mapping[Place, Cell]]:
    """What a release shows by quarter; it never changes, so it is put together once."""
    margins = {MARGIN.format(kind.value): kind.value for kind in GapKind}
    rows = ReleaseCell.objects.filter(release_id=release_id, release__key=key, hidden=False, margin__in=margins)
    found: dict[date, dict[Place, Cell]] = defaultdict(dict)
    for row in rows.order_by("place"):
        group, _, quarter = row.key.partition("|")
        if group == rules.UNKNOWN:
            continue  # answers that carry no team belong to no group
        _, _, counts = row.told()
        found[rules.bounds(quarter)[0]][margins[row.margin], int(group)] = counts
    return dict(found)


@lru_cache(maxsize=8)
def _kept_back(release_id: int, key: str) -> Mapping[date, frozenset[Place]]:
    """The groups a release hides, by quarter: answers by name do not tell of them either."""
    margins = {MARGIN.format(kind.value): kind.value for kind in GapKind}
    rows = ReleaseCell.objects.filter(release_id=release_id, release__key=key, hidden=True, margin__in=margins)
    found: dict[date, set[Place]] = defaultdict(set)
    for margin, pair in rows.values_list("margin", "key"):
        group, _, quarter = pair.partition("|")
        if group != rules.UNKNOWN:
            found[rules.bounds(quarter)[0]].add((margins[margin], int(group)))
    return {quarter: frozenset(places) for quarter, places in found.items()}


def shown_cells(viewer: Actor, release: Release) -> Mapping[date, Mapping[Place, Cell]]:
    """The same to other queries of insights, which have asked who is looking."""
    del viewer
    return _cells(release.pk, release.key)


def _telling(quarters: tuple[date, ...], cells: Mapping[date, Mapping[Place, Cell]]) -> date:
    return next((one for one in quarters if cells.get(one)), quarters[0])


def _tests(survey_id: int, quarter: date) -> dict[Place, GapTest]:
    rows = GapTest.objects.filter(survey_id=survey_id, quarter=quarter)
    return {(row.kind, row.group_id): row for row in rows}


def _counts(test: GapTest) -> judging.Counts:
    return judging.Counts(test.unhappy_met, test.met, test.unhappy_missed, test.missed)


def _open(viewer: Actor) -> dict[Place, GapTaken]:
    rows = list(Gap.objects.filter(closed_at__isnull=True))
    named = {pk: card.name for pk, card in people.names(viewer, {row.owner_id for row in rows if row.owner_id}).items()}
    return {(row.kind, row.group_id): _taken(row, named) for row in rows}


def _taken(row: Gap, named: Mapping[int, str]) -> GapTaken:
    return GapTaken(
        id=row.pk,
        owner_id=row.owner_id,
        owner=named.get(row.owner_id or 0, ""),
        next_step=row.next_step,
        next_on=row.next_on,
        taken_at=row.taken_at,
        quarter=row.quarter,
        closed_at=row.closed_at,
        found=row.found,
    )


def _step(row: GapStep, named: Mapping[int, str]) -> GapStepSeen:
    by, owner = named.get(row.by_id or 0, ""), named.get(row.owner_id or 0, "")
    return GapStepSeen(row.at, by, row.verb, owner, row.next_step, row.next_on, row.words)


def _rank(row: GapRow) -> tuple[int, float, str, int]:
    """Flagged first, the widest below its target first; then by name."""
    below = row.judged.satisfied.value - row.target if row.judged and row.judged.satisfied else 0.0
    return ORDER[row.standing], below if row.standing is GapStanding.FLAGGED else 0.0, row.name, row.id
