"""Files: bytes kept on disk once per organisation, with a type read from their content."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import puremagic
from django.conf import settings

from rapport.foundation import scanning
from rapport.foundation.jobs.queue import enqueue
from rapport.foundation.models.files import File, ScanState

UNKNOWN = "application/octet-stream"
LONGEST_NAME = 255


class FileGone(Exception):
    """The row is there and the bytes are not; a backup may hold them."""


class NotCleared(FileGone):
    """The file waits for the virus scanner, or something was found in it; it is kept and stays closed."""

    def __init__(self, file: File) -> None:
        super().__init__(f"File {file.pk} stays closed: {file.scan}.")
        self.file = file


@dataclass(frozen=True)
class Kept:
    """Bytes that are on disk already, without a row yet."""

    organisation_id: int
    sha256: str
    name: str
    content_type: str
    size: int


def keep(items: Sequence[tuple[int, str, bytes]]) -> list[Kept]:
    """Put (organisation_id, name, bytes) on disk, in their order; call it before the transaction begins."""
    return [_keep(organisation_id, name, content) for organisation_id, name, content in items]


def record(kept: Sequence[Kept], *, at: datetime) -> list[File]:
    """The rows of files on disk, in their order, with one statement; the same content has one row, with its first name.

    What is there already is written over with its own size, because only a row that was written tells its id.
    """
    fresh = {(k.organisation_id, k.sha256): k for k in kept}
    rows = File.objects.bulk_create(
        [_row(k, at) for _, k in sorted(fresh.items())],
        update_conflicts=True,
        unique_fields=["organisation_id", "sha256"],
        update_fields=["size"],
        batch_size=500,
    )
    if scanning.is_set():
        enqueue("files.scan", at=at, key="files.scan")
    found = {(row.organisation_id, row.sha256): row for row in rows}
    return [found[k.organisation_id, k.sha256] for k in kept]


def kept_of(file: File) -> Kept:
    """A file that has its row, as bytes on disk: another message may be written with it."""
    return Kept(file.organisation_id, file.sha256, file.name, file.content_type, file.size)


def store(items: Sequence[tuple[int, str, bytes]], *, at: datetime) -> list[File]:
    """Keep the bytes and record their rows; the mail path calls `keep` and `record` apart."""
    return record(keep(items), at=at)


def open_file(file: File) -> BinaryIO:
    """The bytes of a file for a person; the caller has checked that it is within reach. NotCleared until scanned."""
    if not file.may_be_opened:
        raise NotCleared(file)
    return open_unseen(file)


def open_unseen(file: File) -> BinaryIO:
    """The bytes of a file for a program that only looks for something in it, whatever the scanner says."""
    try:
        return _path(file.organisation_id, file.sha256).open("rb")
    except FileNotFoundError:
        raise FileGone(f"The content of file {file.pk} is not on disk. Restore it from a backup.") from None


def forget(files: Sequence[File]) -> None:
    """Remove rows and then bytes; nothing else may point to them any more."""
    File.objects.filter(pk__in=[file.pk for file in files]).delete()
    for file in files:
        _path(file.organisation_id, file.sha256).unlink(missing_ok=True)


def content_type(content: bytes) -> str:
    """The type by content alone; a name or a sender's word does not count."""
    try:
        found = puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError):
        found = ""
    if found.startswith("text/") or "xml" in found:
        return found if found in {"text/html", "image/svg+xml"} else "text/plain"
    return found or ("text/plain" if _is_text(content) else UNKNOWN)


def safe_name(name: str) -> str:
    """The last part of a name, without control characters or separators."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in last if c.isprintable()).strip(". ")
    return plain[-LONGEST_NAME:] or "file"


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content[:4096].decode()
    except UnicodeDecodeError as error:
        return bool(error.start > 4090)  # a letter cut in two at the end of the sample


def _keep(organisation_id: int, name: str, content: bytes) -> Kept:
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(organisation_id, sha256)
    if not path.exists():
        _write_whole(path, content)
    return Kept(organisation_id, sha256, safe_name(name), content_type(content), len(content))


def _write_whole(path: Path, content: bytes) -> None:
    """A file is there whole or not at all, even after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number, half = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(number, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(half, path)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise


def _path(organisation_id: int, sha256: str) -> Path:
    return Path(settings.DATA) / "files" / sha256[:2] / f"{organisation_id}-{sha256}"


def _row(kept: Kept, at: datetime) -> File:
    return File(
        organisation_id=kept.organisation_id,
        sha256=kept.sha256,
        name=kept.name,
        content_type=kept.content_type,
        size=kept.size,
        created_at=at,
        scan=ScanState.WAITING if scanning.is_set() else ScanState.NOT_SCANNED,
    )
