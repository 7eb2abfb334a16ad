"""The ground of a relationship line while it is drawn: what lies where, and what still has room."""

from collections import Counter
from dataclasses import dataclass, field

from rapport.interfaces.look.figures import canvas
from rapport.interfaces.look.figures.axis import Scale
from rapport.interfaces.look.figures.canvas import Box
from rapport.interfaces.look.wording.line_words import FOR_STAFF, LineWords

THEIRS, OURS = -1, 1  # above and below: the y axis points down
STEM, STEP, MOST = 17, 13, 6  # pixels from the line, pixels per level, levels
DOT = 4.25
TURN_AT = 0.86  # in the last 14 % labels turn and end at their mark


@dataclass
class Sketch:
    """Parts and boxes in coordinates whose zero is the line itself."""

    width: int
    scale: Scale
    now_x: float
    said: LineWords = FOR_STAFF
    half: float = 3.5  # half the thickness of the bars
    back: list[str] = field(default_factory=list)
    stems: list[str] = field(default_factory=list)
    front: list[str] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    words: list[Box] = field(default_factory=list)
    leaders: list[Box] = field(default_factory=list)
    more: list[tuple[str, float, float]] = field(default_factory=list)
    crowded: Counter[tuple[int, int]] = field(default_factory=Counter)

    def room_for_mark(self, box: Box) -> bool:
        """Tell whether a mark hides nothing."""
        return not any(box.touches(other) for other in (*self.marks, *self.words))

    def room_for_words(self, box: Box) -> bool:
        """Tell whether words would touch nothing, not even the upright of today."""
        if box.left < 0 or box.right > self.width or box.touches(self.now_box(), gap=3):
            return False
        return not any(box.touches(other, gap=2) for other in (*self.marks, *self.words, *self.leaders))

    def room_for_leader(self, box: Box) -> bool:
        """Tell whether a thin line crosses no words; it may pass behind marks."""
        return not any(box.touches(other, gap=1) for other in self.words)

    def now_box(self) -> Box:
        """Return the ground of the upright of today."""
        return Box(self.now_x - 1, -1000, self.now_x + 1, 1000)

    def place(self, *, side: int, x: float, left: float, right: float, depth: float = STEM) -> float | None:
        """Find the level nearest to the line where a mark hides nothing; None if all are taken."""
        for step in range(MOST):
            y = side * (depth + STEP * step)
            box = Box(x - left, y - DOT - 0.75, x + right, y + DOT + 0.75)
            if self.room_for_mark(box):
                self.marks.append(box)
                return y
        return None

    def stem(self, x: float, y: float, name: str = "stem") -> None:
        """Draw the stem from the edge of the line to a mark; words keep clear of it."""
        self.stems.append(canvas.upright(name, x, self.half if y > 0 else -self.half, y))
        self.leaders.append(Box(x - 0.5, min(y, 0), x + 0.5, max(y, 0)))

    def write(self, text: str, x: float, y: float, *, name: str, box: Box) -> None:
        """Write words and keep their ground."""
        self.words.append(box)
        self.front.append(canvas.text(text, x, y, name))

    def top(self) -> float:
        """Return how far the drawing reaches above the line."""
        return min([box.top for box in (*self.marks, *self.words)], default=-self.half)

    def bottom(self) -> float:
        """Return how far the drawing reaches below the line."""
        return max([box.bottom for box in (*self.marks, *self.words)], default=self.half)


def words_box(text: str, x: float, y: float, *, ends: bool = False, size: float = 12) -> Box:
    """Return the ground of words at a baseline, starting or ending at x."""
    width = canvas.text_width(text, size=size)
    left = x - width if ends else x
    return Box(left, y - 0.85 * size, left + width, y + 0.25 * size)
