"""Files are kept once per organisation, with a type read from their content."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rapport.foundation import files
from rapport.foundation.models import File

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489") + b"\0" * 20
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body>hello</body></html>"


@pytest.fixture(autouse=True)
def _a_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.mark.django_db
def test_the_same_bytes_are_one_row_in_one_organisation_and_two_in_two() -> None:
    rows = files.store([(1, "a.png", PNG), (1, "b.png", PNG), (2, "c.png", PNG)], at=NOON)
    assert rows[0] == rows[1] != rows[2]
    assert File.objects.count() == 2


@pytest.mark.django_db
def test_what_was_stored_comes_back() -> None:
    row = files.store([(1, "letter.txt", "Grüße".encode())], at=NOON)[0]
    with files.open_file(row) as content:
        assert content.read().decode() == "Grüße"
    assert (row.content_type, row.size) == ("text/plain", 7)


@pytest.mark.django_db
def test_forgetting_in_one_organisation_leaves_the_other_its_file() -> None:
    ours, theirs = files.store([(1, "a.png", PNG), (2, "a.png", PNG)], at=NOON)
    files.forget([ours])
    with pytest.raises(files.FileGone):
        files.open_file(ours)
    with files.open_file(theirs) as content:
        assert content.read() == PNG


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../etc/passwd", "passwd"), ("C:\\x\\y.doc", "y.doc"), ("a\r\nb.txt", "ab.txt"), ("..", "file"), ("", "file")],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert files.safe_name(given) == kept


def test_a_failed_write_leaves_no_half_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.keep([(1, "a.png", PNG)])
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
