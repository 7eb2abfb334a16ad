"""Importing people: many rows by set operations, bad lines refused with a reason, a second run changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from django.db import transaction

from rapport.domains.people.actions.import_places import Places
from rapport.domains.people.actions.import_sets import Batch
from rapport.domains.people.rules import Line, WrongLine, read_line
from rapport.domains.people.types import Imported, Refused
from rapport.foundation import audit
from rapport.foundation.actors import Actor

BATCH = 500
FIRST_LINE = 2  # the first line of a file names its columns


class WrongFile(Exception):
    """The file cannot be read as people; nothing was changed."""


def import_people(
    *,
    rows: Iterable[Mapping[str, str]],
    actor: Actor,
    at: datetime,
    first_line: int = FIRST_LINE,
    unusable: Mapping[int, str] | None = None,
) -> Imported:
    """Add and complete people, 500 lines to a transaction; says what was made, changed and refused.

    Columns: email (several by ;), name, organisation, site, site_kind, site_opens, site_closes,
    services (;), language, known_since, role, team (;). Only email and organisation are needed.
    `unusable` holds lines whose fields do not fit the columns, with the reason: nothing of them is believed.
    """
    actor.require("people.write")
    said = Imported()
    places = Places(said, at)
    lines = _readable(rows, first_line, said, unusable or {})
    seen: dict[tuple[str, str], int] = {}
    while batch := list(islice(lines, BATCH)):
        fresh = [line for line in batch if not _repeated(line, seen, said)]
        _import_batch(fresh, places, said, actor, at)
    said.refused.sort(key=lambda r: r.line)
    return said


@transaction.atomic
def _import_batch(lines: list[Line], places: Places, said: Imported, actor: Actor, at: datetime) -> None:
    known = places.known(lines)
    Batch(known, said, actor, at).write()
    audit.record_many([audit.Line("people.imported", "import", len(lines))], actor=actor, at=at)


def _readable(
    rows: Iterable[Mapping[str, str]], first_line: int, said: Imported, unusable: Mapping[int, str]
) -> Iterator[Line]:
    for number, row in enumerate(rows, start=first_line):
        said.rows += 1
        if number == first_line and "email" not in row:
            raise WrongFile("The first line must name the columns, among them email and organisation.")
        if number in unusable:
            said.refused.append(Refused(number, unusable[number]))
            continue
        try:
            yield read_line(row, number)
        except WrongLine as error:
            said.refused.append(Refused(number, str(error)))


def _repeated(line: Line, seen: dict[tuple[str, str], int], said: Imported) -> bool:
    """An address stands once in a file: two lines about one person may disagree."""
    for address in line.addresses:
        first = seen.setdefault((line.organisation, address), line.number)
        if first != line.number:
            said.refused.append(Refused(line.number, f"{address} stands on line {first} already."))
            return True
    return False
