"""Episodes as bars on the line and their names beside it, newest named first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from rapport.interfaces.look.figures import canvas
from rapport.interfaces.look.figures.canvas import Box
from rapport.interfaces.look.figures.marks import EpisodeMark, Line
from rapport.interfaces.look.figures.sketch import OURS, THEIRS, TURN_AT, Sketch, words_box
from rapport.interfaces.look.wording.line_words import FOR_STAFF, LineWords

LEAST = 5  # pixels: a matter of one minute is still seen
ABOVE, BELOW, RISE, RISES = 34, 44, 12, 8  # first baseline on each side, and how far a name may move away
LONG, SHORT = 34, 18  # letters of a name; cut at a word where that lets it stand, and always on phones


@dataclass(frozen=True)
class Bar:
    """One bar, which may stand for several episodes that overlap."""

    start: datetime
    end: datetime
    label: str
    side: int
    open: bool


def bars(line: Line, said: LineWords = FOR_STAFF) -> list[Bar]:
    """Let episodes that overlap share one bar; open ones share theirs, which ends now."""
    closed = sorted((e for e in line.episodes if e.end is not None), key=lambda e: e.start)
    open_ones = sorted((e for e in line.episodes if e.end is None), key=lambda e: e.start)
    found = [_closed_bar(together, said) for together in _overlapping(closed)]
    return [*found, _open_bar(open_ones, line.now, said)] if open_ones else found


def _overlapping(closed: Iterable[EpisodeMark]) -> list[list[EpisodeMark]]:
    groups: list[list[EpisodeMark]] = []
    until: datetime | None = None
    for episode in closed:
        ends = episode.end or episode.start
        if groups and until and episode.start <= until:
            groups[-1].append(episode)
        else:
            groups.append([episode])
        until = max(until, ends) if until else ends
    return groups


def _closed_bar(together: Sequence[EpisodeMark], said: LineWords) -> Bar:
    first = together[0]
    label = first.label
    if label and len(together) > 1:
        label = said.and_more.format(name=label, many=said.small(len(together) - 1))
    end = max(e.end or e.start for e in together)
    return Bar(first.start, end, label, OURS if first.begun_by_us else THEIRS, open=False)


def _open_bar(together: Sequence[EpisodeMark], now: datetime, said: LineWords) -> Bar:
    newest = together[-1]
    label = f"{said.open_again}: {newest.label}" if newest.again and newest.label else newest.label
    if len(together) > 1:
        label = said.more_open.format(many=said.small(len(together)))
        label += said.newest.format(name=newest.label) if newest.label else ""
    return Bar(together[0].start, now, label, OURS if newest.begun_by_us else THEIRS, open=True)


def bar_box(bar: Bar, sketch: Sketch) -> Box:
    """Return the ground of a bar, at least wide enough to be seen."""
    left, right = sketch.scale.x(bar.start), sketch.scale.x(bar.end)
    if bar.open:
        return Box(min(left, right - LEAST), -sketch.half, right, sketch.half)
    return Box(left, -sketch.half, max(right, left + LEAST), sketch.half)


def draw_bars(line: Line, sketch: Sketch) -> None:
    """Draw every bar; no names."""
    for bar in bars(line, sketch.said):
        sketch.stems.append(canvas.rect("bar bar-open" if bar.open else "bar", bar_box(bar, sketch)))


def draw_lanes(line: Line, sketch: Sketch) -> None:
    """Part episodes that overlap, each in its own lane; from five on they share the last."""
    lanes = _lanes(line)
    rows = min(max(lanes, default=0) + 1, 4)
    thick, gap = (7.0, 0.0) if rows == 1 else (5.0, 2.0)
    sketch.half = (rows * thick + (rows - 1) * gap) / 2
    for episode, lane in zip(_by_start(line), lanes, strict=True):
        top = min(lane, rows - 1) * (thick + gap) - sketch.half
        left, right = sketch.scale.x(episode.start), sketch.scale.x(episode.end or line.now)
        box = Box(left, top, max(right, left + LEAST), top + thick)
        sketch.stems.append(canvas.rect("bar" if episode.end else "bar bar-open", box))


def _by_start(line: Line) -> list[EpisodeMark]:
    return sorted(line.episodes, key=lambda e: e.start)


def _lanes(line: Line) -> list[int]:
    ends: list[datetime] = []
    lanes = []
    for episode in _by_start(line):
        lane = next((at for at, end in enumerate(ends) if end < episode.start), len(ends))
        ends[lane : lane + 1] = [episode.end or line.now]
        lanes.append(lane)
    return lanes


def name_bars(line: Line, sketch: Sketch) -> None:
    """Name the bars; where there is no room the older name is left out, never made smaller."""
    for bar in sorted(bars(line, sketch.said), key=lambda b: b.start, reverse=True):
        if bar.label:
            _name(bar, sketch)


def _name(bar: Bar, sketch: Sketch) -> None:
    x = bar_box(bar, sketch).left + 1
    turned = x > sketch.width * TURN_AT
    labels = dict.fromkeys(canvas.shortened(bar.label, most=most) for most in _lengths(sketch))
    for label, rise in product(labels, range(RISES)):
        y = -(ABOVE + RISE * rise) if bar.side == THEIRS else BELOW + RISE * rise
        if any(_fits(label, x=x, y=y, ends=ends, sketch=sketch) for ends in ((True,) if turned else (False, True))):
            return


def _lengths(sketch: Sketch) -> tuple[int, ...]:
    return (LONG, SHORT) if sketch.width > 400 else (SHORT,)


def _fits(label: str, *, x: float, y: float, ends: bool, sketch: Sketch) -> bool:
    beside = x - 5 if ends else x + 6
    box = words_box(label, beside, y, ends=ends)
    tip = y - 9 if y < 0 else y
    leader = Box(x - 0.5, min(tip, 0), x + 0.5, max(tip, 0))
    if not (sketch.room_for_words(box) and sketch.room_for_leader(leader)):
        return False
    sketch.write(label, beside, y, name="t-end" if ends else "", box=box)
    sketch.back.append(canvas.upright("leader", x, 0, tip))
    sketch.leaders.append(leader)
    return True
