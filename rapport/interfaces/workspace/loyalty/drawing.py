"""What of a release is drawn, and the one sentence above each drawing; both follow from the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapport.domains.insights.types import Change, Figure, Hidden, Judging, LoyaltyPage, Metric, Series
from rapport.interfaces.look.figures import scales, trend
from rapport.interfaces.look.figures.distribution import Lie
from rapport.interfaces.look.figures.scales import Scale
from rapport.interfaces.look.figures.trend import Month
from rapport.interfaces.look.wording import words
from rapport.measures.proportions import wilson

SHORT = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNHAPPY = ("unhappy", "in between", "happy")
FACETS = {
    "team": "By team",
    "channel": "By channel",
    "way": "By way of support",
    "language": "By language",
    "tenure": "By how long they are known",
    "group": "By the groups of the file",
}
REST = "These rows do not add up to all answers: some are hidden, or wait until five can join a row together."
GROUPED = "In three groups only: one by one, what single people said would stand there."
ABOUT = "Too few answers to lay out: what single people said would stand there. The mean above is told about."
PERIODS = ("By month", "By quarter")  # who answered when is no question of who


@dataclass(frozen=True)
class FacetRow:
    """One value of a facet: its figure, range, n and what changed; or that it is not shown."""

    label: str
    value: str
    span: str
    n: str
    verdict: str
    points: float | None = None
    low: float = 0.0
    high: float = 0.0


def scale_of(judging: Judging) -> Scale:
    """What the survey's own figure is drawn on."""
    if judging.metric is Metric.NET:
        return scales.NET
    if judging.metric is Metric.SHARE:
        return scales.SHARE
    name, short = ("Ease", "CES") if judging.kind == "ces" else ("Mean", "Mean")
    return scales.mean_of(judging.low, judging.high, name=name, short=short)


def short(key: str) -> str:
    """2026-10 → Oct; 2026-Q4 or 12|2026-Q4 → Q4 26."""
    year, _, part = key.rpartition("|")[2].partition("-")
    return f"{part} {year[2:]}" if part.startswith("Q") else SHORT[int(part)]


def month(one: Figure, *, rated: bool = False) -> Month:
    """One period as the drawings take it."""
    rate = one.response_rate if rated else None
    return Month(short(one.key), one.points, one.low or 0.0, one.high or 0.0, one.n, rate)


def trend_words(page: LoyaltyPage, scale: Scale) -> dict[str, Any]:
    """The trend with what happened, who answered, and the figures of others."""
    shown = [one for one in page.months if one.hidden != Hidden.OPEN]
    place = {one.key: at for at, one in enumerate(shown)}
    notes = [one for one in page.annotations if one.period in place]
    changes = [trend.Change("", one.words, at=place[one.period]) for one in notes]
    beside = {at: _beside(one, [n.words for n in notes if n.period == one.key]) for at, one in enumerate(shown)}
    return {
        "months": [month(one, rated=True) for one in shown],
        "changes": changes,
        "levels": [trend.Level(one.name, one.value) for one in page.benchmarks],
        "months_beside": {at: said for at, said in beside.items() if said},
        "levels_say": [benchmark_sentence(one.name, one.value, page.figure, scale) for one in page.benchmarks],
    }


def _beside(one: Figure, notes: Sequence[str]) -> str:
    rate = f"{words.percent(one.response_rate)} answered" if one.response_rate is not None else ""
    return ", ".join([*notes, rate]) if rate else ", ".join(notes)


def benchmark_sentence(name: str, value: float, figure: Figure | None, scale: Scale) -> str:
    """Where we stand beside the figure of others: judged by the range, never by the point."""
    if figure is None or figure.low is None or figure.high is None:
        return f"{name}: {scale.write(value)}."
    where = (
        "inside our range" if figure.low <= value <= figure.high else "below it" if value < figure.low else "above it"
    )
    return f"{name}, {scale.write(value)}, lies {where}."


