"""The rows of a log in time order, however long it is: spooled to a temporary file and read back sorted."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType

from rapport.interfaces.imports import logs
from rapport.interfaces.imports.mapping import LogMapping
from rapport.interfaces.imports.reading import Line, Row, Sheet
from rapport.interfaces.imports.refusing import RefusedRow

AT_ONCE = 5000


@dataclass(frozen=True)
class Moment:
    """One row that can be used, and when it happened."""

    at: datetime
    row: Row
    line: int = 0


class Spool:
    """A temporary table of rows, closed and gone at the end of the block."""

    def __init__(self, sheet: Sheet, mapping: LogMapping) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._folder = tempfile.TemporaryDirectory(prefix="rapport-import-")
        self._rows = sqlite3.connect(Path(self._folder.name) / "rows.sqlite3", isolation_level=None)
        self._rows.execute("PRAGMA journal_mode = OFF")
        self._rows.execute("PRAGMA synchronous = OFF")
        self._rows.execute("CREATE TABLE rows (at TEXT, rank INTEGER, place TEXT, line INTEGER, said TEXT)")
        self.refused: list[RefusedRow] = []
        self.usable = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._rows.close()
        self._folder.cleanup()

    @property
    def read(self) -> int:
        """How many rows the file has."""
        return self.usable + len(self.refused)

    def fill(self, *, advance: Callable[[int], None]) -> None:
        """Read the whole file once; rows that cannot be used are refused with the reason."""
        lines = self._sheet.lines()
        while some := list(islice(lines, AT_ONCE)):
            good = [found for found in map(self._usable, some) if found is not None]
            self._rows.execute("BEGIN")
            self._rows.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?)", good)
            self._rows.execute("COMMIT")
            self.usable += len(good)
            advance(len(some))

    def in_time_order(self, size: int) -> Iterator[list[Moment]]:
        """Every usable row, oldest first, in lists of at most `size`; of one moment acts come first."""
        found = self._rows.execute("SELECT at, said, line FROM rows ORDER BY at, rank, place, line")
        while some := found.fetchmany(size):
            yield [Moment(datetime.fromisoformat(at), self._row(said), line) for at, said, line in some]

    def _usable(self, line: Line) -> tuple[str, int, str, int, str] | None:
        if line.wrong:
            self.refused.append(RefusedRow(line.number, line.wrong, line.row))
            return None
        try:
            at = logs.check(line.row, self._mapping)
        except logs.WrongRow as error:
            self.refused.append(RefusedRow(line.number, str(error), line.row))
            return None
        rank = 0 if logs.comes_first(line.row, self._mapping) else 1
        said = json.dumps(list(line.row.values()), ensure_ascii=False)
        place = line.row.get(self._mapping.columns.order, "")
        return at.isoformat(timespec="microseconds"), rank, place, line.number, said

    def _row(self, said: str) -> Row:
        return dict(zip(self._sheet.columns, json.loads(said), strict=True))
