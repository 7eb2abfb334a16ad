"""Reading tables: .csv, .csv.gz and .xlsx, row by row, with one plain sentence for a file that cannot be read."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from rapport.interfaces.imports import workbooks

GZIP = b"\x1f\x8b"
DELIMITERS = ",;\t"
QUOTED = re.compile(r'"[^"]*"')
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # what a file says of itself in its first two bytes
LONGEST_FIELD = 4_000_000
FIRST_LINE = 2  # line 1 names the columns
Row = dict[str, str]


class Unreadable(Exception):
    """The file cannot be taken in as it is; the text says why and that nothing was changed."""


@dataclass(frozen=True)
class Line:
    """One row with its number as a spreadsheet shows it; `wrong` says why it cannot be used."""

    number: int
    row: Row
    wrong: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table in a file: its columns are known, its rows are read on demand."""

    path: Path
    columns: tuple[str, ...]
    delimiter: str
    encoding: str
    workbook: bool = False

    def lines(self) -> Iterator[Line]:
        """Every row once, in the order of the file; empty ones are passed over."""
        if self.workbook:
            yield from self._lines_of_workbook()
            return
        with _opened(self.path, self.encoding) as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            next(reader)
            for number, values in enumerate((v for v in reader if v), start=FIRST_LINE):
                yield self._line(number, values)

    def count(self) -> int:
        """Read the whole file once, so that what cannot be read is known before anything is written."""
        return sum(1 for _ in self.lines())

    def require(self, names: Collection[str]) -> None:
        """Refuse the file when columns are missing."""
        missing = [name for name in dict.fromkeys(names) if name not in self.columns]
        if missing:
            there = ", ".join(self.columns[:30])
            raise Unreadable(
                f"{self.path.name} has no column {_listed(missing)}. Its columns are: {there}. Nothing was changed."
            )

    def called(self, ours: Collection[str]) -> Sheet:
        """The same table with our names for columns that differ from them in capitals, blanks or hyphens alone."""
        means = {name: name.strip().lower().replace(" ", "_").replace("-", "_") for name in self.columns}
        columns = tuple(means[name] if means[name] in ours else name for name in self.columns)
        return replace(self, columns=_named_once(self.path, columns))

    def _lines_of_workbook(self) -> Iterator[Line]:
        width = len(self.columns)
        with _as_workbook(self.path) as rows:
            next(rows)
            for number, values in rows:
                yield self._line(number, [*values, *[""] * (width - len(values))])  # a cell left empty is no cell

    def _line(self, number: int, values: list[str]) -> Line:
        said = (value.replace("\0", "").strip() for value in values)  # PostgreSQL stores no NUL
        row = dict(zip(self.columns, said, strict=False))
        wrong = ""
        if len(values) != len(self.columns):
            wrong = f"The row has {len(values)} fields where the first line names {len(self.columns)} columns."
        return Line(number, row, wrong)


def open_sheet(path: Path, *, encoding: str = "utf-8-sig") -> Sheet:
    """A table by its first line; Unreadable when there is none."""
    csv.field_size_limit(LONGEST_FIELD)
    if _begins_with(path, workbooks.MARK):
        return _open_workbook(path)
    if _begins_with(path, workbooks.OLD):
        raise Unreadable(f"{path.name} is a workbook of the old kind. Save it as XLSX or CSV. Nothing was changed.")
    encoding = _marked(path) or encoding
    with _opened(path, encoding) as file:
        head = file.readline()
    if not head.strip():
        raise Unreadable(f"{path.name} is empty. Nothing was changed.")
    delimiter = max(DELIMITERS, key=QUOTED.sub("", head).count)  # a question in quotes may hold commas of its own
    columns = tuple(name.strip() for name in next(csv.reader([head], delimiter=delimiter)))
    return Sheet(path, _named_once(path, columns), delimiter, encoding)


def _open_workbook(path: Path) -> Sheet:
    with _as_workbook(path) as rows:
        _, first = next(rows, (0, []))
    if not first:
        raise Unreadable(f"{path.name} is empty. Nothing was changed.")
    return Sheet(path, _named_once(path, tuple(name.strip() for name in first)), "", "", workbook=True)


def _named_once(path: Path, columns: tuple[str, ...]) -> tuple[str, ...]:
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise Unreadable(f"{path.name} names the column {_listed(twice)} twice. Nothing was changed.")
    return columns


@contextmanager
def _as_workbook(path: Path) -> Iterator[Iterator[tuple[int, list[str]]]]:
    try:
        yield workbooks.rows_of(path)
    except workbooks.NoWorkbook:
        raise Unreadable(
            f"{path.name} is a workbook that is damaged, locked or too large. Save it as CSV. Nothing was changed."
        ) from None


def _begins_with(path: Path, mark: bytes) -> bool:
    with suppress(OSError), path.open("rb") as raw:
        return raw.read(len(mark)) == mark
    return False


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[IO[str]]:
    """The text of a file; whatever goes wrong while it is read becomes one sentence."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == GZIP
            raw.seek(0)
            content = gzip.GzipFile(fileobj=raw) if packed else raw
            yield io.TextIOWrapper(content, encoding=encoding, newline="")  # type: ignore[arg-type]
    except UnicodeError:  # also UTF-16 that ends in the middle of a letter
        raise Unreadable(
            f"{path.name} is not UTF-8 text. Save it as UTF-8, or say its encoding in the mapping. Nothing was changed."
        ) from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise Unreadable(f"{path.name} is packed and cut off or damaged. Nothing was changed.") from None
    except csv.Error as error:
        raise Unreadable(f"{path.name} is not a table that can be read: {error}. Nothing was changed.") from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}. Nothing was changed.") from None


def _marked(path: Path) -> str:
    """The encoding a file says itself: UTF-16 as spreadsheets write it; "" where it says none."""
    with suppress(OSError, EOFError, zlib.error, gzip.BadGzipFile), path.open("rb") as raw:
        first = raw.read(2)
        raw.seek(0)
        begin = gzip.GzipFile(fileobj=raw).read(2) if first == GZIP else first
        return "utf-16" if begin in UTF_16 else ""
    return ""


def _listed(names: Collection[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)
