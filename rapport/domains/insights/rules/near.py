"""Two shown groups that differ by few people: subtracting one from the other shows what these few said.

Counts by answer bound from below how many of a group stand outside another: so most pairs need no look at who is where.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np

from rapport.measures.disclosure import LEAST, told_singly

Key = TypeVar("Key", bound=Hashable)


def beyond(one: Sequence[int], other: Sequence[int]) -> int:
    """How many answers of one group are certainly not among those of the other; both counted by answer.

    >>> beyond((0, 3, 5), (9, 1, 5))
    2
    """
    return sum(max(a - b, 0) for a, b in zip(one, other, strict=True))


def suspects(counts: Mapping[Key, Sequence[int]]) -> list[tuple[Key, Key]]:
    """Pairs of groups, counted by answer, of which one could hold fewer than five that are not in the other.

    >>> suspects({"mail": (1, 8, 140), "accounts": (1, 7, 140), "yard": (0, 20, 0)})
    [('mail', 'accounts')]
    """
    keys = list(counts)
    table = np.array([counts[key] for key in keys], dtype=np.int64)
    found = []
    for at in range(len(keys) - 1):
        apart = table[at] - table[at + 1 :]
        left, right = np.clip(apart, 0, None).sum(axis=1), np.clip(-apart, 0, None).sum(axis=1)
        nearly = (left < LEAST) & (right < LEAST)
        told = ((left > 0) & (left < LEAST)) | ((right > 0) & (right < LEAST))
        found += [(keys[at], keys[at + 1 + int(place)]) for place in np.flatnonzero(nearly | told)]
    return found


def betrays(one: Sequence[int], other: Sequence[int], *, left: int, right: int) -> bool:
    """Whether two groups, counted by answer, give away few people; left and right: how many stand in one of them alone.

    Few are given away where nearly nothing else differs, or where what they said stands out.

    >>> betrays((1, 8, 140), (1, 7, 140), left=1, right=0), betrays((0, 2, 4), (9, 30, 60), left=2, right=95)
    (True, False)
    """
    if nearly_alike(left=left, right=right):
        return True
    return (0 < left < LEAST and beyond(one, other) > 0) or (0 < right < LEAST and beyond(other, one) > 0)


def nearly_alike(*, left: int, right: int) -> bool:
    """Whether two groups are the same but for one to four people on either side.

    >>> nearly_alike(left=1, right=0), nearly_alike(left=0, right=0), nearly_alike(left=2, right=40)
    (True, False, False)
    """
    return left < LEAST and right < LEAST and left + right > 0


def told_apart(one: Sequence[int], other: Sequence[int], *, left: int, right: int) -> bool:
    """Whether one group lies within the other (but for few), and few answers of the two differ or stand out.

    A figure may be that of an earlier release, or of those with a name alone: then the same people show two counts.

    >>> told_apart((0, 1, 14), (1, 1, 15), left=0, right=0), told_apart((0, 1, 14), (0, 1, 14), left=0, right=0)
    (True, False)
    >>> told_apart((0, 1, 14), (1, 1, 15), left=9, right=9)
    False
    """
    if (left < LEAST or right < LEAST) and moved_alike(one, other):
        return True
    return (left < LEAST and 0 < beyond(one, other) < LEAST) or (right < LEAST and 0 < beyond(other, one) < LEAST)


def moved_by(now: Sequence[int], then: Sequence[int]) -> int:
    """How many people at least came, went or changed their answer between two counts by answer.

    Whoever changes an answer leaves one bar and joins another, and is one person all the same.

    >>> moved_by((0, 3, 5), (2, 1, 5)), moved_by((0, 0, 6), (0, 0, 1)), moved_by((1, 2, 5), (2, 1, 4))
    (2, 5, 2)
    """
    return max(beyond(now, then), beyond(then, now))


def added_singly(now: Sequence[int], then: Sequence[int]) -> bool:
    """Whether what came and what went between two counts by answer may be read answer by answer.

    >>> added_singly((0, 3, 41), (0, 3, 36)), added_singly((1, 4, 40), (0, 3, 36))
    (True, False)
    """
    steps = [a - b for a, b in zip(now, then, strict=True)]
    return told_singly(max(one, 0) for one in steps) and told_singly(max(-one, 0) for one in steps)


def moved_alike(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two movements, counted by answer, differ by few: then what moved in one group alone would be seen.

    >>> moved_alike((0, 1, 6), (0, 0, 6)), moved_alike((0, 0, 6), (0, 0, 6)), moved_alike((0, 0, 6), (0, 9, 3))
    (True, False, False)
    """
    left, right = beyond(one, other), beyond(other, one)
    return left + right > 0 and left < LEAST and right < LEAST
