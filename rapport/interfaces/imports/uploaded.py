"""A table that came through a form: laid down in a folder of its own while it is read, by the rules of every import."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from rapport.interfaces.imports.reading import Sheet, Unreadable, open_sheet

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 80


@contextmanager
def sheet_of(file: UploadedFile, *, needs: Collection[str], ours: Collection[str]) -> Iterator[Sheet]:
    """The uploaded table, read once to its end so that nothing is written of one that cannot be read.

    Raises Unreadable with a sentence; the file is gone when the block ends.
    """
    if (file.size or 0) > LARGEST:
        raise Unreadable(
            f"This file is larger than {LARGEST // (1024 * 1024)} MB. Nothing was changed. Part it, or take it in on "
            "the server with: rapport import people FILE"
        )
    with tempfile.TemporaryDirectory(prefix="rapport-import-") as folder:
        path = Path(folder) / (Path(file.name or "").name[-LONGEST_NAME:] or "people.csv")
        path.write_bytes(b"".join(file.chunks()))
        sheet = open_sheet(path).called(ours)
        sheet.require(needs)
        sheet.count()
        yield sheet
