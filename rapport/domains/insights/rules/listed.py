"""Which words may be read, and beside which of them a score: where whoever takes off what is known is left with few."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rapport.measures.disclosure import FEW, LEAST


def readable(nameless: Collection[int], read: Collection[int]) -> frozenset[int]:
    """Of the words without a name those that may be read: ten and more, and new ones five at a time.

    Whoever reads the words by name takes these off a list, and yesterday's list off today's.

    >>> len(readable(range(12), ())), len(readable(range(9), ())), len(readable(range(17), range(12)))
    (12, 0, 17)
    >>> len(readable(range(13), range(12))), len(readable(range(11), range(8)))
    (12, 0)
    """
    new = set(nameless) - set(read)
    # A first list is new as a whole; later ones wait for each other.
    kept = frozenset(nameless) - (new if len(new) < LEAST else set())
    return kept if len(kept) >= FEW else frozenset()


def leaves_few(*left: int) -> bool:
    """Whether something taken off something else leaves one to four people.

    >>> leaves_few(0, 5), leaves_few(7, 4), leaves_few(-1)
    (False, True, False)
    """
    return any(0 < n < LEAST for n in left)


def may_be_scored(
    now: tuple[int, int], earlier: Iterable[tuple[int, int]], *, told: tuple[int, int], new: tuple[int, int]
) -> bool:
    """Whether new words may stand with their scores. Each pair: how many people, how many of them without a name.

    now and earlier: behind the sum of all, in this release and in those before; told: words with a score already;
    new: those that would be. What is left of the sum, and of what it grew by, is nobody or five and more.

    >>> may_be_scored((40, 20), [], told=(0, 0), new=(16, 15))
    True
    >>> may_be_scored((40, 16), [], told=(0, 0), new=(16, 15)), may_be_scored((10, 0), [], told=(0, 0), new=(12, 12))
    (False, False)
    >>> may_be_scored((46, 26), [(40, 20)], told=(16, 15), new=(5, 5))
    False
    """
    left = [whole - before - more for whole, before, more in zip(now, told, new, strict=True)]
    grown = [n - then - more for one in earlier for n, then, more in zip(now, one, new, strict=True)]
    return min(left) >= 0 and not leaves_few(*left, *grown)
