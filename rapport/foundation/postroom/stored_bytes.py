"""Raw bytes, once by hash: small ones in the database, large ones in files that are safe on disk before the row is."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from rapport.foundation.models.mail import Blob

LARGEST_IN_ROW = 256 * 1024
BEGINNING = 32 * 1024


def hash_of(raw: bytes) -> str:
    """The name of these bytes."""
    return hashlib.sha256(raw).hexdigest()


def prepare(contents: Iterable[bytes]) -> list[Blob]:
    """Unsaved rows, sorted by hash and each hash once; large contents are on disk when this returns."""
    blobs: dict[str, Blob] = {}
    for raw in contents:
        sha256 = hash_of(raw)
        if sha256 in blobs:
            continue
        large = len(raw) > LARGEST_IN_ROW
        if large:
            _write(_path(sha256), raw)
        blobs[sha256] = Blob(sha256=sha256, size=len(raw), content=None if large else raw)
    return [blobs[sha256] for sha256 in sorted(blobs)]


def keep(blobs: list[Blob]) -> None:
    """Insert the rows that are not there yet."""
    Blob.objects.bulk_create(blobs, ignore_conflicts=True)


def read(hashes: Iterable[str]) -> dict[str, bytes]:
    """The bytes of these hashes; one whose file is lost is missing from the answer."""
    rows = Blob.objects.filter(sha256__in=set(hashes)).values_list("sha256", "content")
    found = {sha256: _read(_path(sha256)) if content is None else bytes(content) for sha256, content in rows}
    return {sha256: content for sha256, content in found.items() if content is not None}


def begin(hashes: Iterable[str]) -> dict[str, bytes]:
    """The first 32 KB of each, without reading large files whole; one whose file is lost is missing."""
    rows = Blob.objects.filter(sha256__in=set(hashes)).values_list("sha256", "content")
    found = {sha256: _begin(_path(sha256)) if content is None else bytes(content) for sha256, content in rows}
    return {sha256: content[:BEGINNING] for sha256, content in found.items() if content is not None}


def forget(hashes: Iterable[str]) -> None:
    """Delete bytes nobody refers to any more: the rows now, the files with them."""
    for sha256 in set(hashes):
        Blob.objects.filter(sha256=sha256).delete()
        _path(sha256).unlink(missing_ok=True)


def _path(sha256: str) -> Path:
    return Path(settings.DATA) / "raw" / sha256[:2] / sha256


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _begin(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(BEGINNING)
    except FileNotFoundError:
        return None


def _write(path: Path, raw: bytes) -> None:
    """Write beside, make safe, rename: a half-written file never carries the name of a hash."""
    if path.exists() and path.stat().st_size == len(raw):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
