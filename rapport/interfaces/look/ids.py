"""Ids as forms and address lines send them."""

from __future__ import annotations

MOST_DIGITS = 15  # what every database and every program keeps exactly


def id_in(raw: str | None) -> int | None:
    """The id that was sent; None where that is none.

    >>> id_in("17"), id_in("9" * 20), id_in("²"), id_in(None)
    (17, None, None, None)
    """
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) <= MOST_DIGITS else None
