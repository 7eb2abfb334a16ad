"""Which groups of words may stand with their score: none that gives away the few outside it, without a name or new."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rapport.domains.insights import rules
from rapport.domains.insights.models import ReleaseCell, WordGroup
from rapport.domains.insights.types import Margin
from rapport.measures import likeness

SAME_NAME = 0.5
OUTSIDE = -1  # everybody who is in no group


def _leave_out_scores(
    groups: Sequence[WordGroup], nameless: Sequence[int], few: Collection[int], *, survey_id: int
) -> None:
    """Keep what the last reading told where few moved, and tell only n where the score would tell on few.

    few: the places of groups of which few are left beside the scores that stand with their words.
    """
    if not groups:
        return
    whole = _whole(groups[0].release_id)
    kept = _keep_where_few_moved(groups, whole, survey_id=survey_id)
    # Whoever reads all answers by name takes these off; so none without a name, or five.
    named = [at for at, _ in enumerate(groups) if at in kept or not 0 < nameless[at] < rules.LEAST]
    told = [at for at in named if at not in few]
    told.sort(key=lambda at: _n(groups[at]))
    while told and whole is not None and _few_outside(whole, [groups[at] for at in told], nameless, told):
        told.pop(0)
    for at, group in enumerate(groups):
        if at not in told:
            n = _n(group)
            group.detractors = group.passives = group.promoters = 0
            group.unscored, group.scores = n, [0] * 11


def _few_outside(whole: ReleaseCell, groups: Sequence[WordGroup], nameless: Sequence[int], told: Sequence[int]) -> bool:
    outside = _n(whole) - sum(map(_n, groups))
    unnamed = sum(whole.unnamed) - sum(nameless[at] for at in told)
    return 0 < outside < rules.LEAST or 0 < unnamed < rules.LEAST


def _keep_where_few_moved(groups: Sequence[WordGroup], whole: ReleaseCell | None, *, survey_id: int) -> frozenset[int]:
    """The places of groups that keep the counts of the reading before: one new sentence is one more person."""
    last = WordGroup.objects.filter(release__survey_id=survey_id, release__number__lt=groups[0].release.number)
    newest = last.order_by("-release__number").values_list("release_id", flat=True).first()
    known = [one for one in last.filter(release_id=newest) if _scored(one)] if newest else []
    then = {at: one for at, group in enumerate(groups) if (one := _same(group, known)) is not None}
    moved = {at: rules.moved_by(_counts(groups[at]), _counts(one)) for at, one in then.items()}
    before = _whole(newest) if newest else None
    if whole is not None and before is not None and moved:
        moved[OUTSIDE] = abs(_n(whole) - _n(before) - sum(_n(groups[at]) - _n(one) for at, one in then.items()))
    held = rules.held_back(moved) - {OUTSIDE}
    for at in held:
        _copy(then[at], groups[at])
    return held


def _same(group: WordGroup, known: Sequence[WordGroup]) -> WordGroup | None:
    near = max(known, key=lambda one: likeness.same_group(one.signature, group.signature), default=None)
    alike = near is not None and likeness.same_group(near.signature, group.signature) >= SAME_NAME
    return near if alike else None


def _copy(then: WordGroup, group: WordGroup) -> None:
    group.detractors, group.passives, group.promoters = then.detractors, then.passives, then.promoters
    group.unscored, group.scores = then.unscored, list(then.scores)


def _whole(release_id: int) -> ReleaseCell | None:
    return ReleaseCell.objects.filter(release_id=release_id, margin=Margin.ALL, hidden=False).first()


def _scored(one: WordGroup) -> bool:
    return one.detractors + one.passives + one.promoters > 0


def _n(one: WordGroup | ReleaseCell) -> int:
    return one.detractors + one.passives + one.promoters + one.unscored


def _counts(one: WordGroup) -> tuple[int, ...]:
    return (*one.scores, one.unscored)
