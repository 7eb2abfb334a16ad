"""Taking a backup while everything runs: one snapshot of the database, and the files it speaks of."""

from __future__ import annotations

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model

from rapport.foundation.keeping import archive, rows

FOLDERS = ("raw", "files")
BATCH = 2000
LEFT_OUT = frozenset({"sessions.session"})


def backup(path: Path, *, key: str, at: datetime) -> dict[str, int]:
    """Write one encrypted file; returns the rows of each table and the number of files. Never half a file."""
    part = path.with_name(path.name + ".part")
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
    part.replace(path)
    return counts


def models_in_order() -> list[type[Model]]:
    """Every table with rows of ours, those pointed at first."""
    return [m for m in apps.get_models() if not m._meta.proxy and m._meta.label_lower not in LEFT_OUT]


def _tables(tar: tarfile.TarFile, counts: dict[str, int]) -> None:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for model in models_in_order():
            counts[model._meta.label_lower] = _add_table(tar, model)


def _add_table(tar: tarfile.TarFile, model: type[Model]) -> int:
    count = 0
    with tempfile.TemporaryFile() as file:
        for line in _lines(model):
            file.write(line)
            count += 1
        entry = tarfile.TarInfo(f"tables/{model._meta.label_lower}.jsonl")
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


def _add_folder(tar: tarfile.TarFile, name: str) -> int:
    folder = Path(settings.DATA) / name
    paths = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.exists() else []
    for path in paths:
        tar.add(path, arcname=path.relative_to(settings.DATA).as_posix())
    return len(paths)


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(text.encode())
    tar.addfile(entry, io.BytesIO(text.encode()))
