"""The numbers of the lead question: from which to which, and in which languages it can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.domains.surveys.rules.imports import NotAScore, read_score

OF_KIND = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}
USUAL = (0, 10)


def lead_scale(kind: str, words: Mapping[str, Any]) -> tuple[int, int]:
    """The first and the last number of a survey's lead question: as its wording says, else as its kind does.

    Where it is a title without numbers the last comes before the first.

    >>> lead_scale("ces", {}), lead_scale("own", {"from": 1, "to": 4})
    ((1, 7), (1, 4))
    """
    first, last = OF_KIND.get(kind, USUAL)
    start, end = int(words.get("from", first)), words.get("to", last)
    return start, start - 1 if end is None else int(end)


def read_on_scale(raw: object, *, first: int, last: int) -> int:
    """A number of the scale; anything else is refused with NotAScore.

    >>> read_on_scale("5", first=1, last=5)
    5
    """
    score = read_score(raw)
    if not first <= score <= last:
        raise NotAScore(f"{score} is not a whole number from {first} to {last}.")
    return score


def language_of(wording: Mapping[str, Any], wanted: str) -> str:
    """Which of its languages a wording is shown in: the wanted one, its main language, English, else the first.

    >>> language_of({"en": {}, "de": {}}, "de-AT"), language_of({"en": {}}, "fr")
    ('de', 'en')
    """
    for code in (wanted, wanted.split("-", maxsplit=1)[0], "en"):
        if code in wording:
            return code
    return next(iter(wording))