def spread_words(page: LoyaltyPage, figure: Figure | None, scale: Scale) -> dict[str, Any]:
    """How the answers lie, and how far apart: never the mean alone."""
    judging = page.judging
    if figure is None or figure.points is None:
        return {"scores": None, "spread": "", "classes": [], "unlisted": "Not shown: fewer than ten answers."}
    lie = lie_of(judging)
    if len(page.scores) != 11:
        told = {"spread": _spread(figure, scale), "classes": _classes(figure, lie)}
        return {"scores": None, "unlisted": GROUPED if figure.parted else ABOUT, **told}
    shown = page.scores[lie.first : lie.last + 1]
    return {"scores": shown, "lie": lie, "spread": _spread(figure, scale), "classes": _classes(figure, lie)}


def lie_of(judging: Judging) -> Lie:
    """The scale in its three groups."""
    if judging.kind == "nps":
        return Lie((0, 7, 9), 10)
    if judging.kind == "csat":
        return Lie((1, 3, 4), 5, UNHAPPY)
    if judging.kind == "ces":
        return Lie((1, 4, 5), 7, UNHAPPY)
    third = (judging.high - judging.low) / 3
    middle = next(s for s in range(judging.low, judging.high + 1) if s - judging.low > third - 1e-9)
    last = next(s for s in range(judging.low, judging.high + 1) if s - judging.low >= 2 * third - 1e-9)
    low = judging.better == "low"
    return Lie((judging.low, middle, last), judging.high, UNHAPPY[::-1] if low else UNHAPPY, lowest_last=low)


def _spread(figure: Figure, scale: Scale) -> str:
    if figure.deviation is None or figure.median is None:
        return ""
    said = f"The middle answer is {figure.median:g}; single answers lie {figure.deviation:.1f} apart from the mean"
    return f"{said} (standard deviation)."


def _classes(figure: Figure, lie: Lie) -> list[tuple[str, str, str]]:
    """Class, name and share with its range of each group; beside a mean that is told about, none."""
    if not figure.parted:
        return []
    n = figure.detractors + figure.passives + figure.promoters
    many = {"detractor": figure.detractors, "passive": figure.passives, "promoter": figure.promoters}
    return [(kind, name, _share(many[kind], n)) for kind, name, _ in lie.groups]


def _share(many: int, n: int) -> str:
    found = wilson(many, n)
    return words.share(found.value, found.low, found.high)


def verdict(change: Change | None) -> str:
    """What may be said about a series: judged by its interval."""
    if change is None:
        return ""
    then = short(change.before.key)
    if change.verdict == "no clear change":
        return f"No clear change since {then}."
    return f"{words.sentence(change.verdict)} than in {then}."


def judged_around(change: Change | None, scale: Scale) -> str:
    """What may be said after a change; with no group beside it nobody can tell what came of the change itself."""
    if change is None:
        return ""
    said = "No clear change" if change.verdict == "no clear change" else words.sentence(change.verdict)
    low, high = scale.difference(change.low), scale.difference(change.high)
    return f"{said}: {scale.difference(change.difference)} ({low} to {high}). It goes with the change; others may, too."


def changes_sentence(many: Sequence[Series]) -> str:
    """Which rose, which fell, and how many did not change clearly."""
    known = [one for one in many if one.change is not None]
    named = {
        way: [one.label for one in known if one.change and one.change.verdict == way] for way in ("better", "worse")
    }
    said = [f"{words.sentence(way)}: {_listed(names)}." for way, names in named.items() if names]
    still = len(known) - sum(len(names) for names in named.values())
    if not known:
        return ""
    if not said:
        return "No clear change in any of them." if still > 1 else "No clear change."
    return " ".join([*said, f"No clear change in {words.small(still)}." if still else ""]).strip()


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def facets(page: LoyaltyPage, scale: Scale) -> list[dict[str, Any]]:
    """One table for each facet, all of it of one period: figures of different quarters never stand side by side."""
    found = []
    for facet, many in page.facets:
        open_ones, silent = [one for one in many if not one.hidden], sorted(one.label for one in many if one.hidden)
        quarter = _one_period(open_ones)
        seen = [(one, _in_period(one, quarter)) for one in open_ones]
        there = [replace(one, last=figure) for one, figure in seen if figure is not None]
        rows = [_facet_row(one, scale) for one in there]
        if rows or silent:
            when = f"in {short(quarter)}" if quarter else "so far, all answers"
            absent = sorted(one.label for one, figure in seen if figure is None)
            found.append(
                {"name": FACETS[facet], "rows": rows, "silent": silent, "say": apart_sentence(there, scale),
                 "net": scale.zero, "when": when, "absent": absent,
                 "rest": REST if silent or not _adds_up(page, there, quarter) else ""}
            )  # fmt: skip
    return found


