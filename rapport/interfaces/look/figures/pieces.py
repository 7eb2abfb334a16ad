"""Small pieces of charts: a value with its range, shares, a bar beside its count, a square by area."""

from collections.abc import Sequence
from math import sqrt

from rapport.interfaces.look.figures import canvas
from rapport.interfaces.look.figures.canvas import Box
from rapport.interfaces.look.figures.distribution import FILL
from rapport.interfaces.look.wording.words import count, signed, span

CLASSES = ("detractor", "passive", "promoter")


def value_and_range(points: float, low: float, high: float) -> str:
    """Return one score on the scale from −100 to +100 with its whisker."""
    x = [110 + figure * 1.04 for figure in (low, points, high)]
    parts = [
        canvas.level("hair", 6, 214, 13),
        canvas.upright("zero", 110, 4, 22),
        canvas.whisker(x[0], x[2], 13),
        canvas.circle("dot", x[1], 13, 4.5),
    ]
    return canvas.svg("piece", 220, 26, f"{signed(points)}, {span(low, high)}", parts)


def zone(scale: tuple[int, int], levels: tuple[float, float, float], span_found: tuple[float, float]) -> str:
    """Return the zone between just good enough and wished for, with what was found as a point with its whisker."""
    low, high = scale
    adequate, desired, found, left, right = (
        6 + 208 * (value - low) / max(high - low, 1) for value in (*levels, *span_found)
    )
    parts = [
        canvas.rect("band", Box(min(adequate, desired), 4, max(adequate, desired), 22)),
        canvas.level("hair", 6, 214, 13),
        canvas.whisker(left, right, 13),
        canvas.circle("dot", found, 13, 4.5),
    ]
    label = f"found {levels[2]:.1f}, just good enough {levels[0]:.1f}, wished for {levels[1]:.1f}"
    return canvas.svg("piece", 220, 26, label, parts)


def shares(detractors: int, passives: int, promoters: int) -> str:
    """Return the three classes as parts of one strip."""
    counts = dict(zip(CLASSES, (detractors, passives, promoters), strict=True))
    total = max(sum(counts.values()), 1)
    parts, left = [], 0.0
    for name, many in counts.items():
        width = (220 - 4) * many / total
        parts.append(canvas.rect(FILL[name], Box(left, 2, left + width, 14)))
        left += width + 2
    label = ", ".join(count(many, name) for name, many in counts.items())
    return canvas.svg("piece", 220, 16, label, parts)


def bar(many: int, most: int, kind: str) -> str:
    """Return one bar beside its count; the count itself stands in text, so the bar is for the eye only."""
    width = 180 * many / max(most, 1)
    part = canvas.rect(FILL.get(kind, "f-ink"), Box(0, 2, width, 12))
    return f'<svg viewBox="0 0 180 14" preserveAspectRatio="none" aria-hidden="true">{part}</svg>'


def square(many: int, most: int, kind: str) -> str:
    """Return a square whose area is the count; grey stayed, blue rose, rust fell."""
    half = 15 * sqrt(many / max(most, 1))
    name = {"rose": "f-pro", "fell": "f-det"}.get(kind, "f-faint")
    part = canvas.rect(name, Box(17 - half, 17 - half, 17 + half, 17 + half))
    return f'<svg viewBox="0 0 34 34" width="34" height="34" aria-hidden="true">{part}</svg>'


def moved(then: str, now: str, order: Sequence[str] = CLASSES) -> str:
    """Say how an answer moved between two classes, or a person between two names of another order."""
    step = order.index(now) - order.index(then)
    return "rose" if step > 0 else "fell" if step < 0 else "stayed"
