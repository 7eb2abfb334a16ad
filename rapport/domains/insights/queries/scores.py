"""Scores of the last release as rows, for the command line and for programs."""

from __future__ import annotations

from typing import Any

from rapport.domains.insights import rules
from rapport.domains.insights.models import Release, ReleaseCell
from rapport.domains.insights.queries.counts import refuse_all_but_staff
from rapport.domains.insights.queries.judging import judging
from rapport.domains.insights.types import Figure, Judging, Margin
from rapport.domains.surveys import queries as surveys
from rapport.foundation.actors import NOBODY, Actor
from rapport.foundation.prepared import Prepared

BY = {"month": Margin.PERIOD, "service": Margin.SERVICE, "site": Margin.SITE}


class UnknownMargin(ValueError):
    """Scores are given by month, service or site."""


def latest_release(viewer: Actor, *, survey_id: int | None = None, how: str = rules.DRAWN) -> Release | None:
    """The newest release of a survey; without one named, of the survey about the whole of IT, else of any."""
    refuse_all_but_staff(viewer)
    if survey_id is not None:
        return next(iter(_LATEST(NOBODY, survey=survey_id, how=how)), None)
    default = surveys.default_survey(viewer)
    found = _LATEST(NOBODY, survey=default.pk, how=how) if default else None
    return next(iter(found or _LATEST_OF_ANY(NOBODY, how=how)), None)


_LATEST = Prepared(
    lambda _nobody, *, survey, how: Release.objects.filter(survey_id__in=survey, how=how).order_by("-number")[:1],
    "survey",
)
_LATEST_OF_ANY = Prepared(lambda _nobody, *, how: Release.objects.filter(how=how).order_by("-made_at", "-id")[:1])


def score_rows(viewer: Actor, by: str | None = None, *, survey_id: int | None = None) -> dict[str, Any]:
    """Scores × 100 of drawn answers as of the last release: {rows, total, as_of, survey_id}.

    A row holds key, n, points, low, high, response_rate (×100), favourable (×100) and suppressed; points are None
    below 10 answers, everything is None below 5. Months with fewer than 30 answers come as calendar quarters.
    """
    if by is not None and by not in BY:
        raise UnknownMargin(f"Scores are given by {', '.join(BY)}, not by {by!r}.")
    release = latest_release(viewer, survey_id=survey_id)
    if release is None:
        return {"rows": [], "total": _row(Figure("all", "All answers", n=0, hidden="few")), "as_of": None}
    margins = [Margin.ALL, BY[by]] if by else [Margin.ALL]
    judged = judging(viewer, survey_id=release.survey_id)
    found = [_figure(cell, judged) for cell in release.cells.filter(margin__in=margins).order_by("place")]
    return {
        "rows": [_row(one) for one in found[1:]],
        "total": _row(found[0]),
        "as_of": release.as_of.isoformat(),
        "survey_id": release.survey_id,
    }


def _figure(cell: ReleaseCell, judged: Judging) -> Figure:
    return rules.figure_of(*cell.told(), hidden=cell.why_hidden, judging=judged)


def _row(one: Figure) -> dict[str, Any]:
    return {
        "key": one.key,
        "n": None if one.hidden else one.n,
        "points": _rounded(one.points),
        "low": _rounded(one.low),
        "high": _rounded(one.high),
        "response_rate": _rounded(one.response_rate, 100),
        "favourable": _rounded(one.favourable, 100),
        "suppressed": bool(one.hidden),
    }


def _rounded(value: float | None, times: int = 1) -> float | None:
    return None if value is None else round(value * times, 2)
