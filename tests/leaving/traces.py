"""Looking for words everywhere: every table and column, the index, files, and the bytes below them."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection

NOT_OURS = ("sqlite_", "django_migrations")


def traces(words: list[str], folder: Path) -> list[str]:
    """Where any of the words still stands: "table.column", a file, or the bytes of the database."""
    needles = [word.casefold() for word in words]
    found = [where for where, said in _columns() if _has(said, needles)]
    found += [str(path.relative_to(folder)) for path in _files(folder) if _has(path.read_bytes(), needles)]
    found += [str(path.relative_to(folder)) for path in _files(folder) if _has(path.name, needles)]
    return sorted(set(found) | set(_bytes_below(needles)))


def _columns() -> Iterator[tuple[str, Any]]:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        virtual = ["foundation_search_words"] if connection.vendor == "sqlite" else []
        for table in sorted({*tables, *virtual}):
            if table.startswith(NOT_OURS):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", value) for name, value in zip(names, row, strict=True))


def _bytes_below(needles: list[str]) -> Iterator[str]:
    """What the pages of SQLite hold, deleted rows and segments of the index among it."""
    if connection.vendor != "sqlite":
        return
    connection.ensure_connection()
    if _has(connection.connection.serialize(), needles):
        yield "the bytes of the database"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def _has(value: Any, needles: list[str]) -> bool:
    if value is None or isinstance(value, bool | int | float):
        return False
    text = _text(value).casefold()
    return any(needle in text for needle in needles)


def _text(value: Any) -> str:
    if isinstance(value, memoryview | bytearray | bytes):
        plain = bytes(value).decode("utf-8", errors="replace")
        return plain + " ".join(_decoded(plain))
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    return text + " " + re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)


def _decoded(text: str) -> Iterator[str]:
    """Parts of mails are base64 as often as not; a quoted-printable line end would part a word."""
    yield text.replace("=\r\n", "").replace("=\n", "")
    for run in re.findall(r"(?:[A-Za-z0-9+/]{60,76}\r?\n)*[A-Za-z0-9+/]{20,76}={0,2}", text):
        try:
            yield base64.b64decode(run, validate=False).decode("utf-8", errors="replace")
        except ValueError:
            continue
