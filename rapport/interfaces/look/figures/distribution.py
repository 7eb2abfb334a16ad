"""How the answers lie: a column for each, in three groups parted by space; 0 to 10 unless another scale is given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapport.interfaces.look.figures import canvas
from rapport.interfaces.look.figures.canvas import Box
from rapport.interfaces.look.wording.words import count, is_shown, not_shown, number

WIDE, PHONE = 560, 350
BETWEEN, GROUP, WIDEST = 4, 20, 72  # pixels between columns, between groups, and of a column at most
FILL = {"detractor": "f-det", "passive": "f-pas", "promoter": "f-pro"}
CLASSES = ("detractor", "passive", "promoter")


@dataclass(frozen=True)
class Lie:
    """A scale in three groups: the first answer of each, the last answer, and what the groups are called."""

    starts: tuple[int, int, int]
    last: int
    names: tuple[str, str, str] = CLASSES
    lowest_last: bool = False  # where a low answer is the better one

    @property
    def first(self) -> int:
        """The lowest answer."""
        return self.starts[0]

    @property
    def groups(self) -> list[tuple[str, str, range]]:
        """Class, name and answers of each group, in the order of the scale."""
        ends = (*self.starts[1:], self.last + 1)
        classes = CLASSES[::-1] if self.lowest_last else CLASSES
        return [(c, n, range(s, e)) for c, n, s, e in zip(classes, self.names, self.starts, ends, strict=True)]

    def group_of(self, score: int) -> int:
        """Which of the three groups an answer stands in."""
        return (score >= self.starts[1]) + (score >= self.starts[2])


RECOMMEND = Lie((0, 7, 9), 10)


def draw(counts: Sequence[int], *, width: int = WIDE, lie: Lie = RECOMMEND) -> str:
    """Return the columns as SVG, 560 or 350 wide; `counts` has one number for each answer of the scale."""
    check(counts, lie)
    height = 200 if width > PHONE else 190
    parts = [*_columns(counts, width, height - 46, lie), *_groups(counts, width, height - 46, lie)]
    return canvas.svg("wide" if width > PHONE else "narrow", width, height, gist(counts, lie), parts)


def check(counts: Sequence[int], lie: Lie = RECOMMEND) -> None:
    """Refuse what is not one count for each answer of the scale."""
    if len(counts) != lie.last - lie.first + 1 or min(counts) < 0:
        raise NotElevenCounts(f"One count for each of {lie.first} to {lie.last} is needed, not {list(counts)}.")


def _left(score: int, width: int, lie: Lie) -> float:
    return 2 + (score - lie.first) * (_column(width, lie) + BETWEEN) + lie.group_of(score) * (GROUP - BETWEEN)


def _column(width: int, lie: Lie) -> float:
    many = lie.last - lie.first + 1
    return min((width - 4 - 2 * GROUP - (many - 3) * BETWEEN) / many, WIDEST)


def _columns(counts: Sequence[int], width: int, base: float, lie: Lie) -> Iterator[str]:
    tallest, wide = max(*counts, 1), _column(width, lie)
    for score, many in enumerate(counts, start=lie.first):
        left, top = _left(score, width, lie), base - (base - 22) * many / tallest
        middle = left + wide / 2
        if many:
            yield canvas.rect(FILL[lie.groups[lie.group_of(score)][0]], Box(left, top, left + wide, base))
        else:
            yield canvas.level("hair", left, left + wide, base)
        yield canvas.text(number(many), middle, top - 6, "t-mid t-strong")
        yield canvas.text(str(score), middle, base + 16, "t-mid t-faint")


def _groups(counts: Sequence[int], width: int, base: float, lie: Lie) -> Iterator[str]:
    for kind, name, scores in lie.groups:
        if not scores:
            continue
        left = _left(scores[0], width, lie)
        right = _left(scores[-1], width, lie) + _column(width, lie)
        many = sum(counts[score - lie.first] for score in scores)
        words = _named(many, name) if width > PHONE else number(many)
        yield canvas.level("stem", left, right, base + 24)
        yield canvas.class_shape(kind, left + 6, base + 37, 5)
        yield canvas.text(words, left + 16, base + 41)


def _named(many: int, name: str) -> str:
    """24 detractors; 24 unhappy."""
    return count(many, name) if name in CLASSES else f"{number(many)} {name}"


def gist(counts: Sequence[int], lie: Lie = RECOMMEND) -> str:
    """Say in one sentence how the answers lie."""
    groups = [_named(sum(counts[score - lie.first] for score in scores), name) for _, name, scores in lie.groups]
    return f"How {count(sum(counts), 'answer')} lie from {lie.first} to {lie.last}: {', '.join(groups)}"


def held_back(counts: Sequence[int], lie: Lie = RECOMMEND) -> str:
    """Say why there is no drawing, or nothing when there may be one."""
    check(counts, lie)
    if is_shown(sum(counts)):
        return ""
    return not_shown() if sum(counts) < 5 else "Not shown: fewer than ten answers."


class NotElevenCounts(ValueError):
    """A distribution has one count for each answer of its scale."""
