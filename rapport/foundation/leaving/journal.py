"""The journal of erasures: numbers in a file beside the database, so that no restore brings anybody back."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

NAME = "erasures.jsonl"


def note(person_ids: Iterable[int], *, at: datetime) -> None:
    """Add one erasure; it is on disk when this returns."""
    path = where()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"person_ids": sorted(person_ids), "at": at.isoformat()}) + "\n")
        file.flush()
        os.fsync(file.fileno())


def journal(path: Path | None = None) -> list[list[int]]:
    """The persons of every erasure noted, oldest first; a line cut off by a power failure is left out."""
    file = path or where()
    if not file.exists():
        return []
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            found.append([int(one) for one in json.loads(line)["person_ids"]])
        except (ValueError, KeyError, TypeError):
            continue
    return found


def where() -> Path:
    """The file of this installation."""
    return Path(settings.DATA) / NAME
