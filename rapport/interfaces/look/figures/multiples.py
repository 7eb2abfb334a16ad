"""Small multiples: one little trend per service or site, all on the same scale, only zero drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rapport.interfaces.look.figures import canvas
from rapport.interfaces.look.figures.scales import NET, Scale
from rapport.interfaces.look.figures.trend import Month
from rapport.interfaces.look.wording.words import not_shown

WIDTH, HEIGHT, LEFT, RIGHT = 240, 104, 4, 196
EDGE = 6


@dataclass(frozen=True)
class Multiple:
    """One service or site, its periods, and the verdict about its change."""

    name: str
    months: tuple[Month, ...]
    verdict: str = ""
    beside: str = ""  # what is left out together with it
    scale: Scale = NET
    base: float = 0  # where the straight line lies: zero of a net score, else all answers together

    @property
    def shown(self) -> bool:
        """Only what has a last value is drawn."""
        return bool(self.months) and self.months[-1].shown

    @property
    def last(self) -> Month:
        """The newest period."""
        return self.months[-1]

    @property
    def held_back(self) -> str:
        """Say why there is no drawing."""
        return "" if self.shown else not_shown(self.beside)

    @property
    def range(self) -> str:
        """The range of the last value in words."""
        return self.scale.span(self.last.low, self.last.high)


def bounds(multiples: Sequence[Multiple]) -> tuple[float, float]:
    """Return the one scale all of them share; zero is always inside."""
    months = [month for one in multiples for month in one.months if one.shown and month.shown]
    base = next((one.base for one in multiples if one.shown), 0)
    room = next((one.scale.every / 2 for one in multiples if one.shown), 10.0)
    return min([base - room, *(m.low for m in months)]), max([base + room, *(m.high for m in months)])


def draw(multiple: Multiple, *, scale: tuple[float, float]) -> str:
    """Return one small trend; a period that is held back leaves a hole, and one alone is a point with its whisker."""
    bands, lines = [], [canvas.level("zero", LEFT, RIGHT, _y(multiple.base, scale))]
    for run in _runs(multiple.months):
        places = [(_x(at, len(multiple.months)), month) for at, month in run]
        if len(places) == 1:
            lines.append(_whisker(*places[0], scale))
            continue
        upper = [(x, _y(month.high, scale)) for x, month in places]
        lower = [(x, _y(month.low, scale)) for x, month in reversed(places)]
        bands.append(canvas.polygon("interval", [*upper, *lower]))
        lines.append(canvas.polyline("line", [(x, _y(month.points or 0, scale)) for x, month in places]))
    return canvas.svg("", WIDTH, HEIGHT, gist(multiple), [*bands, *lines, *_last(multiple, scale)])


def _runs(months: Sequence[Month]) -> list[list[tuple[int, Month]]]:
    """Periods that may be shown, with their places, in stretches without a hole."""
    shown = [(at, month) for at, month in enumerate(months) if month.shown]
    return [[one for _, one in run] for _, run in groupby(enumerate(shown), key=lambda each: each[1][0] - each[0])]


def _whisker(x: float, month: Month, scale: tuple[float, float]) -> str:
    top, foot = canvas.number(_y(month.high, scale)), canvas.number(_y(month.low, scale))
    middle, left = canvas.number(x), canvas.number(x - 4)
    return canvas.path("whisk", f"M{middle} {top}V{foot}M{left} {top}h8M{left} {foot}h8")


def _last(multiple: Multiple, scale: tuple[float, float]) -> list[str]:
    points = multiple.last.points or 0
    y = _y(points, scale)
    value = canvas.text(multiple.scale.write(points), RIGHT + 9, min(max(y + 5, 14), HEIGHT - 2), "t-fig")
    return [canvas.circle("dot", RIGHT, y, 3.5), value]


def _x(at: int, many: int) -> float:
    return RIGHT if many == 1 else LEFT + (RIGHT - LEFT) * at / (many - 1)


def _y(points: float, scale: tuple[float, float]) -> float:
    least, most = scale
    return EDGE + (most - points) / (most - least) * (HEIGHT - 2 * EDGE)


def gist(multiple: Multiple) -> str:
    """Say the last value, its range and how many periods are drawn."""
    last = multiple.last
    periods = sum(1 for month in multiple.months if month.shown)
    value = f"{multiple.scale.write(last.points or 0)}, {multiple.range}, n {last.n}"
    said = multiple.scale.name[:1].lower() + multiple.scale.name[1:]
    return f"{multiple.name}: {said} {value}, {periods} periods"
