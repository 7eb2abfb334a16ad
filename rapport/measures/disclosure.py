"""From how many people on something is shown of them: one number for every page, file and program."""

from collections.abc import Iterable
from math import ceil, floor

LEAST = 5  # fewer could be told apart by those who know them
FEW = 10  # below, a share of all or none tells what each one said
EACH_FROM = 30  # answers from which a bar may stand for one person


def told_of_few(k: int, n: int) -> int:
    """How many of n people are said to stand on a side: below ten to within one person, so that never all or none do.

    Nobody and one are told as one, all and all but one as all but one: else each of them would be known.

    >>> told_of_few(0, 7), told_of_few(1, 7), told_of_few(2, 7), told_of_few(7, 7), told_of_few(10, 10)
    (1, 1, 2, 6, 10)
    """
    return k if n >= FEW else min(max(k, 1), n - 1)


def told_singly(counts: Iterable[int], *, people: int | None = None) -> bool:
    """Whether each answer of a scale may have a bar of its own: among fewer than thirty none stands for one to four.

    people: how many gave these answers, where each gave several.

    >>> told_singly([5, 0, 6]), told_singly([1, 10]), told_singly([1, 29]), told_singly([1, 29], people=10)
    (True, False, True, False)
    """
    many = [n for n in counts if n]
    return (sum(many) if people is None else people) >= EACH_FROM or all(n >= LEAST for n in many)


def told_minutes(mean: float) -> int:
    """Minutes lost on average where single answers may not stand: to five minutes.

    The exact mean is the sum: whoever knows the others by heart would read the one that is left to the minute.

    >>> told_minutes(57.8), told_minutes(1.9), told_minutes(48)
    (60, 0, 50)
    """
    return 5 * round(mean / 5)


def told_mean(value: float, low: float, high: float) -> tuple[float, float, float]:
    """A mean and its range where single answers may not stand: to a tenth, the range outward to halves.

    n, an exact mean and an exact range are the sum of the answers and of their squares; of ten people that is mostly
    enough to write down what each of them said.

    >>> told_mean(6.272727, 5.083, 7.0)
    (6.3, 5.0, 7.0)
    """
    return round(value, 1), floor(low * 2) / 2, ceil(high * 2) / 2
