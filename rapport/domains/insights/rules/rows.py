"""A page as rows: the one place from which page tables, CSV, XLSX and the API take their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapport.domains.insights.rules.periods import period_label
from rapport.domains.insights.types import (
    Change,
    Figure,
    GroupSeen,
    ItemFigure,
    LoyaltyPage,
    Metric,
    ReadingRow,
    ReasonsFigure,
    Series,
    ZoneFigure,
)

UNITS = {Metric.NET: "points", Metric.SHARE: "percent", Metric.MEAN: "scale"}
DECIMALS = 4


def rows_of(page: LoyaltyPage, groups: Sequence[GroupSeen] = ()) -> list[ReadingRow]:
    """Every figure of a page, hidden ones with the reason and nothing else; each says how its answers came."""
    return [row if row.how == page.how else replace(row, how=page.how) for row in _rows(page, groups)]


def _rows(page: LoyaltyPage, groups: Sequence[GroupSeen]) -> list[ReadingRow]:
    return [
        *([_row("all", page.total)] if page.total else []),
        *_months(page),
        *_parts("service", page.services),
        *_parts("site", page.sites),
        *(row for facet, found in page.facets for row in _facet(facet, found)),
        *_parts("around", page.around),
        *(_row("asked", one, remark=name) for name, found in page.rates for one in found),
        *(row for one in page.reasons for row in _reasons(one)),
        *(row for one in page.items for row in _item(one)),
        *(row for one in page.zones for row in _zone(one)),
        *(_row("words", one.figure) for one in groups),
        *(
            ReadingRow("benchmark", str(one.id), one.name, one.on.isoformat(), value=one.value, remark=one.source,
                       unit=UNITS[page.judging.metric])
            for one in page.benchmarks
        ),
        *(
            ReadingRow("annotation", str(one.id), one.words, one.on.isoformat(), remark=one.kind)
            for one in page.annotations
        ),
    ]  # fmt: skip


def _months(page: LoyaltyPage) -> Iterator[ReadingRow]:
    """Each period; the last one with its change, a year's change and the weighted score as rows of their own."""
    for one in page.months:
        last = page.figure is not None and one.key == page.figure.key
        yield _row("period", one, change=page.change if last else None)
    if page.year is not None and page.figure is not None:
        yield _row("year", page.figure, change=page.year, remark=f"against {page.year.before.key}")
    if page.weighted is not None and page.figure is not None:
        known, unit = page.weighted, UNITS[page.judging.metric]
        points, low, high = (_rounded(value) for value in (known.points, known.low, known.high))
        yield ReadingRow(
            "weighted", page.figure.key, page.figure.label, page.figure.key, page.figure.n,
            value=points, low=low, high=high, unit=unit,
        )  # fmt: skip


def _parts(section: str, many: list[Series] | tuple[Series, ...]) -> Iterator[ReadingRow]:
    """Of each service, site or value of a facet its quarters; one row where there is none."""
    for one in many:
        for point in one.told:
            period = point.key.rpartition("|")[2] if one.points else None
            change = one.change if point is one.told[-1] else None
            yield _row(section, point, change=change, label=one.label, period=period, key=one.key)


def _facet(section: str, many: tuple[Series, ...]) -> Iterator[ReadingRow]:
    """The same, and before its quarters all answers so far: the page shows these where most have no quarter."""
    for one in many:
        if one.points and one.whole is not None:
            yield _row(section, one.whole, label=one.label, period="", key=one.key)
        yield from _parts(section, [one])


def _row(
    section: str,
    one: Figure,
    *,
    change: Change | None = None,
    label: str = "",
    period: str | None = None,
    key: str = "",
    remark: str = "",
) -> ReadingRow:
    when = _period(one) if period is None else period
    if one.hidden:
        return ReadingRow(section, key or one.key, label or one.label, when, remark=remark, hidden=one.hidden)
    return ReadingRow(
        section=section,
        key=key or one.key,
        label=label or one.label,
        period=when,
        n=one.n,
        asked=one.asked or None,
        response_rate=_rounded(one.response_rate),
        response_low=_rounded(one.response_low),
        response_high=_rounded(one.response_high),
        value=_rounded(one.points),
        low=_rounded(one.low),
        high=_rounded(one.high),
        unit=UNITS[one.metric],
        favourable=_rounded(one.favourable),
        favourable_low=_rounded(one.favourable_low),
        favourable_high=_rounded(one.favourable_high),
        deviation=_rounded(one.deviation),
        counts=_counts(one),
        change=_rounded(change.difference) if change else None,
        change_low=_rounded(change.low) if change else None,
        change_high=_rounded(change.high) if change else None,
        verdict=change.verdict if change else "",
        needed=change.needed if change else None,
        remark=remark,
        answered=one.replied or None,
    )


