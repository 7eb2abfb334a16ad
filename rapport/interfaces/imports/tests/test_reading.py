"""Reading tables: what can be read is read row by row, what cannot is one plain sentence."""

from __future__ import annotations

import gzip
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from rapport.interfaces.imports import refusing
from rapport.interfaces.imports.reading import Unreadable, open_sheet


def table(folder: Path, text: str, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_first_line_says_how_columns_are_parted(tmp_path: Path, delimiter: str) -> None:
    sheet = open_sheet(table(tmp_path, f"email{delimiter}name\nada@x.example{delimiter} Ada \n"))
    assert [line.row for line in sheet.lines()] == [{"email": "ada@x.example", "name": "Ada"}]


def test_a_mark_of_byte_order_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    sheet = open_sheet(table(tmp_path, "\ufeffemail,name\n\na@x.example,A\n\n"))
    assert sheet.columns == ("email", "name")
    assert sheet.count() == 1


def test_a_packed_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n"))
    assert open_sheet(path).count() == 1


def test_a_row_with_a_field_too_many_is_wrong_and_says_why(tmp_path: Path) -> None:
    (line,) = open_sheet(table(tmp_path, "a,b\n1,2,3\n")).lines()
    assert line.number == 2
    assert "3 fields" in line.wrong


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"a,a\n1,2\n", "twice"),
        (b"a,b\n1,\xff\xfe\n", "UTF-8"),
        (gzip.compress(b"a,b\n" + b"1,2\n" * 50_000)[:-40], "cut off"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_nothing_happened(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=words) as refused:
        open_sheet(path).count()
    assert str(refused.value).endswith("Nothing was changed.")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read"):
        open_sheet(tmp_path / "none.csv")


def test_missing_columns_are_named_beside_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"no column “organisation”.*email, name"):
        open_sheet(table(tmp_path, "email,name\n")).require(["email", "organisation"])


def test_refused_rows_stand_beside_their_file_with_line_and_reason(tmp_path: Path) -> None:
    sheet = open_sheet(table(tmp_path, "a,b\n1,2\n3,4\n"))
    path = refusing.write(sheet, refusing.rows_of(sheet, {3: "no"}), otherwise=tmp_path / "var")
    assert path == tmp_path / "people.csv.refused.csv"
    assert path.read_text().splitlines() == ["line,reason,a,b", "3,no,3,4"]
    assert refusing.write(sheet, [], otherwise=tmp_path / "var") is None
    assert not path.exists()


def test_where_the_folder_is_closed_refused_rows_go_to_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = open_sheet(table(tmp_path, "a,b\n1,2\n"))
    plain = Path.open

    def closed(self: Path, mode: str = "r", *args: object, **options: object) -> object:
        if "w" in mode and self.parent == tmp_path:
            raise PermissionError(13, "Permission denied")
        return plain(self, mode, *args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", closed)
    path = refusing.write(sheet, refusing.rows_of(sheet, {2: "no"}), otherwise=tmp_path / "var")
    assert path == tmp_path / "var" / "people.csv.refused.csv"


def test_a_workbook_is_read_like_the_same_table_as_text(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["ID", "Day", "Q1"],
        ["a", datetime(2026, 10, 1), 9.0],
        [],
        ["b", None, "10"],
        [1, 2, 3, 4],
    ]
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(tmp_path / "answers.xlsx")
    sheet = open_sheet(tmp_path / "answers.xlsx")
    first, second, third = sheet.lines()
    assert (first.number, first.row) == (2, {"ID": "a", "Day": "2026-10-01", "Q1": "9"})
    assert (second.number, second.row) == (4, {"ID": "b", "Day": "", "Q1": "10"})
    assert "4 fields" in third.wrong
    with pytest.raises(Unreadable, match="no column “W”"):
        sheet.require(["W"])


@pytest.mark.parametrize(
    ("begin", "said"), [(b"PK\x03\x04 cut off", "damaged"), (b"\xd0\xcf\x11\xe0 of 1997", "old kind")]
)
def test_a_workbook_that_cannot_be_read_says_so(tmp_path: Path, begin: bytes, said: str) -> None:
    (tmp_path / "answers.xlsx").write_bytes(begin)
    with pytest.raises(Unreadable, match=said):
        open_sheet(tmp_path / "answers.xlsx")
