"""What a row of an imported wave means, and when it is refused."""

from __future__ import annotations

import re
from datetime import date

# A whole number, alone or with words without digits beside it: "10 - Extremely likely", "9,0", "Very easy (7)".
SCORE = re.compile(
    r"([0-9]{1,2})(?:[.,]0+)?(?:\s*[-–—:=(]\s*[^\W\d][^\d]*|\s+[^\W\d][^\d]*)?|[^\W\d][^\d]*\(([0-9]{1,2})\)"
)


class NotAScore(ValueError):
    """Not a whole number of the scale; the text says what was there instead."""


def read_score(raw: object, *, first: int = 0, last: int = 10) -> int:
    """A whole number of the scale, from a number or its text; anything else is refused, never dropped silently.

    >>> read_score("9"), read_score(9.0), read_score("5", first=1, last=5), read_score("10 - Extremely likely")
    (9, 9, 5, 10)
    """
    if isinstance(raw, bool) or raw is None or not str(raw).strip():
        raise NotAScore("There is no score.")
    text = str(raw).strip()
    found = SCORE.fullmatch(text)
    score = int(found[1] or found[2]) if found else -1
    if not first <= score <= last:
        raise NotAScore(f"{text[:40]!r} is not a whole number from {first} to {last}.")
    return score


def month_of_wave(wave: str, *, answered_on: date | None, otherwise: date) -> date:
    """The month an answer counts for: of its day, else of a wave named 2017-05 or 2017, else `otherwise`.

    >>> month_of_wave("2017-05", answered_on=None, otherwise=date(2026, 11, 22))
    datetime.date(2017, 5, 1)
    """
    if answered_on is not None:
        return answered_on.replace(day=1)
    named = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", wave.strip())
    return date(int(named[1]), int(named[2] or 1), 1) if named and int(named[1]) else otherwise.replace(day=1)
