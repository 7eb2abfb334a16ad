"""Taking a backup while everything runs: one snapshot of the database, and the files it speaks of."""

from __future__ import annotations

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from rapport.foundation import search_index
from rapport.foundation.keeping import archive, rows

FOLDERS = ("raw", "files")
BATCH = 2000
LEFT_OUT = frozenset({"sessions.session"})
SEARCH_WORDS = "search words"


def backup(path: Path, *, key: str, at: datetime) -> dict[str, int]:
    """Write one encrypted file; returns the rows of each table and the number of files. Never half a file."""
    part = path.with_name(path.name + ".part")
    try:
        counts = _write(part, key=key, at=at)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return counts


def _write(part: Path, *, key: str, at: datetime) -> dict[str, int]:
    counts: dict[str, int] = {}
    with part.open("wb") as target:
        sealed = archive.Writer(target, key)
        with tarfile.open(fileobj=sealed, mode="w|gz") as tar:  # type: ignore[call-overload]
            _tables(tar, counts)
            counts["files"] = sum(_add_folder(tar, name) for name in FOLDERS)
            _add_text(tar, "manifest.json", json.dumps({"at": at.isoformat(), "counts": counts}))
        sealed.finish()
        target.flush()
        os.fsync(target.fileno())
    return counts


def models_in_order() -> list[type[Model]]:
    """Every table with rows of ours, those pointed at first."""
    every = apps.get_models(include_auto_created=True)
    return [m for m in every if not m._meta.proxy and m._meta.label_lower not in LEFT_OUT]


def _tables(tar: tarfile.TarFile, counts: dict[str, int]) -> None:
    with _one_moment():
        for model in models_in_order():
            counts[model._meta.label_lower] = _add_lines(tar, model._meta.label_lower, _lines(model))
        counts[SEARCH_WORDS] = _add_lines(tar, SEARCH_WORDS, _search_words())


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction that sees one moment of the database and keeps nobody from writing."""
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        # Our transactions take the write lock at their start; this one only reads, however long it takes.
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def _add_lines(tar: tarfile.TarFile, name: str, lines: Iterator[bytes]) -> int:
    count = 0
    with tempfile.TemporaryFile() as file:
        for line in lines:
            file.write(line)
            count += 1
        entry = tarfile.TarInfo(f"tables/{name}.jsonl")
        entry.size = file.tell()
        file.seek(0)
        tar.addfile(entry, file)
    return count


def _lines(model: type[Model]) -> Iterator[bytes]:
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    names = [f.attname for f in fields]
    found: Any = model._base_manager.order_by("pk").values_list(*names)
    for row in found.iterator(chunk_size=BATCH):
        yield rows.write(names, row)


def _search_words() -> Iterator[bytes]:
    """What the search index holds: no model knows it, and from the tables alone it cannot be made again."""
    for row in search_index.every_line():
        yield rows.write(("id", "words", "reach"), row)


def _add_folder(tar: tarfile.TarFile, name: str) -> int:
    """What a row speaks of was on disk before the row; a file half written, or gone since, is nobody's yet."""
    folder = Path(settings.DATA) / name
    count = 0
    for path in sorted(folder.rglob("*")) if folder.exists() else []:
        with suppress(FileNotFoundError):
            if path.is_file() and not path.name.startswith(tempfile.gettempprefix()):
                tar.add(path, arcname=path.relative_to(settings.DATA).as_posix())
                count += 1
    return count


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(text.encode())
    tar.addfile(entry, io.BytesIO(text.encode()))
