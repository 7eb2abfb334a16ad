"""A company's ticket log as acts: one event is one act of its caller, the ticket number is kept aside as the truth."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rapport.measures.episodes import ActRow

MISSING = "?"
ENDED = "Closed"


class NoLog(FileNotFoundError):
    """The ticket log with callers is missing; set RAPPORT_CORPORA."""


@dataclass(frozen=True)
class Event:
    """One act as the rules may see it, and the ticket or matter it truly belongs to."""

    act: ActRow
    truth: Hashable


def read_log(path: Path) -> list[Event]:
    """Every event of the log: its caller, moment, way of contact, category as the service, and whether it closed."""
    if not path.exists():
        raise NoLog(NoLog.__doc__)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return [_event(number, row) for number, row in enumerate(csv.DictReader(lines))]


def _event(number: int, row: dict[str, str]) -> Event:
    act = ActRow(
        id=number,
        person=row["ID_caller"],
        at=datetime.strptime(row["updated_at"], "%d-%m-%Y %H:%M").replace(tzinfo=UTC),
        reference=row["ID"],
        service=None if row["category_ID"] == MISSING else row["category_ID"],
        completes=row["ID_status"] == ENDED,
        channel=row["type_contact"],
    )
    return Event(act, row["ID"])
