"""The net promoter score month by month: an ink line, a pale band for the range, the last value named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapport.interfaces.look import canvas
from rapport.interfaces.look.canvas import Box
from rapport.interfaces.look.sketch import words_box
from rapport.interfaces.look.words import is_shown, number, signed, span

WIDE, PHONE = 920, 350
LEFT, RIGHT, TOP, FOOT = 34, 74, 14, 26  # room for the axis, the named value, and the months
EVERY = 20  # points between hairlines


@dataclass(frozen=True)
class Month:
    """One period; below ten answers it is held back whatever the figures say."""

    name: str
    points: float | None
    low: float
    high: float
    n: int

    @property
    def shown(self) -> bool:
        """Tell whether the score may stand on a page."""
        return self.points is not None and is_shown(self.n)


@dataclass(frozen=True)
class Change:
    """Something that began in a month and may go with the figures."""

    month: str
    what: str


@dataclass(frozen=True)
class Plane:
    """Where months and points lie."""

    months: Sequence[Month]
    width: int
    height: int
    least: float
    most: float

    def x(self, at: int) -> float:
        """Place of the month with this index."""
        steps = max(len(self.months) - 1, 1)
        return LEFT + (self.width - RIGHT - LEFT) * at / steps

    def y(self, points: float) -> float:
        """Place of a score."""
        return TOP + (self.most - points) / (self.most - self.least) * (self.height - FOOT - TOP)


def draw(months: Sequence[Month], *, width: int = WIDE, changes: Sequence[Change] = ()) -> str:
    """Return the trend as SVG, 920 or 350 wide."""
    plane = _plane(months, width)
    parts = [*_bands(plane), *_grid(plane), *_changes(plane, changes), *_values(plane), *_month_words(plane)]
    return canvas.svg("wide" if width > PHONE else "narrow", width, plane.height, gist(months), parts)


def _plane(months: Sequence[Month], width: int) -> Plane:
    lows = [month.low for month in months if month.shown]
    highs = [month.high for month in months if month.shown]
    least = min([-EVERY, *(EVERY * (low // EVERY) for low in lows)])
    most = max([EVERY, *(-EVERY * (-high // EVERY) for high in highs)])
    return Plane(months, width, 300 if width > PHONE else 240, least, most)


def _stretches(plane: Plane) -> Iterator[list[int]]:
    for shown, together in groupby(range(len(plane.months)), key=lambda at: plane.months[at].shown):
        if shown:
            yield list(together)


def _bands(plane: Plane) -> Iterator[str]:
    for stretch in _stretches(plane):
        upper = [(plane.x(at), plane.y(plane.months[at].high)) for at in stretch]
        lower = [(plane.x(at), plane.y(plane.months[at].low)) for at in reversed(stretch)]
        if len(stretch) > 1:
            yield canvas.polygon("interval", [*upper, *lower])
        else:
            (x, top), (_, foot) = upper[0], lower[0]
            yield canvas.rect("interval", Box(x - 4, top, x + 4, foot))


def _grid(plane: Plane) -> Iterator[str]:
    points = plane.least
    while points <= plane.most:
        y = plane.y(points)
        yield canvas.level("zero" if points == 0 else "hair", LEFT, plane.width - RIGHT, y)
        yield canvas.text(signed(points), LEFT - 7, y + 4, "t-faint t-end")
        points += EVERY


def _changes(plane: Plane, changes: Sequence[Change]) -> Iterator[str]:
    names = [month.name for month in plane.months]
    placed = [(change.what, plane.x(names.index(change.month))) for change in changes if change.month in names]
    uprights = [x for _, x in placed]
    taken: list[Box] = []
    foot = plane.height - FOOT
    for what, x in reversed(placed):  # the newest is named first; the older gives way
        yield canvas.upright("hair", x, TOP, foot) + canvas.upright("stem", x, foot, foot - 14)
        yield from _change_words(what, x, plane, taken, [other for other in uprights if other != x])


def _change_words(what: str, x: float, plane: Plane, taken: list[Box], uprights: list[float]) -> Iterator[str]:
    for rise in range(4):
        y = plane.height - FOOT - 6 - 14 * rise
        for at, ends in ((x + 7, False), (x - 7, True)):
            box = words_box(what, at, y, ends=ends)
            inside = box.left >= LEFT and box.right <= plane.width
            crossed = any(box.left - 3 < other < box.right + 3 for other in uprights)
            if inside and not crossed and not any(box.touches(other, gap=2) for other in taken):
                taken.append(box)
                yield canvas.text(what, at, y, "t-end" if ends else "")
                return


def _values(plane: Plane) -> Iterator[str]:
    shown = [at for at, month in enumerate(plane.months) if month.shown]
    for stretch in _stretches(plane):
        yield canvas.polyline("line", [(plane.x(at), plane.y(plane.months[at].points or 0)) for at in stretch])
    for at in shown[:-1]:
        yield canvas.circle("dot-hollow", plane.x(at), plane.y(plane.months[at].points or 0), 3)
    if shown:
        yield from _last(plane, shown[-1])


def _last(plane: Plane, at: int) -> Iterator[str]:
    month = plane.months[at]
    x, y = plane.x(at), plane.y(month.points or 0)
    yield canvas.circle("dot", x, y, 4.5)
    if at == len(plane.months) - 1:
        yield canvas.text(signed(month.points or 0), x + 12, y + 4, "t-big")
        yield canvas.text(span(month.low, month.high), x + 12, y + 20, "t-faint")
    else:
        yield canvas.text(signed(month.points or 0), x, y - 12, "t-fig t-mid")


def _month_words(plane: Plane) -> Iterator[str]:
    last = len(plane.months) - 1
    room = (plane.width - RIGHT - LEFT) / max(last, 1)
    every = max(1, -(-44 // int(room)) if room < 44 else 1)
    every = 3 if every == 2 else every
    for at, month in enumerate(plane.months):
        if (last - at) % every == 0:
            yield canvas.text(month.name, plane.x(at), plane.height - 6, "t-faint t-mid")


def gist(months: Sequence[Month]) -> str:
    """Say in one sentence what the trend shows."""
    shown = [month for month in months if month.shown]
    if not shown:
        return "Net promoter score by month: too few answers in every month"
    first, last = shown[0], shown[-1]
    begin = f"{signed(first.points or 0)} in {first.name}" if first is not last else ""
    end = f"{signed(last.points or 0)} in {last.name}, {span(last.low, last.high)}"
    return f"Net promoter score by month: {f'from {begin} to {end}' if begin else end}"


def held_back(months: Sequence[Month]) -> str:
    """Name the months that are not shown, where the chart would show them."""
    names = [month.name for month in months if not month.shown]
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Not shown: {listed}. Too few people answered for a score."


@dataclass(frozen=True)
class Row:
    """One line of the table behind the trend."""

    name: str
    points: str
    range: str
    n: str


def as_table(months: Sequence[Month]) -> list[Row]:
    """Return every month as words; what is held back says so."""
    return [
        Row(month.name, signed(month.points or 0), span(month.low, month.high), number(month.n))
        if month.shown
        else Row(month.name, "not shown", "", "too few")
        for month in months
    ]
