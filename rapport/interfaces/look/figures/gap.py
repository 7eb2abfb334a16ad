"""Facts and perception on one scale: never averaged, each beside its own target."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.interfaces.look.figures import canvas
from rapport.interfaces.look.figures.canvas import Box
from rapport.interfaces.look.wording.words import NO_BREAK

WIDTH, HEIGHT, LEFT, RIGHT = 240, 40, 6, 234


@dataclass(frozen=True)
class Gap:
    """One group; every figure in percent from 0 to 100."""

    group: str
    owner: str
    facts: float
    facts_n: int
    facts_target: float
    perception: float
    low: float
    high: float
    n: int
    perception_target: float
    meaning: str = ""
    url: str = ""


def floor_of(gaps: Sequence[Gap]) -> int:
    """Return where the shared scale begins: at 40, or at 0 when somebody lies lower."""
    lowest = min([100.0, *(min(gap.facts, gap.low, gap.perception_target, gap.facts_target) for gap in gaps)])
    return 40 if lowest >= 40 else 0


def draw(gap: Gap, *, floor: int = 40) -> str:
    """Return one row: ■ fact above, ● perception with its whisker below, a green tick for each target."""
    hairs = [canvas.upright("hair", _x(mark, floor), 2, 38) for mark in _marks(floor)]
    facts, felt = _x(gap.facts, floor), _x(gap.perception, floor)
    parts = [
        *hairs,
        canvas.level("hair", min(facts, felt), max(facts, felt), 20),
        canvas.upright("target", _x(gap.perception_target, floor), 22, 36),
        canvas.upright("target", _x(gap.facts_target, floor), 4, 18),
        canvas.rect("f-ink", Box(facts - 4.5, 7, facts + 4.5, 16)),
        canvas.whisker(_x(gap.low, floor), _x(gap.high, floor), 29),
        canvas.circle("dot", felt, 29, 4.5),
    ]
    return canvas.svg("", WIDTH, HEIGHT, gist(gap), parts)


def draw_scale(*, floor: int = 40) -> str:
    """Return the head of the column: the scale in words."""
    marks = _marks(floor)
    first, last = marks[0], marks[-1]
    parts = [canvas.text(f"{first}{NO_BREAK}%", 2, 11, "t-faint")]
    parts += [canvas.text(str(mark), _x(mark, floor), 11, "t-faint t-mid") for mark in marks[1:-1]]
    parts.append(canvas.text(f"{last}{NO_BREAK}%", 238, 11, "t-faint t-end"))
    return canvas.svg("", WIDTH, 12, f"Scale from {first} to {last} percent", parts)


def _marks(floor: int) -> list[int]:
    return list(range(floor, 101, 20))


def _x(percent: float, floor: int) -> float:
    return LEFT + (min(max(percent, floor), 100) - floor) / (100 - floor) * (RIGHT - LEFT)


def gist(gap: Gap) -> str:
    """Say both figures."""
    return f"Facts {gap.facts:.0f} percent; perception {gap.perception:.0f} percent, {gap.low:.0f} to {gap.high:.0f}"
