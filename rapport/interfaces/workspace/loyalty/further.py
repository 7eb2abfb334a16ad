"""Further questions of a survey in words: means, choices, minutes lost, by quarter; expected beside found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from rapport.domains.insights.types import ItemFigure, LoyaltyPage, Minutes, ReasonsFigure, ZoneFigure
from rapport.interfaces.look.figures import pieces
from rapport.interfaces.look.wording import moments, words
from rapport.interfaces.workspace.loyalty.drawing import short

TOUCH = "Their ranges touch: none stands clearly above another."


def items(page: LoyaltyPage) -> list[dict[str, Any]]:
    """Each further question with one sentence, its choices, and what was said by quarter."""
    return [_item(one) for one in page.items]


def _item(one: ItemFigure) -> dict[str, Any]:
    said: dict[str, Any] = {"label": one.label, "n": words.number(one.n) if not one.hidden else "", "kind": one.kind}
    said |= {"choices": [], "quarters": [_quarter(point) for point in one.quarters]}
    if one.hidden:
        return said | {"say": words.not_shown()}
    if one.minutes is not None:
        return said | {"say": _lost(one.minutes)}
    if one.choices:
        most = max(one.choices, key=lambda choice: choice.many)
        rows = [(c.label, words.number(c.many), words.share(c.share, c.low, c.high), c.many) for c in one.choices]
        return said | {"say": f"Most often: {most.label}.{_left_out(one)}", "choices": rows, "most": max(most.many, 1)}
    if one.mean is None or one.low is None or one.high is None:
        return said | {"say": "Too few answers for a figure."}
    low, high = one.scale
    favourable = f", {words.percent(one.favourable)} favourable" if one.favourable is not None else ""
    spread = "" if one.deviation is None else f"; standard deviation {one.deviation:.1f}"
    return said | {
        "say": f"{one.mean:.1f} on {low} to {high}, between {one.low:.1f} and {one.high:.1f}{favourable}{spread}."
    }


def _left_out(one: ItemFigure) -> str:
    if not one.left_out:
        return ""
    return " What fewer than five people chose, or did not choose, does not stand by itself."


def _quarter(one: ItemFigure) -> tuple[str, str, str, str]:
    """Quarter, figure, range and n; of a hidden one that it is not shown."""
    when, n = short(one.period), words.number(one.n)
    if one.hidden:
        return when, "not shown", "", ""
    if one.minutes is not None:
        middle = "" if one.minutes.median is None else f"{one.minutes.median:g} in the middle"
        return when, f"{'about ' if one.minutes.about else ''}{one.minutes.mean:.0f} minutes", middle, n
    if one.choices:
        most = max(one.choices, key=lambda choice: choice.many)
        return when, most.label, words.share(most.share, most.low, most.high), n
    if one.mean is None or one.low is None or one.high is None:
        return when, "too few", "", n
    return when, f"{one.mean:.1f}", f"{one.low:.1f} to {one.high:.1f}", n


def _lost(lost: Minutes) -> str:
    if lost.median is None or lost.p90 is None or lost.carrying is None:
        return f"About {lost.mean:.0f} minutes lost on average. More would tell what single people lost."
    carried = f"{words.percent(lost.carrying)} of the episodes carry 80{words.NO_BREAK}% of it"
    middle = f"{lost.median:g} in the middle, a tenth lost more than {lost.p90:.0f}"
    return f"{lost.mean:.0f} minutes lost on average, {middle}; {carried}."


def reasons(page: LoyaltyPage) -> list[dict[str, Any]]:
    """What each class ticked, most often first; one scale of bars for all three."""
    most = max((choice.many for one in page.reasons for choice in one.choices), default=1)
    return [
        {
            "kind": kind,
            "name": name,
            "n": words.count(one.n, "person", "people"),
            "ticked": [(choice.label, choice.many) for choice in one.choices],
            "most": most,
            "hidden": bool(one.hidden),
        }
        for kind, name, one in _classes(page)
    ]


def _classes(page: LoyaltyPage) -> list[tuple[str, str, ReasonsFigure]]:
    named = {"unhappy": "detractor", "passive": "passive", "happy": "promoter"}
    plain = {"unhappy": "Unhappy", "passive": "In between", "happy": "Happy"}
    nps = page.judging.kind == "nps"
    return [(named[r.felt], f"{named[r.felt].capitalize()}s" if nps else plain[r.felt], r) for r in page.reasons]


def reasons_sentence(page: LoyaltyPage) -> str:
    """What weighs most with each class that may be shown."""
    said = []
    for _, name, one in _classes(page):
        if one.choices:
            first = one.choices[0]
            said.append(f"{name}: “{first.label}” ({words.share(first.share, first.low, first.high)}).")
    return " ".join(said)


def reasons_since(page: LoyaltyPage) -> str:
    """From which month on."""
    return f"{_month(page.reasons[0].since)}" if page.reasons else ""


def _month(day: str) -> str:
    return moments.month(date.fromisoformat(day))


def not_paired(page: LoyaltyPage) -> str:
    """Why no zone is shown yet, where one is to be expected."""
    pk, name = page.pair
    if not pk or page.zones:
        return ""
    return f"The zone of tolerance stands here as soon as “{name}” has ten answers that came the same way."


def lead(items: Sequence[ItemFigure], zones: Sequence[ZoneFigure]) -> str:
    """What a survey says whose first question is a title: from its zones, else from its further questions."""
    if zones:
        return zones_sentence(zones)
    parts = [one for one in items if one.kind == "trust"] or [one for one in items if one.kind == "scale"]
    known = [one for one in parts if one.mean is not None and one.low is not None and one.high is not None]
    if len(known) > 1:
        return _apart(known)
    ticked = next((one for one in items if one.choices), None)
    if ticked is None:
        return "Too few answers for a figure yet." if not known else f"{known[0].label}: {known[0].mean:.1f}."
    most = max(ticked.choices, key=lambda choice: choice.many)
    return f"Most often: {most.label}, {words.share(most.share, most.low, most.high)}."


def _apart(known: Sequence[ItemFigure]) -> str:
    least, most = min(known, key=lambda one: one.high or 0), max(known, key=lambda one: one.low or 0)
    if (least.high or 0) >= (most.low or 0):
        return TOUCH
    return f"“{most.label}” ({most.mean:.1f}) stands clearly above “{least.label}” ({least.mean:.1f})."


def zones(page: LoyaltyPage) -> list[dict[str, Any]]:
    """The zone of tolerance of each item in a sentence and its figures."""
    return [
        {
            "label": one.label,
            "n": words.number(one.n),
            "adequate": f"{one.adequate:.1f}",
            "desired": f"{one.desired:.1f}",
            "perceived": f"{one.perceived:.1f}",
            "adequacy": _gap(one.adequacy),
            "superiority": _gap(one.superiority),
            "say": _standing(one),
            "drawn": SafeString(pieces.zone(one.scale, (one.adequate, one.desired, one.perceived), one.levels[2][:2])),
            "span": f"{one.levels[2][0]:.1f} to {one.levels[2][1]:.1f}",
            "before": words.number(min(one.levels[0][2], one.levels[1][2])),
            "after": words.number(one.levels[2][2]),
        }
        for one in page.zones
    ]


def _standing(one: ZoneFigure) -> str:
    if one.tolerated:
        return "Inside the zone."
    return "Below what is adequate." if one.adequacy[0] < 0 else "Above what is desired."


def zones_sentence(many: Sequence[ZoneFigure]) -> str:
    """Which are clearly below what is just good enough: judged by the range, never by the point."""
    below = [one.label for one in many if one.adequacy[2] < 0]
    if not below:
        return "Nothing is clearly below what people find just good enough."
    rest = len(many) - len(below)
    named = ", ".join(f"“{label}”" for label in below)
    others = f" Not so for the other {words.small(rest)}." if rest > 1 else ""
    return f"Clearly below what people find just good enough: {named}.{others}"


def _gap(gap: tuple[float, float, float]) -> str:
    value, low, high = (words.signed(part, decimals=1) for part in gap)
    return f"{value} ({low} to {high})"
