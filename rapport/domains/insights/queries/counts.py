"""Counts as they are: folded plus what is not folded yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.db.models import F, OuterRef, Q, Subquery, Sum

from rapport.domains.insights.models import AnswerCount, AnswerDelta, Release
from rapport.domains.insights.types import Cell
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.types import SurveyKind
from rapport.foundation.actors import Actor, NotAllowed

DRAWN = "drawn"
NEW_ANSWERS = 5


class Place(NamedTuple):
    """What is alike in one cell of counts."""

    month: date
    site_id: int | None
    service_id: int | None
    stratum: str


def cells(viewer: Actor, *, survey_id: int, view: str) -> dict[Place, Cell]:
    """The drawn answers of one survey by month, site, service and stratum."""
    refuse_all_but_staff(viewer)
    scores: dict[Place, list[int]] = defaultdict(lambda: [0] * 11)
    asked: dict[Place, int] = defaultdict(int)
    for month, site, service, stratum, score, n_answered, n_asked in _sums(survey_id, view):
        place = Place(month, site, service, stratum)
        asked[place] += n_asked
        if score is not None:
            scores[place][score] += n_answered
    return {place: cell_of(viewer, scores[place], asked[place]) for place in {*scores, *asked}}


def cells_with_unnamed(viewer: Actor, *, survey_id: int, view: str) -> dict[Place, Cell]:
    """The same, and how many of each score were given without a name."""
    found = cells(viewer, survey_id=survey_id, view=view)
    scores: dict[Place, list[int]] = defaultdict(lambda: [0] * 11)
    for one in surveys.unnamed_counts(viewer, survey_id=survey_id):
        for service_id in one.services if view == "used" else (one.service_id,):
            whole = view != "used"
            place = Place(one.month, one.site_id if whole else None, service_id, one.stratum if whole else "")
            scores[place][one.score] += one.n
    return {place: replace(cell, unnamed=tuple(scores[place])) for place, cell in found.items()}


def refuse_all_but_staff(viewer: Actor) -> None:
    """Figures cover every organisation, so the contact of one client does not read them; NotAllowed."""
    if not viewer.staff:
        raise NotAllowed("loyalty.read")
    viewer.require("loyalty.read")


def cell_of(viewer: Actor, scores: Iterable[int], asked: int) -> Cell:
    """A cell from eleven counts."""
    del viewer  # arithmetic only
    found = tuple(scores)
    replied = sum(found) if asked else 0
    return Cell(sum(found[:7]), sum(found[7:9]), sum(found[9:]), asked, replied, found)


def received(viewer: Actor, *, survey_id: int) -> int:
    """How many drawn answers have come in; the only live figure there is."""
    refuse_all_but_staff(viewer)
    drawn = {"survey_id": survey_id, "view": "whole", "how": DRAWN, "score__isnull": False}
    folded, unfolded = (t.objects.filter(**drawn).aggregate(n=Sum("answered"))["n"] for t in (AnswerCount, AnswerDelta))
    return (folded or 0) + (unfolded or 0)


def surveys_to_release(viewer: Actor) -> list[int]:
    """Surveys of the loyalty question with at least five answers more than their last release knew."""
    refuse_all_but_staff(viewer)
    loyalty = [one.pk for one in surveys.surveys(viewer) if one.kind == SurveyKind.NPS]
    alike = {"view": "whole", "how": DRAWN, "survey_id__in": loyalty}
    totals: dict[int, int] = defaultdict(int)
    for table in (AnswerCount, AnswerDelta):
        for survey_id, n in table.objects.filter(**alike).values_list("survey_id").annotate(n=Sum("answered")):
            totals[survey_id] += n
    newest = Release.objects.filter(survey_id=OuterRef("survey_id")).order_by("-number").values("number")[:1]
    last = dict(Release.objects.filter(number=Subquery(newest)).values_list("survey_id", "answers"))
    return sorted(survey for survey, n in totals.items() if n - last.get(survey, 0) >= NEW_ANSWERS)


def _sums(survey_id: int, view: str) -> list[tuple]:
    wanted = Q(survey_id=survey_id, view=view, how=DRAWN)
    by = ("month", "site_id", "service_id", "stratum", "score")
    rows: list[tuple] = []
    for table in (AnswerCount, AnswerDelta):
        found = table.objects.filter(wanted).values_list(*(F(name) for name in by))
        rows += found.annotate(n=Sum("answered"), m=Sum("asked")).order_by()
    return rows
