"""Counts as they are: folded plus what is not folded yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from rapport.domains.insights.models import AnswerCount, AnswerDelta, Release
from rapport.domains.insights.rules.kinds import classes_of
from rapport.domains.insights.rules.periods import bounds, quarter_of
from rapport.domains.insights.rules.ways import DRAWN
from rapport.domains.insights.types import NPS, Cell, Judging
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.types import UnnamedCount
from rapport.foundation.actors import NOBODY, Actor, NotAllowed
from rapport.foundation.prepared import Prepared

NEW_ANSWERS = 5


class Place(NamedTuple):
    """What is alike in one cell of counts."""

    month: date
    site_id: int | None
    service_id: int | None
    stratum: str
    part: str = ""


def cells(viewer: Actor, *, survey_id: int, view: str, judging: Judging = NPS, how: str = DRAWN) -> dict[Place, Cell]:
    """The answers of one survey that came in one way, by month, site, service, stratum and facet."""
    refuse_all_but_staff(viewer)
    scores: dict[Place, Counter[int]] = defaultdict(Counter)
    unscored: Counter[Place] = Counter()
    asked: Counter[Place] = Counter()
    for *place, score, n_answered, n_asked in _sums(survey_id, view, how):
        where = Place(*place)
        asked[where] += n_asked
        if score is None:
            unscored[where] += n_answered
        else:
            scores[where][score] += n_answered
    return {p: cell_of(viewer, scores[p], asked[p], unscored[p], judging) for p in {*scores, *asked}}


def item_counts(
    viewer: Actor, *, survey_id: int, how: str = DRAWN, without: date | None = None
) -> dict[str, dict[str, int]]:
    """What was said to the further questions: by question each score or choice with how many gave it; "" is all.

    without: a month that waits, as in the score.
    """
    return _said(viewer, survey_id, how, lambda question, month: question, without)


def item_counts_by_quarter(
    viewer: Actor, *, survey_id: int, how: str = DRAWN, without: date | None = None
) -> dict[str, dict[str, int]]:
    """The same by question and calendar quarter: "minutes_lost|2026-Q4"."""
    return _said(viewer, survey_id, how, lambda question, month: f"{question}|{quarter_of(month)}", without)


def _said(
    viewer: Actor, survey_id: int, how: str, name: Callable[[str, date], str], without: date | None
) -> dict[str, dict[str, int]]:
    refuse_all_but_staff(viewer)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    wanted = Q(survey_id=survey_id, view="item", how=how)
    for question, month, part, score, n in _of_both(wanted, ("question", "month", "part", "score"), n=Sum("answered")):
        if month != without:
            found[name(question, month)][part if score is None else str(score)] += n
    return {key: {said: n for said, n in counts.items() if n} for key, counts in found.items()}


def cells_with_unnamed(
    viewer: Actor, *, survey_id: int, view: str, judging: Judging = NPS, how: str = DRAWN
) -> dict[Place, Cell]:
    """The same, and how many of each score were given without a name."""
    found = cells(viewer, survey_id=survey_id, view=view, judging=judging, how=how)
    scores: dict[Place, list[int]] = defaultdict(lambda: [0] * 11)
    for one in surveys.unnamed_counts(viewer, survey_id=survey_id, view=view, how=how):
        for place in _places(one, view):
            scores[place][one.score] += one.n
    return {place: replace(cell, unnamed=tuple(scores[place])) for place, cell in found.items()}


def _places(one: UnnamedCount, view: str) -> list[Place]:
    """Where answers that are alike are counted in one view."""
    if view == "used":
        return [Place(one.month, None, service_id, "") for service_id in one.services]
    if view == "facet":
        return [Place(one.month, None, None, "", f"{name}:{value}") for name, value in one.facets]
    return [Place(one.month, one.site_id, one.service_id, one.stratum)]


def refuse_all_but_staff(viewer: Actor) -> None:
    """Figures cover every organisation, so the contact of one client does not read them; NotAllowed."""
    if not viewer.staff:
        raise NotAllowed("loyalty.read")
    viewer.require("loyalty.read")


def cell_of(viewer: Actor, counts: Mapping[int, int], asked: int, unscored: int = 0, judging: Judging = NPS) -> Cell:
    """A cell from how many gave each answer from 0 to 10."""
    del viewer  # arithmetic only
    scores = tuple(counts.get(score, 0) for score in range(11))
    replied = sum(scores) + unscored if asked else 0
    return Cell(*classes_of(judging, counts), asked, replied, scores, unscored)


def received_by_way(viewer: Actor, *, survey_id: int) -> dict[str, int]:
    """How many answers have come in each way; the only live figures there are."""
    refuse_all_but_staff(viewer)
    totals: Counter[str] = Counter()
    for how, n in _BY_WAY(NOBODY, survey=survey_id):
        totals[how] += n
    return {how: n for how, n in totals.items() if n}


def answers_of_sites(viewer: Actor, site_ids: Sequence[int], *, survey_id: int, quarter: date, how: str = DRAWN) -> int:
    """How many answers of a quarter came from these sites: to weigh what is shown of them, never to be shown."""
    refuse_all_but_staff(viewer)
    first, after = bounds(quarter_of(quarter))
    wanted = Q(survey_id=survey_id, view="whole", how=how, site_id__in=site_ids, month__gte=first, month__lt=after)
    return sum(n for _, n in _of_both(wanted, ("site_id",), n=Sum("answered")))


def surveys_to_release(viewer: Actor) -> list[tuple[int, str]]:
    """Surveys, and the way their answers came, with at least five answers more than their last release knew."""
    refuse_all_but_staff(viewer)
    totals: Counter[tuple[int, str]] = Counter()
    for survey_id, how, n in _of_both(Q(view="whole"), ("survey_id", "how"), n=Sum("answered")):
        totals[survey_id, how] += n
    alike = Release.objects.filter(survey_id=OuterRef("survey_id"), how=OuterRef("how"))
    newest = Release.objects.filter(number=Subquery(alike.order_by("-number").values("number")[:1]))
    last = {(survey_id, how): n for survey_id, how, n in newest.values_list("survey_id", "how", "answers")}
    return sorted(one for one, n in totals.items() if n - last.get(one, 0) >= NEW_ANSWERS)


def _sums(survey_id: int, view: str, how: str) -> list[tuple[Any, ...]]:
    wanted = Q(survey_id=survey_id, view=view, how=how)
    by = ("month", "site_id", "service_id", "stratum", "part", "score")
    return _of_both(wanted, by, n=Sum("answered"), m=Sum("asked"))


def _of_both(wanted: Q, by: Sequence[str], **sums: Sum) -> list[tuple[Any, ...]]:
    """What is folded and what is not, in one statement: a fold between two would be in neither or in both."""
    return list(_both(wanted, by, **sums))


def _both(wanted: Q, by: Sequence[str], **sums: Sum) -> QuerySet[Any, Any]:
    folded, unfolded = (
        table.objects.filter(wanted).order_by().values(*by).annotate(**sums).values_list(*by, *sums)
        for table in (AnswerCount, AnswerDelta)
    )
    return folded.union(unfolded, all=True)


_BY_WAY = Prepared(
    lambda _nobody, *, survey: _both(Q(survey_id__in=survey, view="whole"), ("how",), n=Sum("answered")), "survey"
)
