"""Reading the first sheet of a workbook as text, as a table in a file would hold it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from zipfile import BadZipFile, ZipFile

MARK = b"PK\x03\x04"  # an XLSX is a packed folder
MOST_UNPACKED = 100_000_000  # bytes; more comes as CSV, or is meant to fill a memory
OLD = b"\xd0\xcf\x11\xe0"  # what was written before 2007


class NoWorkbook(Exception):
    """The file begins like a workbook and is none that can be read."""


def rows_of(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Every row that says something, with its number as the spreadsheet shows it, without empty cells at the end."""
    from openpyxl import load_workbook  # takes a while, and most files are no workbooks

    try:
        with ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise NoWorkbook
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a program wrote of its own size may be wrong
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                values = [_text(cell) for cell in cells]
                while values and not values[-1]:
                    values.pop()
                if values:
                    yield number, values
        finally:
            book.close()
    except (BadZipFile, KeyError, IndexError, ValueError, EOFError, SyntaxError):  # SyntaxError: XML that is none
        raise NoWorkbook from None


def _text(value: object) -> str:
    """A cell as text; a day without its hours where it has none, whole numbers without a point.

    >>> _text(datetime(2026, 10, 1)), _text(9.0), _text(None), _text(True)
    ('2026-10-01', '9', '', '1')
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | float) and value == int(value):
        return str(int(value))
    return str(value)
