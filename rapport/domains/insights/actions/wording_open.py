"""Which words of a release may be read, and which of them with their score: never those of a few who are left over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapport.domains.insights import rules
from rapport.domains.insights.models import Release, ReleaseCell, Saying
from rapport.domains.insights.types import Margin
from rapport.domains.surveys.types import WordsSaid

Scores = Mapping[int, int]


def _opened(said: Sequence[WordsSaid], *, survey_id: int) -> list[WordsSaid]:
    """The same, where words without a name are open only from ten on, and new ones five at a time."""
    read = Saying.objects.filter(survey_id=survey_id, open=True).values_list("answer_id", flat=True)
    kept = rules.readable([one.answer_id for one in said if one.open and not one.named], set(read))
    return [one if one.named else replace(one, open=one.answer_id in kept) for one in said]


def _scores_told(said: Sequence[WordsSaid], release: Release) -> Scores:
    """By answer the score that stands beside its words: one that was told stays, new ones come together or not yet."""
    rows = Saying.objects.filter(survey_id=release.survey_id, open=True, score__isnull=False)
    before = dict(rows.values_list("answer_id", "score"))
    readable = [one for one in said if one.open and one.score is not None]
    told = [one for one in readable if one.answer_id in before]
    new = [one for one in readable if one.answer_id not in before]
    kept = {one.answer_id: before[one.answer_id] or 0 for one in told}
    sums = ReleaseCell.objects.filter(
        release__survey_id=release.survey_id, release__how=release.how, margin=Margin.ALL, hidden=False
    )
    behind = {cell.release_id: _behind(cell) for cell in sums.filter(release__number__lte=release.number)}
    now = behind.pop(release.pk, None)
    if not new or now is None or not rules.may_be_scored(now, behind.values(), told=_many(told), new=_many(new)):
        return kept
    return kept | {one.answer_id: one.score or 0 for one in new}


def _few_without_score(members: Sequence[WordsSaid], scores: Scores) -> bool:
    """Whether a group's score less those beside its words is that of one to four people, or of so many without name."""
    left = [one for one in members if one.score is not None and one.answer_id not in scores]
    return rules.leaves_few(*_many(left))


def _behind(cell: ReleaseCell) -> tuple[int, int]:
    return cell.detractors + cell.passives + cell.promoters, sum(cell.unnamed)


def _many(said: Sequence[WordsSaid]) -> tuple[int, int]:
    return len(said), sum(not one.named for one in said)
