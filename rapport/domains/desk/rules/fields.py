"""Custom fields: what may stand in them, and how it is kept. Plain functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

KINDS = {"text": "Text", "number": "Number", "date": "Day", "choice": "One of these"}
LONGEST = 500
NOTHING = "Nothing was changed."


class WrongField(ValueError):
    """This field cannot be kept so; nothing was changed or sent."""


def kept_value(
    kind: str, text: str, *, name: str, choices: Sequence[str] = (), required: bool = False, then: str = NOTHING
) -> str:
    """A value as it is kept, so that equal values are equal texts; empty where nothing is said.

    >>> kept_value("number", " 7,50 ", name="Rooms")
    '7.5'
    >>> kept_value("date", "2026-11-02", name="Since")
    '2026-11-02'
    """
    said = " ".join(text.replace("\x00", "").split())
    if not said:
        if required:
            raise WrongField(f"“{name}” must be filled in. {then}")
        return ""
    if len(said) > LONGEST:
        raise WrongField(f"“{name}” has at most {LONGEST} letters. {then}")
    if kind == "number":
        return _number(said, name, then)
    if kind == "date":
        return _day(said, name, then)
    if kind == "choice" and said not in choices:
        raise WrongField(f"“{name}” is one of: {', '.join(choices)}. {then}")
    return said


def _number(said: str, name: str, then: str) -> str:
    try:
        number = Decimal(said.replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        raise WrongField(f"“{name}” is a number, such as 7 or 7.5. {then}") from None
    if not number.is_finite() or abs(number) > Decimal(10) ** 15:
        raise WrongField(f"“{name}” is too large a number. {then}")
    return format(number.normalize(), "f")


def _day(said: str, name: str, then: str) -> str:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise WrongField(f"“{name}” is a day, such as 2026-11-02. {then}") from None
