"""SVG written as text: every word escaped, every number short, and boxes that know when they touch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

NARROW_LETTERS = frozenset("iljtfr.,:;'’|!()[] ·")
WIDE_LETTERS = frozenset("mwMW@%—…")


@dataclass(frozen=True)
class Box:
    """A rectangle on the drawing; the y axis points down."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box", *, gap: float = 0) -> bool:
        """Tell whether two boxes share ground, or come nearer than `gap`."""
        beside = self.right + gap <= other.left or other.right + gap <= self.left
        apart = self.bottom + gap <= other.top or other.bottom + gap <= self.top
        return not (beside or apart)


def number(value: float) -> str:
    """Write a coordinate with at most one decimal."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def text_width(words: str, *, size: float = 12) -> float:
    """Estimate how wide words are in a system sans; on the wide side, so that nothing touches."""
    return _width(words) * size


# The same few words are tried at many places of a drawing.
@lru_cache(maxsize=4096)
def _width(words: str) -> float:
    return sum(map(_letter_width, words))


@lru_cache(maxsize=1024)
def _letter_width(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return 0.36
    if letter in WIDE_LETTERS or ord(letter) > 0x2E80:
        return 1.0
    return 0.7 if letter.isupper() or letter in "+−=" else 0.59


def shortened(words: str, *, most: int) -> str:
    """Cut words at a space so that at most that many letters remain."""
    plain = " ".join(words.split())
    if len(plain) <= most:
        return plain
    head = plain[: most - 1]
    return f"{head.rsplit(' ', 1)[0].rstrip(',.;: ') if ' ' in head else head}…"


def path(name: str, line: str) -> str:
    """Draw a path of one class."""
    return f'<path class="{name}" d="{line}"/>'


def upright(name: str, x: float, top: float, bottom: float) -> str:
    """Draw a straight line down or up."""
    return path(name, f"M{number(x)} {number(top)}V{number(bottom)}")


def level(name: str, left: float, right: float, y: float) -> str:
    """Draw a straight line from left to right."""
    return path(name, f"M{number(left)} {number(y)}H{number(right)}")


def rect(name: str, box: Box) -> str:
    """Draw a filled rectangle."""
    return (
        f'<rect class="{name}" x="{number(box.left)}" y="{number(box.top)}"'
        f' width="{number(box.right - box.left)}" height="{number(box.bottom - box.top)}"/>'
    )


def circle(name: str, x: float, y: float, radius: float) -> str:
    """Draw a dot."""
    return f'<circle class="{name}" cx="{number(x)}" cy="{number(y)}" r="{radius}"/>'


def points(pairs: Iterable[tuple[float, float]]) -> str:
    """Write corner points as SVG wants them."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in pairs)


def polyline(name: str, pairs: Sequence[tuple[float, float]]) -> str:
    """Draw an open line through points."""
    return f'<polyline class="{name}" points="{points(pairs)}"/>'


def polygon(name: str, pairs: Sequence[tuple[float, float]]) -> str:
    """Draw a filled area."""
    return f'<polygon class="{name}" points="{points(pairs)}"/>'


def text(words: str, x: float, y: float, name: str = "") -> str:
    """Write words at a baseline; they are escaped here and nowhere else."""
    kind = f' class="{name}"' if name else ""
    return f'<text{kind} x="{number(x)}" y="{number(y)}">{escape(words)}</text>'


def whisker(low: float, high: float, y: float) -> str:
    """Draw a range with its two ends."""
    ends = f"M{number(low)} {number(y - 4)}v8M{number(high)} {number(y - 4)}v8"
    return path("whisk", f"M{number(low)} {number(y)}H{number(high)}{ends}")


def class_shape(kind: str, x: float, y: float, radius: float) -> str:
    """Draw the mark of a class: promoter ▲, passive ■, detractor ▼."""
    if kind == "passive":
        half = radius * 0.85
        return rect("f-pas", Box(x - half, y - half, x + half, y + half))
    side = radius * 1.1
    if kind == "promoter":
        rise = f"l{number(side)} {number(radius * 1.9)}h{number(-2 * side)}z"
        return path("f-pro", f"M{number(x)} {number(y - radius)}{rise}")
    fall = f"l{number(side)} {number(-radius * 1.9)}h{number(-2 * side)}z"
    return path("f-det", f"M{number(x)} {number(y + radius)}{fall}")


def group(parts: Iterable[str], *, down: float) -> str:
    """Move parts down together."""
    return f'<g transform="translate(0 {number(down)})">{"".join(parts)}</g>'


def svg(name: str, width: float, height: float, label: str, parts: Iterable[str]) -> str:
    """Close a drawing: one picture for a screen reader, with a sentence that says the gist."""
    kind = f' class="{name}"' if name else ""
    return (
        f'<svg{kind} viewBox="0 0 {number(width)} {number(height)}" role="img"'
        f' aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )
