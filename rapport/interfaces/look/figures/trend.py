"""The net promoter score month by month: an ink line, a pale band for the range, the last value named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapport.interfaces.look.figures import canvas
from rapport.interfaces.look.figures.canvas import Box
from rapport.interfaces.look.figures.scales import NET, Scale
from rapport.interfaces.look.figures.sketch import words_box
from rapport.interfaces.look.wording.words import is_shown, number, percent

WIDE, PHONE = 920, 350
LEFT, RIGHT, TOP, FOOT, RATES = 34, 74, 14, 26, 18  # room for the axis, the named value, and the months


@dataclass(frozen=True)
class Month:
    """One period; below ten answers it is held back whatever the figures say."""

    name: str
    points: float | None
    low: float
    high: float
    n: int
    rate: float | None = None  # share of those asked who answered, 0..1

    @property
    def shown(self) -> bool:
        """Tell whether the score may stand on a page."""
        return self.points is not None and is_shown(self.n)

    @property
    def span(self) -> str:
        """What the period is: quarters are named Q1 to Q4, and no month begins with a Q."""
        return "quarter" if self.name.startswith("Q") else "month"


@dataclass(frozen=True)
class Change:
    """Something that began in a month and may go with the figures."""

    month: str
    what: str
    at: int = -1  # the month's place, where two are called the same


@dataclass(frozen=True)
class Level:
    """A figure of others, drawn as a line with its name."""

    name: str
    value: float


@dataclass(frozen=True)
class Plane:
    """Where months and points lie."""

    months: Sequence[Month]
    width: int
    height: int
    least: float
    most: float
    scale: Scale = NET

    def x(self, at: int) -> float:
        """Place of the month with this index."""
        steps = max(len(self.months) - 1, 1)
        return LEFT + (self.width - RIGHT - LEFT) * at / steps

    def y(self, points: float) -> float:
        """Place of a score."""
        return TOP + (self.most - points) / (self.most - self.least) * (self.foot - TOP)

    @property
    def foot(self) -> float:
        """Where the months begin, and under them who answered."""
        return self.height - FOOT - (RATES if self.rated else 0)

    @property
    def rated(self) -> bool:
        """Tell whether it is known of any month who was asked."""
        return any(month.rate is not None for month in self.months)


def draw(
    months: Sequence[Month],
    *,
    width: int = WIDE,
    changes: Sequence[Change] = (),
    levels: Sequence[Level] = (),
    scale: Scale = NET,
) -> str:
    """Return the trend as SVG, 920 or 350 wide."""
    plane = _plane(months, width, levels, scale)
    marks = [*_bands(plane), *_grid(plane), *_levels(plane, levels), *_changes(plane, changes)]
    parts = [*marks, *_values(plane), *_month_words(plane)]
    return canvas.svg("wide" if width > PHONE else "narrow", width, plane.height, gist(months, scale), parts)


def _plane(months: Sequence[Month], width: int, levels: Sequence[Level], scale: Scale) -> Plane:
    lows = [month.low for month in months if month.shown] + [level.value for level in levels]
    highs = [month.high for month in months if month.shown] + [level.value for level in levels]
    every = scale.every
    least = min([scale.inner[0], *(every * (low // every) for low in lows)])
    most = max([scale.inner[1], *(-every * (-high // every) for high in highs)])
    least, most = max(least, scale.outer[0]), min(most, scale.outer[1])
    return Plane(months, width, 300 if width > PHONE else 240, least, most, scale)


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
        yield canvas.level("zero" if points == 0 and plane.scale.zero else "hair", LEFT, plane.width - RIGHT, y)
        yield canvas.text(_on_axis(points, plane.scale), LEFT - 7, y + 4, "t-faint t-end")
        points += plane.scale.every


def _on_axis(points: float, scale: Scale) -> str:
    return scale.write(points) if scale.zero else f"{points:g}"


def _levels(plane: Plane, levels: Sequence[Level]) -> Iterator[str]:
    """A benchmark is a green tick across the whole width with its name above; names keep out of each other's way."""
    taken: list[Box] = []
    for level in levels:
        y = plane.y(level.value)
        yield canvas.level("aim", LEFT, plane.width - RIGHT, y)
        said = f"{level.name} {plane.scale.write(level.value)}"
        for above in (y - 5, y + 14):
            box = words_box(said, LEFT + 6, above, ends=False)
            if not any(box.touches(other, gap=2) for other in taken):
                taken.append(box)
                yield canvas.text(said, LEFT + 6, above, "t-aim")
                break


