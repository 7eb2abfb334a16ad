"""Their words as of the last release: groups, tags, and the list where ten or more may be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice

from django.db.models import QuerySet, Subquery

from rapport.domains.insights import rules
from rapport.domains.insights.models import Saying, TagRule, WordGroup, WordsRead
from rapport.domains.insights.queries.counts import refuse_all_but_staff
from rapport.domains.insights.queries.judging import judging
from rapport.domains.insights.queries.scores import latest_release
from rapport.domains.insights.types import NPS, Cell, GroupSeen, Judging, SayingSeen, TagSeen, WordsPage
from rapport.domains.surveys import queries as surveys
from rapport.foundation.actors import NOBODY, Actor, NotFound
from rapport.foundation.prepared import Prepared
from rapport.foundation.text import fold

FEWEST, EACH = 10, 30


def their_words(
    viewer: Actor,
    *,
    survey_id: int | None = None,
    search: str = "",
    tag: str = "",
    group_id: int | None = None,
    after: int = 0,
) -> WordsPage:
    """Groups and one page of the list; NotFound where there is no survey or no release.

    Only words without a name, or with leave to print them, and only where ten may be read; the same after every
    search and filter, so fewer than ten are neither shown nor counted. `after` counts rows. A tag on fewer than ten
    stands beside none of them: who reads the list could count it there. NotFound for a tag or group there is none of.
    """
    refuse_all_but_staff(viewer)
    found = _read(viewer, survey_id)
    sayings = _open(viewer, found.survey_id)
    if group_id is not None and group_id not in {one.id for one in found.groups}:
        raise NotFound("group")
    if len(sayings) < FEWEST:
        return found
    tagged = Counter(name for one in sayings for name in one.tags)
    if tag and tag not in tagged and not TagRule.objects.filter(tag=tag).exists():
        raise NotFound("tag")
    wanted = fold(search.strip())
    kept = [
        one
        for one in sayings
        if (not tag or tag in one.tags) and (group_id is None or one.group_id == group_id) and wanted in fold(one.words)
    ]
    often = sorted((TagSeen(name, n) for name, n in tagged.items() if n >= FEWEST), key=lambda one: (-one.n, one.name))
    said = replace(
        found,
        open=len(sayings),
        hidden=False,
        tags=tuple(often),
        rare_tags=tuple(sorted(name for name, n in tagged.items() if n < FEWEST)),
    )
    if len(kept) < FEWEST:
        return replace(said, few=True)
    following = after + EACH if len(kept) > after + EACH else None
    told = {one.name for one in often}
    rows = (replace(one, tags=tuple(name for name in one.tags if name in told)) for one in kept)
    return replace(said, found=len(kept), rows=tuple(islice(rows, after, after + EACH)), next=following)


def words_released(viewer: Actor, *, survey_id: int) -> frozenset[int]:
    """The answers whose words every reader of figures may see: ten and more without a name, new ones five at a time."""
    refuse_all_but_staff(viewer)
    return frozenset(_RELEASED(viewer, survey=survey_id))


_RELEASED = Prepared(
    lambda _viewer, *, survey: Saying.objects.filter(survey_id__in=survey, open=True).values_list(
        "answer_id", flat=True
    ),
    "survey",
)


def word_groups(viewer: Actor, *, survey_id: int, judged: Judging = NPS) -> tuple[GroupSeen, ...]:
    """The groups of words of one survey with three typical sentences each, where ten answers had words."""
    refuse_all_but_staff(viewer)
    rows = _group_rows(survey_id)
    return tuple(_groups(viewer, rows, judged))


def _group_rows(survey_id: int) -> list[WordGroup]:
    """Those of the newest reading: a release with too few new words goes on with the reading before it."""
    return _GROUPS(NOBODY, survey=survey_id)


def _of_newest(_nobody: Actor, *, survey: Collection[int]) -> QuerySet[WordGroup]:
    newest = WordsRead.objects.filter(release__survey_id__in=survey, said__gte=FEWEST).order_by("-release__number")
    return WordGroup.objects.filter(release_id=Subquery(newest.values("release_id")[:1])).order_by("place")


_GROUPS = Prepared(_of_newest, "survey")


def _read(viewer: Actor, survey_id: int | None) -> WordsPage:
    """Everything but the list; NotFound where there is no survey or no release."""
    release = latest_release(viewer, survey_id=survey_id)
    if release is None:
        raise NotFound
    survey = surveys.survey(viewer, release.survey_id)
    read = WordsRead.objects.filter(release__survey_id=survey.pk).order_by("-release__number").first()
    enough = read is not None and read.said >= FEWEST
    groups = word_groups(viewer, survey_id=survey.pk, judged=judging(viewer, survey_id=survey.pk))
    return WordsPage(
        survey_id=survey.pk,
        survey=survey.name,
        as_of=release.as_of,
        said=read.said if read and enough else 0,
        rest=read.said - sum(one.figure.n for one in groups) if read and enough else 0,
        open=0,
        found=0,
        groups=groups,
        rows=(),
        tags=(),
        owner=surveys.owns_survey(viewer, survey.pk),
        hidden=True,
    )


def tag_rules(viewer: Actor) -> list[TagSeen]:
    """Every rule with its words, by tag."""
    refuse_all_but_staff(viewer)
    return [TagSeen(one.tag, 0, one.words) for one in TagRule.objects.order_by("tag")]


def _groups(viewer: Actor, rows: Sequence[WordGroup], judged: Judging) -> list[GroupSeen]:
    words = surveys.words_of_answers(viewer, [pk for one in rows for pk in one.typical])
    # Of whom three sentences are no longer there to be read, because people took theirs along, count with the rest.
    open_ones = [one for one in rows if len(set(one.typical) & words.keys()) >= rules.SENTENCES]
    return [
        GroupSeen(
            id=one.pk,
            name=one.name,
            figure=rules.figure_of(str(one.place), one.name, _cell(one), judging=judged),
            typical=tuple(islice((words[pk] for pk in one.typical if pk in words), rules.SENTENCES)),
        )
        for one in open_ones
    ]


def _cell(one: WordGroup) -> Cell:
    return Cell(one.detractors, one.passives, one.promoters, 0, 0, tuple(one.scores), one.unscored)


def _open(viewer: Actor, survey_id: int) -> list[SayingSeen]:
    """Every word that may be read, in the order drawn by lot; at most two thousand."""
    rows = Saying.objects.filter(survey_id=survey_id, open=True).order_by("place")
    found = rows.values_list("pk", "answer_id", "score", "tags", "group_id")
    words = surveys.words_of_answers(viewer, [row[1] for row in found])
    return [
        SayingSeen(pk, words[answer], score, tuple(tags), group)
        for pk, answer, score, tags, group in found
        if answer in words
    ]
