"""How long people are silent between two acts: columns on a logarithmic scale, parted where a new matter begins."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from math import floor, log10

from rapport.interfaces.look.figures import canvas
from rapport.interfaces.look.figures.canvas import Box
from rapport.interfaces.look.wording.words import count, number
from rapport.measures.disclosure import LEAST

WIDE, PHONE = 860, 350
HEIGHT, BASE, TOP = 190, 160, 44
ROOM = 46  # pixels a word below the axis needs
MINUTE, HOUR, DAY = 60, 3600, 86400
TICKS = ((MINUTE, "1 min"), (HOUR, "1 hour"), (DAY, "1 day"), (7 * DAY, "1 week"), (30 * DAY, "1 month"))
MORE = ((365 * DAY, "1 year"), (10 * MINUTE, "10 min"), (6 * HOUR, "6 hours"), (3 * DAY, "3 days"), (1, "1 s"))

Bins = Sequence[tuple[float, float, int]]
"""Seconds from, seconds to, how many."""


def length(duration: timedelta | float) -> str:
    """Say how long: 40 minutes, 12 hours, 5 days.

    >>> length(timedelta(minutes=40)), length(timedelta(hours=36)), length(timedelta(days=5)), length(20)
    ('40 minutes', '36 hours', '5 days', '20 seconds')
    """
    seconds = duration.total_seconds() if isinstance(duration, timedelta) else duration
    for unit, least, word in ((DAY, 2 * DAY, "day"), (HOUR, HOUR, "hour"), (MINUTE, MINUTE, "minute")):
        if seconds >= least:
            return count(round(seconds / unit), word)
    return count(round(seconds), "second")


def draw(bins: Bins, *, in_force: timedelta, read: timedelta | None, width: int = WIDE) -> str:
    """Return the histogram as SVG, 560 or 350 wide: dark what stays within a matter, pale what begins a new one."""
    scale = _Scale(bins, in_force, read, width)
    parts = [*_columns(bins, scale, in_force), canvas.level("hair", scale.left, scale.right, BASE), *_ticks(scale)]
    parts += _mark("target", f"in force: {length(in_force)}", scale.x(in_force.total_seconds()), 14, width)
    if read is not None and round(read / in_force, 2) != 1:
        parts += _mark("zero", f"read: {length(read)}", scale.x(read.total_seconds()), 30, width)
    return canvas.svg("wide" if width > PHONE else "narrow", width, HEIGHT, gist(bins, in_force), parts)


class _Scale:
    """From seconds to places, by their logarithm."""

    def __init__(self, bins: Bins, in_force: timedelta, read: timedelta | None, width: int) -> None:
        shown = [in_force.total_seconds(), *([read.total_seconds()] if read else [])]
        self.left, self.right = 4.0, width - 4.0
        self.first = log10(max(1.0, min([bins[0][0], *shown])))
        self.last = max(log10(max([bins[-1][1], *shown])), self.first + 1)

    def x(self, seconds: float) -> float:
        """The place of a length of time, never outside the drawing."""
        part = (log10(max(seconds, 1.0)) - self.first) / (self.last - self.first)
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)


def _columns(bins: Bins, scale: _Scale, in_force: timedelta) -> Iterator[str]:
    tallest = max(many for _, _, many in bins)
    for low, high, many in bins:
        if many:
            top = BASE - (BASE - TOP) * many / tallest
            name = "f-ink" if low < in_force.total_seconds() else "f-faint"
            yield canvas.rect(name, Box(scale.x(low) + 0.5, top, scale.x(high) - 0.5, BASE))


def _ticks(scale: _Scale) -> Iterator[str]:
    """The usual lengths first, then as many between as have room."""
    taken: list[float] = []
    for seconds, word in (*TICKS, *MORE):
        x = scale.x(seconds)
        if scale.first <= log10(seconds) <= scale.last and all(abs(x - other) >= ROOM for other in taken):
            yield canvas.upright("hair", x, BASE, BASE + 5)
            yield canvas.text(word, min(max(x, 20), scale.right - 22), BASE + 20, "t-mid t-faint")
            taken.append(x)


def _mark(name: str, words: str, x: float, y: float, width: int) -> list[str]:
    """An upright below both lines of words, so that it crosses none."""
    ends = x > width / 2
    return [
        canvas.upright(name, x, TOP - 8, BASE),
        canvas.text(words, x + 2 if ends else x - 2, y, "t-strong t-end" if ends else "t-strong"),
    ]


def gist(bins: Bins, in_force: timedelta) -> str:
    """Say in one sentence what the columns show."""
    total = sum(many for _, _, many in bins)
    longer = sum(many for low, _, many in bins if low >= in_force.total_seconds())
    return f"{count(total, 'silence')}; {number(longer)} of them longer than {length(in_force)}"


def as_table(bins: Bins) -> list[tuple[str, int]]:
    """Return the same in words, two rows to a power of ten: from, to, how many."""
    rows: dict[int, tuple[float, float, int]] = {}
    for low, high, many in bins:
        step = floor(log10(max(low, 1.0)) * 2 + 1e-6)
        first, _, before = rows.get(step, (low, high, 0))
        rows[step] = (first, high, before + many)
    return [(f"{length(low)} to {length(high)}", many) for low, high, many in rows.values() if many]


def held_back(bins: Bins) -> str:
    """Say why there is no drawing, or nothing when there may be one."""
    return "" if sum(many for _, _, many in bins) >= LEAST else "Not shown: fewer than five silences."
