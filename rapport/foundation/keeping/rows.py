"""One table row as a line of JSON and back, without loss of type."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

READERS = {
    "at": datetime.fromisoformat,
    "on": date.fromisoformat,
    "clock": time.fromisoformat,
    "seconds": lambda value: timedelta(seconds=value),
    "bytes": base64.b64decode,
    "decimal": Decimal,
    "uuid": UUID,
    "json": lambda value: value,
}


def write(names: Sequence[str], values: Sequence[Any]) -> bytes:
    """A line that `read` turns into the same values."""
    row = dict(zip(names, (_plain(v) for v in values), strict=True))
    return json.dumps(row, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def read(line: bytes) -> dict[str, Any]:
    """Column names to values."""
    return {name: _rich(value) for name, value in json.loads(line).items()}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return {"at": value.isoformat()}
        case date():
            return {"on": value.isoformat()}
        case time():
            return {"clock": value.isoformat()}
        case timedelta():
            return {"seconds": value.total_seconds()}
        case bytes() | memoryview() | bytearray():
            return {"bytes": base64.b64encode(bytes(value)).decode()}
        case Decimal():
            return {"decimal": str(value)}
        case UUID():
            return {"uuid": str(value)}
        case dict() | list():
            return {"json": value}
    return value


def _rich(value: Any) -> Any:
    if isinstance(value, dict):
        ((kind, content),) = value.items()
        return READERS[kind](content)
    return value
