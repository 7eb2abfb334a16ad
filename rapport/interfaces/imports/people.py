"""People from a table with our own columns: rows that do not fit them are refused, what means nothing here is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from rapport.domains.people import actions
from rapport.domains.people.types import Imported
from rapport.foundation.actors import Actor
from rapport.interfaces.imports.reading import Row, Sheet

NEEDED = ("email", "organisation")
COLUMNS = (
    *NEEDED,
    *("name", "site", "site_kind", "site_opens", "site_closes", "services", "language", "known_since", "role", "team"),
)


def left_aside(columns: Iterable[str]) -> str:
    """The columns that mean nothing here, in a sentence; "" where there are none."""
    strange = [name for name in columns if name and name not in COLUMNS]
    return f"Columns left aside, for they mean nothing here: {', '.join(strange)}." if strange else ""


def take(sheet: Sheet, *, actor: Actor, at: datetime, advance: Callable[[int], None] = lambda n: None) -> Imported:
    """Import the rows of a table; one whose fields do not fit the columns is refused whole.

    A comma too many in a name would else make an organisation of half a name.
    """
    unusable = {line.number: line.wrong for line in sheet.lines() if line.wrong}
    return actions.import_people(rows=_counting(sheet, advance), actor=actor, at=at, unusable=unusable)


def _counting(sheet: Sheet, advance: Callable[[int], None]) -> Iterator[Row]:
    for line in sheet.lines():
        yield line.row
        advance(1)
