"""The scales figures are drawn on: net score, share, mean; how far an axis goes and how its values are written."""

from dataclasses import dataclass

from rapport.interfaces.look.wording.words import MINUS, NO_BREAK, signed


@dataclass(frozen=True)
class Scale:
    """What is drawn: its name, where its hairlines lie, which values always fit, and how far it may go."""

    name: str
    short: str
    every: float
    inner: tuple[float, float]  # always inside the axis
    outer: tuple[float, float]  # never beyond
    kind: str = "net"

    def write(self, value: float) -> str:
        """One value as a page writes it: +17, 41 %, 5.3."""
        if self.kind == "net":
            return signed(value)
        return f"{round(value)}{NO_BREAK}%" if self.kind == "share" else f"{value:.1f}".replace("-", MINUS)

    def span(self, low: float, high: float) -> str:
        """A range: +1 to +32, 35 to 48 %, 4.9 to 5.6."""
        return (
            f"{round(low)} to {self.write(high)}"
            if self.kind == "share"
            else f"{self.write(low)} to {self.write(high)}"
        )

    def difference(self, value: float) -> str:
        """A difference, always with its sign: +24, +6 points, −0.4."""
        if self.kind == "mean":
            return signed(value, decimals=1)
        return signed(value)

    @property
    def zero(self) -> bool:
        """Only a net score has a zero that means something."""
        return self.kind == "net"


NET = Scale("Net promoter score", "NPS", 20, (-20, 20), (-100, 100))
SHARE = Scale("Satisfied people", "CSAT", 20, (40, 100), (0, 100), "share")


def mean_of(low: int, high: int, *, name: str = "Mean", short: str = "Mean") -> Scale:
    """The scale of a mean: the whole of it is drawn, so that a small change looks small."""
    every = 1 if high - low <= 10 else (high - low) / 5
    return Scale(name, short, every, (low, high), (low, high), "mean")
