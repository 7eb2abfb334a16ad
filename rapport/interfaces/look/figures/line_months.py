"""Contact with many, month by month: stacks of small dots on both sides of the line, each dot for several acts."""

from collections.abc import Iterable, Sequence

from rapport.interfaces.look.figures import canvas
from rapport.interfaces.look.figures.canvas import Box
from rapport.interfaces.look.figures.marks import Line, MonthMark
from rapport.interfaces.look.figures.sketch import OURS, THEIRS, Sketch
from rapport.interfaces.look.wording.line_words import LineWords
from rapport.interfaces.look.wording.words import number

MOST = 14  # dots in the highest stack
STEP, FIRST, DOT = 7, 9, 2.6
STEPS = (1, 2, 5)


def unit_of(months: Iterable[MonthMark]) -> int:
    """How many acts one dot stands for: 1, 2, 5, 10, 20 …, so that no stack is higher than fourteen dots.

    >>> from datetime import datetime
    >>> unit_of([MonthMark(datetime(2026, 11, 15), ours=True, planned=90, unplanned=400)])
    50
    """
    most = max((mark.planned + mark.unplanned for mark in months), default=0)
    power = 1
    while True:
        for step in STEPS:
            if step * power * MOST >= most:
                return step * power
        power *= 10


def draw_months(months: Sequence[MonthMark], sketch: Sketch) -> None:
    """Draw each month as a stack, planned acts nearest to the line."""
    unit = unit_of(months)
    for mark in months:
        planned, every = _dots(mark, unit)
        side, x = OURS if mark.ours else THEIRS, sketch.scale.x(mark.at)
        for place in range(every):
            y = side * (FIRST + STEP * place)
            sketch.marks.append(Box(x - 3.4, y - 3.4, x + 3.4, y + 3.4))
            sketch.front.append(canvas.circle("dot" if place < planned else "dot-hollow", x, y, DOT))


def _dots(mark: MonthMark, unit: int) -> tuple[int, int]:
    """Filled dots and all dots; some contact is never drawn as none."""
    acts = mark.planned + mark.unplanned
    every = max(round(acts / unit), 1) if acts else 0
    return min(round(mark.planned / unit), every), every


def gist(line: Line, spoken: LineWords) -> str:
    """Say what the months hold, for those who cannot see them."""
    ours = sum(mark.planned + mark.unplanned for mark in line.months if mark.ours)
    theirs = sum(mark.planned + mark.unplanned for mark in line.months if not mark.ours)
    return spoken.sides(theirs, number(ours))


def told(mark: MonthMark, spoken: LineWords) -> tuple[str, str]:
    """One month as a row of the table: how many acts, how many of them planned."""
    return spoken.counted(mark.planned + mark.unplanned, spoken.acts), number(mark.planned)