def _period(one: Figure) -> str:
    """The key of a period where the figure is of one."""
    try:
        period_label(one.key)
    except (ValueError, IndexError):
        return ""
    return one.key


def _counts(one: Figure) -> str:
    """By answer; by class where a single answer would stand for few people, and only the favourable beside a mean."""
    if not one.parted:
        return f"other:{one.n - one.promoters} happy:{one.promoters}"
    if not one.scores and one.points is not None:
        return f"unhappy:{one.detractors} between:{one.passives} happy:{one.promoters}"
    return " ".join(f"{score}:{many}" for score, many in enumerate(one.scores) if many)


def _item(one: ItemFigure) -> Iterator[ReadingRow]:
    if one.hidden:
        yield ReadingRow("item", one.key, one.label, one.period, hidden=one.hidden)
        return
    unit = {"minutes": "minutes", "single": "percent", "multiple": "percent"}.get(one.kind, "scale")
    yield ReadingRow(
        section="item",
        key=one.key,
        label=one.label,
        period=one.period,
        n=one.n,
        value=_rounded(one.minutes.mean if one.minutes else one.mean),
        low=_rounded(one.low),
        high=_rounded(one.high),
        unit=unit,
        favourable=_rounded(one.favourable),
        deviation=_rounded(one.deviation),
        counts=" ".join(f"{key}:{many}" for key, many in one.counts),
        remark=_minutes(one),
    )
    for choice in one.choices:
        yield ReadingRow(
            "choice", f"{one.key}:{choice.key}", choice.label, one.period, n=one.n, value=_rounded(choice.share * 100),
            low=_rounded(choice.low * 100), high=_rounded(choice.high * 100), unit="percent",
            counts=str(choice.many), remark=one.label,
        )  # fmt: skip
    for quarter in one.quarters:
        yield from _item(quarter)


def _reasons(one: ReasonsFigure) -> Iterator[ReadingRow]:
    if one.hidden:
        yield ReadingRow("reason", one.felt, one.felt, remark=f"since {one.since}", hidden=one.hidden)
    for reason in one.choices:
        yield ReadingRow(
            "reason", f"{one.felt}:{reason.key}", reason.label, n=one.n, value=_rounded(reason.share * 100),
            low=_rounded(reason.low * 100), high=_rounded(reason.high * 100), unit="percent",
            counts=str(reason.many), remark=f"{one.felt}, since {one.since}",
        )  # fmt: skip


def _minutes(one: ItemFigure) -> str:
    if one.minutes is None:
        return ""
    found = one.minutes
    if found.median is None or found.p90 is None or found.carrying is None:
        return "to five minutes; too few answers for the rest"
    return f"median {found.median:g}, 90th percentile {found.p90:g}, 80 % in {found.carrying * 100:.0f} % of episodes"


def _zone(one: ZoneFigure) -> Iterator[ReadingRow]:
    levels = {"adequate": one.adequate, "desired": one.desired, "perceived": one.perceived}
    for (level, value), (low, high, n) in zip(levels.items(), one.levels, strict=True):
        yield ReadingRow(
            "zone", f"{one.key}:{level}", one.label, n=n, value=_rounded(value), low=_rounded(low),
            high=_rounded(high), unit="scale", remark=level,
        )  # fmt: skip
    for name, gap in (("adequacy", one.adequacy), ("superiority", one.superiority)):
        over, least, most = (_rounded(part) for part in gap)
        yield ReadingRow(
            "zone", f"{one.key}:{name}", one.label, n=one.n, value=over, low=least, high=most, unit="scale",
            remark=name,
        )  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
