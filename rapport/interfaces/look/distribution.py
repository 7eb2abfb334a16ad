"""How the answers from 0 to 10 lie: eleven columns in three groups, parted by space."""

from collections.abc import Iterator, Sequence

from rapport.interfaces.look import canvas
from rapport.interfaces.look.canvas import Box
from rapport.interfaces.look.words import class_of, count, is_shown, not_shown, number

WIDE, PHONE = 560, 350
BETWEEN, GROUP = 4, 20  # pixels between columns and between groups
FILL = {"detractor": "f-det", "passive": "f-pas", "promoter": "f-pro"}
GROUPS = {"detractor": range(7), "passive": range(7, 9), "promoter": range(9, 11)}


def draw(counts: Sequence[int], *, width: int = WIDE) -> str:
    """Return the columns as SVG, 560 or 350 wide; `counts` has one number for each of 0 to 10."""
    check(counts)
    height = 200 if width > PHONE else 190
    parts = [*_columns(counts, width, height - 46), *_groups(counts, width, height - 46)]
    return canvas.svg("wide" if width > PHONE else "narrow", width, height, gist(counts), parts)


def check(counts: Sequence[int]) -> None:
    """Refuse what is not one count for each answer from 0 to 10."""
    if len(counts) != 11 or min(counts) < 0:
        raise NotElevenCounts(f"One count for each of 0 to 10 is needed, not {list(counts)}.")


def _left(score: int, width: int) -> float:
    group = ("detractor", "passive", "promoter").index(class_of(score))
    return 2 + score * (_column(width) + BETWEEN) + group * (GROUP - BETWEEN)


def _column(width: int) -> float:
    return (width - 4 - 2 * GROUP - 8 * BETWEEN) / 11


def _columns(counts: Sequence[int], width: int, base: float) -> Iterator[str]:
    tallest = max(*counts, 1)
    for score, many in enumerate(counts):
        left, top = _left(score, width), base - (base - 22) * many / tallest
        middle = left + _column(width) / 2
        if many:
            yield canvas.rect(FILL[class_of(score)], Box(left, top, left + _column(width), base))
        else:
            yield canvas.level("hair", left, left + _column(width), base)
        yield canvas.text(number(many), middle, top - 6, "t-mid t-strong")
        yield canvas.text(str(score), middle, base + 16, "t-mid t-faint")


def _groups(counts: Sequence[int], width: int, base: float) -> Iterator[str]:
    for name, scores in GROUPS.items():
        left = _left(scores[0], width)
        right = _left(scores[-1], width) + _column(width)
        many = sum(counts[score] for score in scores)
        words = count(many, name) if width > PHONE else number(many)
        yield canvas.level("stem", left, right, base + 24)
        yield canvas.class_shape(name, left + 6, base + 37, 5)
        yield canvas.text(words, left + 16, base + 41)


def gist(counts: Sequence[int]) -> str:
    """Say in one sentence how the answers lie."""
    groups = [count(sum(counts[score] for score in scores), name) for name, scores in GROUPS.items()]
    return f"How {count(sum(counts), 'answer')} lie from 0 to 10: {', '.join(groups)}"


def held_back(counts: Sequence[int]) -> str:
    """Say why there is no drawing, or nothing when there may be one."""
    check(counts)
    if is_shown(sum(counts)):
        return ""
    return not_shown() if sum(counts) < 5 else "Not shown: fewer than ten answers."


class NotElevenCounts(ValueError):
    """A distribution has one count for each answer from 0 to 10."""
