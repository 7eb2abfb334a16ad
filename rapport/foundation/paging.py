"""Keyset pages: rows already read, and the cursor that leads to the next ones."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")


class WrongCursor(ValueError):
    """The cursor in the address is not one of ours; the page begins at the start instead."""


@dataclass(frozen=True)
class Page(Generic[Item]):
    """Rows in order and the cursor of the next page, None on the last."""

    rows: list[Item]
    next: str | None = None

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page_of(rows: QuerySet[Row], *, by: Sequence[str], after: str | None = None, size: int = 25) -> Page[Row]:
    """One page of a query set ordered by the fields `by` ("-field" descends); the last must be unique."""
    ordered = rows.order_by(*by)
    if after:
        ordered = _behind(ordered, by, after)
    return cut(list(ordered[: size + 1]), by=by, size=size)


def _behind(ordered: QuerySet[Row], by: Sequence[str], after: str) -> QuerySet[Row]:
    """Only the rows after a cursor; values that are none of these fields' make it a wrong one, too."""
    values = _read(after, len(by))
    try:
        return ordered.filter(_beyond(by, values))
    except (TypeError, ValueError, OverflowError, ValidationError):
        raise WrongCursor(after) from None


def cut(found: list[Any], *, by: Sequence[str], size: int) -> Page[Any]:
    """A page of rows read in the order `by`, one more of them than the page holds where there are further ones."""
    more = len(found) > size
    found = found[:size]
    return Page(rows=found, next=_write([_value(found[-1], f) for f in by]) if more else None)


def _beyond(by: Sequence[str], values: list[Any]) -> Q:
    """(a, b) after (x, y): a > x or (a = x and b > y), with < where the field descends."""
    condition = Q(pk__in=[])
    equal = Q()
    for name, value in zip(by, values, strict=True):
        field, side = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        condition |= equal & Q(**{f"{field}__{side}": value})
        equal &= Q(**{field: value})
    return condition


def _value(row: Any, name: str) -> Any:
    for part in name.lstrip("-").split("__"):
        row = getattr(row, part)
    return {"t": row.isoformat()} if isinstance(row, datetime | date) else row


def _write(values: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _is_written(value: object) -> bool:
    """Whether it could be a value of a row: no list, no text that a database cannot hold."""
    if isinstance(value, str):
        return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value)
    return isinstance(value, int | float | datetime)


def _read(cursor: str, width: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = [datetime.fromisoformat(v["t"]) if isinstance(v, dict) else v for v in values]
    except (ValueError, binascii.Error, KeyError, TypeError, RecursionError):
        raise WrongCursor(cursor) from None
    if len(values) != width or not all(map(_is_written, values)):
        raise WrongCursor(cursor)
    return values
