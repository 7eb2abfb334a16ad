"""Restoring into an empty place: the tables must be there and hold nothing."""

from __future__ import annotations

import itertools
import json
import tarfile
import zlib
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from rapport.foundation import search_index
from rapport.foundation.keeping import archive, rows
from rapport.foundation.keeping.backup import BATCH, FOLDERS, SEARCH_WORDS, models_in_order

FILLED_BY_MIGRATE = frozenset({"contenttypes.contenttype", "auth.permission"})


class NotEmpty(Exception):
    """There is something here already; restoring would mix two places."""


def restore(path: Path, *, key: str) -> dict[str, int]:
    """Read the whole file into tables and folders in one transaction; returns the counts in its manifest."""
    _refuse_unless_empty()
    written: list[Path] = []
    try:
        with path.open("rb") as source, transaction.atomic():
            return _read(archive.Reader(source, key), written)
    except BaseException:
        for one in written:  # the transaction takes back the rows; the files are ours to take back
            one.unlink(missing_ok=True)
        raise


def _read(source: archive.Reader, written: list[Path]) -> dict[str, int]:
    _forget_filled()
    try:
        with tarfile.open(fileobj=source, mode="r|gz") as tar:  # type: ignore[call-overload]
            found = _entries(tar, written)
    except (tarfile.TarError, zlib.error, LookupError, FieldDoesNotExist, TypeError) as error:
        raise archive.NotABackup("its content is not what this version writes") from error
    if "counts" not in found:
        raise archive.NotABackup("its manifest is missing")
    _set_sequences()
    return dict(found["counts"])


def _entries(tar: tarfile.TarFile, written: list[Path]) -> dict[str, Any]:
    manifest: dict[str, Any] = {}
    with connection.constraint_checks_disabled():
        for entry in tar:
            stream = tar.extractfile(entry)
            if stream is None:
                continue
            if entry.name == "manifest.json":
                manifest = json.loads(stream.read())
            elif entry.name == f"tables/{SEARCH_WORDS}.jsonl":
                _fill_search(stream)
            elif entry.name.startswith("tables/"):
                _fill(_model(entry.name.removeprefix("tables/").removesuffix(".jsonl")), stream)
            else:
                written.append(_put(entry.name, stream))
    return manifest


def _model(label: str) -> type[Model]:
    return {model._meta.label_lower: model for model in models_in_order()}[label]


def _fill(model: type[Model], stream: IO[bytes]) -> None:
    waiting: list[Model] = []
    for line in stream:
        waiting.append(model(**rows.read(line)))
        if len(waiting) >= BATCH:
            model._base_manager.bulk_create(waiting)
            waiting = []
    model._base_manager.bulk_create(waiting)


def _fill_search(stream: IO[bytes]) -> None:
    while lines := [rows.read(line) for line in itertools.islice(stream, BATCH // 10)]:
        search_index.write_again([(one["id"], one["words"], one["reach"]) for one in lines])


def _put(name: str, stream: IO[bytes]) -> Path:
    path = (Path(settings.DATA) / name).resolve()
    if not any(path.is_relative_to(Path(settings.DATA).resolve() / folder) for folder in FOLDERS):
        raise archive.NotABackup("it names a file outside its folders")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        while piece := stream.read(1024 * 1024):
            target.write(piece)
    return path


def _refuse_unless_empty() -> None:
    for model in models_in_order():
        if model._meta.label_lower not in FILLED_BY_MIGRATE and model._base_manager.exists():
            raise NotEmpty(model._meta.verbose_name_plural)


def _forget_filled() -> None:
    for label in sorted(FILLED_BY_MIGRATE, reverse=True):
        if apps.is_installed(f"django.contrib.{label.split('.')[0]}"):
            apps.get_model(label)._base_manager.all().delete()


def _set_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_in_order()):
            cursor.execute(statement)
