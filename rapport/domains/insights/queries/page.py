"""The Loyalty page: one survey as of its last release, and how many answers have come in since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from rapport.domains.insights import rules
from rapport.domains.insights.models import Release, ReleaseCell
from rapport.domains.insights.queries.counts import received_by_way, refuse_all_but_staff
from rapport.domains.insights.queries.judging import _judging_of
from rapport.domains.insights.queries.notes import annotations_of, benchmarks
from rapport.domains.insights.queries.scores import latest_release
from rapport.domains.insights.queries.zones import with_zones
from rapport.domains.insights.rules.periods import bounds
from rapport.domains.insights.types import Change, Figure, Judging, LoyaltyPage, Margin, Series, Weighted
from rapport.domains.surveys import queries as surveys
from rapport.domains.surveys.types import Asking, SurveyKind
from rapport.foundation.actors import Actor, NotFound, system
from rapport.measures.disclosure import told_mean

PERIODS = 14  # a year, the same month of the year before, and the month that is not over
QUARTERS = 8


def loyalty(viewer: Actor, *, survey_id: int | None = None, how: str = rules.DRAWN) -> LoyaltyPage:
    """Everything the page shows of the answers that came in one way; raises NotFound where there is no survey.

    An empty `how` takes drawn answers where there are any, else those of the way most came by.
    """
    refuse_all_but_staff(viewer)
    release = latest_release(viewer, survey_id=survey_id) if survey_id is None else None
    survey = surveys.survey(viewer, release.survey_id) if release else _survey(viewer, survey_id)
    ways = received_by_way(viewer, survey_id=survey.pk)
    way = rules.way_to_show(ways, how)
    if release is None or release.how != way:
        release = latest_release(viewer, survey_id=survey.pk, how=way)
    came: dict[str, Any] = {"how": way, "received": ways.get(way, 0), "received_by_way": tuple(sorted(ways.items()))}
    if release is None:
        return replace(_empty(survey.pk, survey.name), **_asked(surveys.asking_of(viewer, survey.pk)), **came)
    frozen = _frozen(release.pk, release.key)
    keys = [one.key for one in frozen.months]
    notes = annotations_of(viewer, survey_id=survey.pk)
    page = replace(frozen, survey=survey.name, **came)
    if survey.kind == SurveyKind.EXPECTATION:
        page = with_zones(viewer, page)
    return replace(
        page,
        annotations=tuple(replace(one, period=rules.period_with(keys, one.on)) for one in notes),
        benchmarks=tuple(benchmarks(viewer, survey_id=survey.pk)),
    )


def _survey(viewer: Actor, survey_id: int | None) -> Any:
    found = surveys.survey(viewer, survey_id) if survey_id is not None else surveys.default_survey(viewer)
    if found is None:
        raise NotFound
    return found


@lru_cache(maxsize=16)
def _frozen(release_id: int, key: str) -> LoyaltyPage:
    """What one release says; it never changes, so it is put together once."""
    release = Release.objects.get(pk=release_id, key=key)
    asked = surveys.asking_of(system(), release.survey_id)
    return replace(_page(release, _judging_of(asked), asked), question=asked.question)


def _asked(asked: Asking) -> dict[str, Any]:
    return {"judging": _judging_of(asked), "question": asked.question}


def _page(release: Release, judged: Judging, asked: Asking) -> LoyaltyPage:
    cells: dict[str, list[ReleaseCell]] = defaultdict(list)
    for cell in release.cells.order_by("place"):
        cells[cell.margin].append(cell)
    items = {cell.key: cell for cell in cells.pop(Margin.ITEM, [])}
    quarters = {cell.key: cell for cell in cells.pop(Margin.ITEM_QUARTER, [])}
    reasons, questions = cells.pop(Margin.REASON, []), asked.questions
    figures = {margin: [_figure(cell, judged) for cell in found] for margin, found in cells.items()}
    months = figures.get(Margin.PERIOD, [])[-PERIODS:]
    shown = [one for one in months if one.points is not None]
    head = shown[-1] if shown else None
    at_head = next((c for c in cells[Margin.PERIOD] if head and c.key == head.key), None)
    return LoyaltyPage(
        survey_id=release.survey_id,
        survey="",
        as_of=release.as_of,
        released=release.answers,
        received=0,
        release=(release.pk, release.key),
        figure=head,
        scores=head.scores if head else (),
        weighted=_weighted(at_head, about=head is not None and not head.parted),
        change=rules.change_between(shown[-2], shown[-1]) if len(shown) > 1 else None,
        year=_year(shown),
        months=months,
        services=_series(cells, figures, Margin.SERVICE, Margin.SERVICE_QUARTER),
        sites=_series(cells, figures, Margin.SITE, Margin.SITE_QUARTER),
        rates=_rates(figures),
        total=figures[Margin.ALL][0],
        since=bounds(head.key)[0] if head else None,
        until=bounds(head.key)[1] if head else None,
        judging=judged,
        facets=tuple(
            (facet, tuple(_series(cells, figures, Margin(facet), Margin(f"{facet}_quarter"))))
            for facet in rules.FACETS
            if facet in cells
        ),
        reasons=tuple(rules.reasons_figure(c.key, c.unscored, dict(c.scores), asked.reasons) for c in reasons),
        around=rules.around(_series(cells, figures, Margin.WAVE, Margin.WAVE)),
        items=rules.items_of(_counted(items), questions, _by_quarter(quarters)),
        zones=rules.zones_of(_counted(items), questions),
    )


def _counted(items: dict[str, ReleaseCell]) -> dict[str, tuple[int, dict[str, int]]]:
    """By question how many answered it and what they said; nothing of those that are hidden."""
    return {key: (cell.unscored, dict(cell.scores)) for key, cell in items.items() if not cell.hidden}


def _by_quarter(cells: dict[str, ReleaseCell]) -> dict[str, tuple[int, dict[str, int]]]:
    """The same by quarter; a hidden quarter is there with nothing in it, so that the page can say so."""
    return {key: (0, {}) for key in cells} | _counted(cells)


def _figure(cell: ReleaseCell, judged: Judging) -> Figure:
    return rules.figure_of(*cell.told(), hidden=cell.why_hidden, judging=judged)


def _rates(figures: dict[str, list[Figure]]) -> list[tuple[str, list[Figure]]]:
    """Who answered, by every margin that has a frame behind it."""
    months = figures.get(Margin.PERIOD, [])[-6:]
    groups = {
        rules.rows_are([one.key for one in months]): months,
        "By service": figures.get(Margin.SERVICE, []),
        "By site": figures.get(Margin.SITE, []),
        "By site and the service used last": figures.get(Margin.STRATUM, []),
    }
    rated = {name: [one for one in found if one.response_rate is not None] for name, found in groups.items()}
    return [(name, found) for name, found in rated.items() if found]


def _weighted(cell: ReleaseCell | None, *, about: bool) -> Weighted | None:
    """The weighted score, as exactly as the raw one beside it."""
    if cell is None or cell.weighted is None:
        return None
    told = (cell.weighted, cell.weighted_low or 0.0, cell.weighted_high or 0.0)
    return Weighted(*(told_mean(*told) if about else told))


def _year(shown: Sequence[Figure]) -> Change | None:
    if not shown:
        return None
    then = rules.year_before(shown[-1].key)
    before = next((one for one in shown if one.key == then), None)
    return rules.change_between(before, shown[-1]) if before else None


def _series(
    cells: dict[str, list[ReleaseCell]], figures: dict[str, list[Figure]], whole: Margin, quarters: Margin
) -> list[Series]:
    """One series for each service or site; by quarter, with what changed since the first quarter shown.

    The same margin twice has no quarters.
    """
    points: dict[str, list[Figure]] = defaultdict(list)
    for cell, one in zip(cells[quarters], figures.get(quarters, []), strict=True) if quarters != whole else ():
        points[cell.key.partition("|")[0]].append(one)
    found = []
    for cell, one in zip(cells[whole], figures.get(whole, []), strict=True):
        line = [p for p in points[cell.key][-QUARTERS:] if p.points is not None]
        change = rules.change_between(line[0], line[-1]) if len(line) > 1 else None
        found.append(Series(cell.key, cell.label, line, line[-1] if line else one, change, one.hidden, one))
    return found


def _empty(survey_id: int, name: str) -> LoyaltyPage:
    return LoyaltyPage(
        survey_id=survey_id,
        survey=name,
        as_of=None,
        released=0,
        received=0,
        figure=None,
        scores=(),
        weighted=None,
        change=None,
        year=None,
        months=[],
        services=[],
        sites=[],
        rates=[],
        total=None,
    )
