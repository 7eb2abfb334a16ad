"""Did it help? What a few taps say, and when they say nothing yet."""

from __future__ import annotations

from rapport.domains.knowledge.types import Helped
from rapport.measures.disclosure import LEAST
from rapport.measures.proportions import wilson


def helped(yes: int, n: int) -> Helped:
    """How many of how many, with Wilson's interval once five have tapped.

    >>> helped(2, 3)
    Helped(yes=2, n=3, low=None, high=None)
    >>> round(helped(31, 46).low, 2), round(helped(31, 46).high, 2)
    (0.53, 0.79)
    """
    if n < LEAST:
        return Helped(yes, n)
    part = wilson(yes, n)
    return Helped(yes, n, part.low, part.high)