def _adds_up(page: LoyaltyPage, many: Sequence[Series], quarter: str) -> bool:
    """Whether the rows hold every answer of their period that is shown elsewhere; how many are missing is not said."""
    sums = [one for one in page.months if _quarter(one.key) == quarter] if quarter else [page.total or page.figure]
    told = [one.n for one in sums if one is not None and not one.hidden]
    return len(told) == len(sums) > 0 and sum(told) == sum(one.last.n for one in many)


def _quarter(key: str) -> str:
    """2026-10 → 2026-Q4."""
    year, _, part = key.partition("-")
    return key if part.startswith("Q") else f"{year}-Q{(int(part) + 2) // 3}"


def _one_period(many: Sequence[Series]) -> str:
    """The newest quarter in which more than half of these have a figure; "" where only all answers so far do."""
    counted = Counter(p.key.rpartition("|")[2] for one in many for p in one.points)
    return max((quarter for quarter, n in counted.items() if 2 * n > len(many)), default="")


def _in_period(one: Series, quarter: str) -> Figure | None:
    if not quarter:
        return one.whole
    return next((point for point in one.points if point.key.endswith(f"|{quarter}")), None)


def _facet_row(one: Series, scale: Scale) -> FacetRow:
    last = one.last
    n = words.number(last.n)
    if last.points is None or last.low is None or last.high is None:
        return FacetRow(one.label, "too few", "", n, "")
    newest = one.points[-1].key if one.points else ""
    change = verdict(one.change) if last.key == newest else ""
    span = scale.span(last.low, last.high)
    return FacetRow(one.label, scale.write(last.points), span, n, change, last.points, last.low, last.high)


def whole_row(one: Series, scale: Scale) -> FacetRow:
    """All answers so far of a group of which no quarter may be shown; below ten the favourable share alone."""
    row = _facet_row(one, scale)
    if row.value != "too few" or one.last.favourable is None:
        return row
    share = (one.last.favourable, one.last.favourable_low or 0.0, one.last.favourable_high or 0.0)
    return replace(row, span=f"about {words.share(*share)} favourable")


def apart_sentence(many: Sequence[Series], scale: Scale) -> str:
    """Two whose ranges do not touch, where there are such; else that nothing can be told apart."""
    known = [one for one in many if one.last.points is not None and one.key != "unknown"]
    if len(known) < 2:
        return "Too few answers to compare." if known else ""
    low = min(known, key=lambda one: one.last.high or 0)
    high = max(known, key=lambda one: one.last.low or 0)
    if (low.last.high or 0) < (high.last.low or 0):
        return (
            f"{high.label} ({scale.write(high.last.points or 0)}) stands clearly above "
            f"{low.label} ({scale.write(low.last.points or 0)})."
        )
    return "Their ranges touch: none stands clearly above another."


def rates_sentence(rates: Sequence[tuple[str, Sequence[Figure]]]) -> str:
    """Who answered most and least often, where it is clear."""
    for name, found in rates:
        known = sorted((f for f in found if f.response_rate is not None), key=lambda f: f.response_rate or 0)
        if (
            not name.startswith(PERIODS)
            and len(known) > 1
            and (known[0].response_high or 0) < (known[-1].response_low or 0)
        ):
            least, most = known[0], known[-1]
            return (
                f"{most.label} answered most often ({words.percent(most.response_rate or 0)}), "
                f"{least.label} least ({words.percent(least.response_rate or 0)})."
            )
    return "Nobody answered clearly more or less often than others."
