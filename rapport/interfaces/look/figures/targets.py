"""Targets and results: every target stands on one upright green line; left of it is below, right above."""

from dataclasses import dataclass
from typing import Literal

from rapport.interfaces.look.figures import canvas
from rapport.interfaces.look.wording.words import NO_BREAK, is_reached, number, signed, target_sentence

Unit = Literal["percent", "mean", "points"]
WIDTH, HEIGHT, MIDDLE, EDGE = 180, 30, 90, 8
REACH: dict[Unit, float] = {"percent": 18, "mean": 1.4, "points": 30}  # what fits beside the upright at least


@dataclass(frozen=True)
class Target:
    """One aim and what came of it; percent from 0 to 100, a mean on its scale, points from −100 to +100."""

    name: str
    unit: Unit
    target: float
    value: float
    low: float
    high: float
    n: int
    remark: str = ""

    def shown(self, figure: float) -> str:
        """Write a figure in the unit of this target."""
        if self.unit == "percent":
            return f"{number(figure)}{NO_BREAK}%"
        return signed(figure) if self.unit == "points" else number(figure, decimals=1)

    @property
    def reached(self) -> bool:
        """Tell whether the figure is at or above its target."""
        return is_reached(value=self.value, target=self.target)

    @property
    def aim(self) -> str:
        """The target in words."""
        return self.shown(self.target)

    @property
    def result(self) -> str:
        """The figure in words."""
        return self.shown(self.value)

    @property
    def range(self) -> str:
        """The range in words, the unit said once."""
        low, high = (self.shown(figure).removesuffix(f"{NO_BREAK}%") for figure in (self.low, self.high))
        return f"{low} to {high}"

    @property
    def verdict(self) -> str:
        """The sentence that follows from the figures."""
        return target_sentence(value=self.value, target=self.target, low=self.low, high=self.high, shown=self.aim)


def draw(target: Target) -> str:
    """Return one row: the upright, the range as a whisker, the value full when reached and hollow when not."""
    parts = [
        canvas.upright("target", MIDDLE, -8, HEIGHT + 8),
        canvas.whisker(_x(target.low, target), _x(target.high, target), HEIGHT / 2),
        canvas.circle("dot" if target.reached else "dot-miss", _x(target.value, target), HEIGHT / 2, 5),
    ]
    return canvas.svg("", WIDTH, HEIGHT, gist(target), parts)


def _x(figure: float, target: Target) -> float:
    far = max(abs(figure - target.target) for figure in (target.low, target.value, target.high))
    reach = max(REACH[target.unit], far)
    return MIDDLE + (figure - target.target) / reach * (MIDDLE - EDGE)


def gist(target: Target) -> str:
    """Say whether the value lies above or below its target."""
    where = "at" if target.value == target.target else "above" if target.reached else "below"
    return f"{where} the target: {target.result}, {target.range}, target {target.aim}"
