"""Operators of a search: `from:marta after:2026-01 printer` in parts; what is no operator stays a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

NAMES = ("from", "to", "site", "org", "service", "is", "before", "after", "kind", "tag")
MOST = 12
# What other searches call it: near in meaning, not in letters.
ALIKE = {
    "assignee": "is", "owner": "is", "state": "is", "status": "is", "author": "from", "sender": "from",
    "client": "org", "label": "tag", "since": "after", "until": "before", "type": "kind",
}  # fmt: skip
_PART = re.compile(r'(?<![^\s])([A-Za-z]{2,10}):(?!/)(?:"([^"]*)"?|([^\s"]+))')
_MINUS = re.compile(r"(?<![^\s])-(\w{2,40})(?![^\s])")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z")
_BACK = re.compile(r"(\d{1,4})([dwmy])\Z")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@dataclass(frozen=True)
class Asked:
    """What was typed: the words to look for, operators with their values, and what looks like one and is none.

    `left_out` are words with a minus, as other searches leave them out; here they are words like all others.
    """

    words: str
    given: tuple[tuple[str, str], ...]
    unknown: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """All values of one operator."""
        return tuple(value for one, value in self.given if one == name)


def read(typed: str) -> Asked:
    """Part operators from words. An unknown one stays among the words, and is named with the nearest we know.

    >>> asked = read('from:"marta kolb" plotter form:x https://a.example 10:30')
    >>> asked.words, asked.given, asked.unknown
    ('plotter form:x https://a.example 10:30', (('from', 'marta kolb'),), (('form', 'from'),))
    """
    given: list[tuple[str, str]] = []
    unknown: list[tuple[str, str]] = []

    def taken(part: re.Match[str]) -> str:
        name, value = part.group(1).lower(), (part.group(2) if part.group(2) is not None else part.group(3)).strip()
        if name in NAMES and value and len(given) < MOST:
            given.append((name, value[:100]))
            return ""
        if name not in NAMES:
            unknown.append((name, ALIKE.get(name) or next(iter(get_close_matches(name, NAMES, n=1)), "")))
        return part.group()

    rest = _PART.sub(taken, typed[:500])
    minus = tuple(_MINUS.findall(rest)[:MOST])
    return Asked(" ".join(rest.split()), tuple(given), tuple(unknown), minus)


def days(value: str, today: date) -> tuple[date, date] | None:
    """The first day that a value means and the day after its last; None where it is no date.

    >>> days("2026-02", date(2026, 11, 22)), days("2w", date(2026, 11, 22))[0]
    ((datetime.date(2026, 2, 1), datetime.date(2026, 3, 1)), datetime.date(2026, 11, 8))
    >>> days("9999-12-31", date(2026, 11, 22)), days("2026-02-30", date(2026, 11, 22))
    (None, None)
    """
    named = {"today": 0, "yesterday": 1}.get(value.lower())
    if back := _BACK.match(value.lower()):
        named = int(back.group(1)) * _DAYS[back.group(2)]
    if named is not None:
        first = today - timedelta(days=named)
        return first, first + timedelta(days=1)
    parts = _DATE.match(value)
    try:
        return _span(*(int(part) if part else None for part in parts.groups())) if parts else None  # type: ignore[arg-type]
    except (ValueError, OverflowError):  # the last day of all has no day after it
        return None


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    first = date(year, month or 1, day or 1)
    if day is not None:
        return first, first + timedelta(days=1)
    if month is not None:
        return first, date(year + month // 12, month % 12 + 1, 1)
    return first, date(year + 1, 1, 1)