def _changes(plane: Plane, changes: Sequence[Change]) -> Iterator[str]:
    names = [month.name for month in plane.months]
    known = [(c.what, c.at if c.at >= 0 else names.index(c.month)) for c in changes if c.at >= 0 or c.month in names]
    placed = [(what, plane.x(at)) for what, at in known]
    uprights = [x for _, x in placed]
    taken: list[Box] = []
    foot = plane.foot
    for what, x in reversed(placed):  # the newest is named first; the older gives way
        yield canvas.upright("hair", x, TOP, foot) + canvas.upright("stem", x, foot, foot - 14)
        yield from _change_words(what, x, plane, taken, [other for other in uprights if other != x])


def _change_words(what: str, x: float, plane: Plane, taken: list[Box], uprights: list[float]) -> Iterator[str]:
    for rise in range(4):
        y = plane.foot - 6 - 14 * rise
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
    alone = at == 0 or not plane.months[at - 1].shown  # its whisker stands where words above it would
    yield canvas.circle("dot", x, y, 4.5)
    if at == len(plane.months) - 1 or alone:
        yield canvas.text(plane.scale.write(month.points or 0), x + 12, y + 4, "t-big")
        yield canvas.text(plane.scale.span(month.low, month.high), x + 12, y + 20, "t-faint")
    else:
        yield canvas.text(plane.scale.write(month.points or 0), x, y - 12, "t-fig t-mid")


def _month_words(plane: Plane) -> Iterator[str]:
    last = len(plane.months) - 1
    room = (plane.width - RIGHT - LEFT) / max(last, 1)
    every = max(1, -(-44 // int(room)) if room < 44 else 1)
    every = 3 if every == 2 else every
    for at, month in enumerate(plane.months):
        if (last - at) % every == 0:
            yield canvas.text(month.name, plane.x(at), plane.foot + 20, "t-faint t-mid")
            if month.rate is not None:
                yield canvas.text(percent(month.rate), plane.x(at), plane.foot + 20 + RATES, "t-faint t-mid")
    if plane.rated and plane.width > PHONE:
        yield canvas.text("answered", plane.width - RIGHT + 20, plane.foot + 20 + RATES, "t-faint")


def spans(months: Sequence[Month]) -> str:
    """What the rows of a table are.

    >>> spans([Month("Q1 26", 1, 0, 2, 40), Month("Apr", 1, 0, 2, 40)])
    'month or quarter'
    """
    return " or ".join(sorted({month.span for month in months})) or "month"


def gist(months: Sequence[Month], scale: Scale = NET) -> str:
    """Say in one sentence what the trend shows."""
    shown = [month for month in months if month.shown]
    if not shown:
        return f"{scale.name} by {spans(months)}: too few answers in every {spans(months)}"
    first, last = shown[0], shown[-1]
    begin = f"{scale.write(first.points or 0)} in {first.name}" if first is not last else ""
    end = f"{scale.write(last.points or 0)} in {last.name}, {scale.span(last.low, last.high)}"
    return f"{scale.name} by {spans(months)}: {f'from {begin} to {end}' if begin else end}"


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
    beside: str = ""


def as_table(months: Sequence[Month], *, scale: Scale = NET, beside: Mapping[int, str] | None = None) -> list[Row]:
    """Return every month as words; what is held back says so. beside: more to say of a month, by its place."""
    more = beside or {}
    return [
        Row(
            month.name,
            scale.write(month.points or 0),
            scale.span(month.low, month.high),
            number(month.n),
            more.get(at, ""),
        )
        if month.shown
        else Row(month.name, "not shown", "", "too few", more.get(at, ""))
        for at, month in enumerate(months)
    ]
