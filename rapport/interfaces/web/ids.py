"""Ids as forms and address lines send them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapport.foundation.actors import NotFound

MOST_DIGITS = 15  # what every database and every program keeps exactly


def id_in(raw: str | None) -> int | None:
    """The id that was sent; None where that is none.

    >>> id_in("17"), id_in("9" * 20), id_in("²"), id_in(None)
    (17, None, None, None)
    """
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) <= MOST_DIGITS else None


def id_named(sent: Mapping[str, str], name: str) -> int | None:
    """The id under a name in an address; None where nothing is named, NotFound where what is named is none.

    >>> id_named({"survey": "17"}, "survey"), id_named({"survey": ""}, "survey")
    (17, None)
    """
    raw = sent.get(name) or None
    found = id_in(raw)
    if raw is not None and found is None:
        raise NotFound(name)
    return found


def ids_in(raw: Iterable[str]) -> list[int]:
    """The ids among what was sent, each once.

    >>> ids_in(["4", "", "x", "4"])
    [4]
    """
    return list(dict.fromkeys(found for found in map(id_in, raw) if found is not None))
