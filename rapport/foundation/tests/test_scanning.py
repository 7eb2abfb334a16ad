"""Files wait for the virus scanner, are clean, hold something, or were not scanned; a real socket says which."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rapport.foundation import files, jobs, scanning
from rapport.foundation.models import File
from rapport.foundation.models.files import ScanState
from tests.clamd import LARGEST, listening

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def clamd(settings: Any) -> Iterator[str]:
    """A scanner that listens, and is the one set."""
    with tempfile.TemporaryDirectory() as short, listening(Path(short)) as path:
        settings.CLAMD = path
        yield path


def states() -> dict[str, tuple[str, str]]:
    return {name: (scan, found) for name, scan, found in File.objects.values_list("name", "scan", "scan_found")}


@pytest.mark.django_db
def test_new_files_wait_and_are_scanned_by_the_worker(clamd: str) -> None:
    clean, found = files.store([(1, "a.txt", b"hello"), (1, "b.txt", b"X5O!P%@AP EICAR")], at=NOON)
    for waiting in (clean, found):
        with pytest.raises(files.NotCleared):
            files.open_file(waiting)
    assert jobs.run_all().failed == []
    assert states() == {"a.txt": ("clean", ""), "b.txt": ("found", "Eicar-Signature")}
    with files.open_file(File.objects.get(pk=clean.pk)) as content:
        assert content.read() == b"hello"
    with pytest.raises(files.NotCleared):
        files.open_file(File.objects.get(pk=found.pk))


@pytest.mark.django_db
def test_a_file_that_was_scanned_is_not_scanned_again_when_it_comes_again(clamd: str) -> None:
    files.store([(1, "a.txt", b"hello")], at=NOON)
    jobs.run_all()
    files.store([(1, "again.txt", b"hello")], at=NOON)
    assert states() == {"a.txt": ("clean", "")}


@pytest.mark.django_db
def test_without_a_scanner_nothing_waits() -> None:
    (row,) = files.store([(1, "a.txt", b"hello")], at=NOON)
    assert states() == {"a.txt": ("not scanned", "")}
    files.open_file(row).close()


@pytest.mark.django_db
def test_a_scanner_that_is_away_leaves_files_waiting_and_closed(settings: Any, tmp_path: Path) -> None:
    settings.CLAMD = str(tmp_path / "nobody.ctl")
    files.store([(1, "a.txt", b"hello")], at=NOON)
    with pytest.raises(scanning.NoScanner):
        scanning.scan_waiting(at=NOON)
    assert states() == {"a.txt": ("waiting", "")}


def test_a_file_above_the_scanner_s_limit_was_not_scanned(clamd: str) -> None:
    verdict = scanning.scan(io.BytesIO(b"x" * (LARGEST * 4)))
    assert verdict.state == ScanState.NOT_SCANNED
