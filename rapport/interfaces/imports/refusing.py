"""Rows that were left out: written beside the file they came from, each with its line and the reason."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapport.interfaces.imports.reading import Row, Sheet


@dataclass(frozen=True)
class RefusedRow:
    """One row left out."""

    line: int
    reason: str
    row: Row


def rows_of(sheet: Sheet, reasons: dict[int, str]) -> list[RefusedRow]:
    """The rows of these lines with their reasons, read from the file again."""
    if not reasons:
        return []
    return [RefusedRow(one.number, reasons[one.number], one.row) for one in sheet.lines() if one.number in reasons]


def write(sheet: Sheet, rows: Sequence[RefusedRow], *, otherwise: Path) -> Path | None:
    """Write FILE.refused.csv, or into the folder `otherwise` where the file's own cannot be written to.

    Without refused rows the file of an earlier run is taken away. Returns where it is.
    """
    beside = sheet.path.with_name(f"{sheet.path.name}.refused.csv")
    if not rows:
        _forget(beside)
        _forget(otherwise / beside.name)
        return None
    try:
        return _write(beside, sheet, rows)
    except OSError:
        otherwise.mkdir(parents=True, exist_ok=True)
        return _write(otherwise / beside.name, sheet, rows)


def _write(path: Path, sheet: Sheet, rows: Sequence[RefusedRow]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["line", "reason", *sheet.columns])
        out.writerows([one.line, one.reason, *(one.row.get(name, "") for name in sheet.columns)] for one in rows)
    return path


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # a folder that cannot be written to holds no file of ours
