"""On the command line: taken along, erased, and not brought back by a backup from before."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.leaving.traces import _has
from tests.test_keeping import Place

LETTER = (
    "From: Marta Kolb <marta.kolb@aldergate.example>\r\nTo: desk@rapport.example\r\nSubject: Lighthouse\r\n"
    "Message-ID: <1@k>\r\n\r\nThe lamp of the lighthouse is out.\r\n"
)
HER = "marta.kolb@aldergate.example"
HERS = ["marta kolb", "marta.kolb", "lighthouse"]


def left_in(place: Place) -> list[str]:
    """Tables and files of an installation that still hold her."""
    tables = [name for name, rows in place.tables().items() if _has(rows, HERS)]
    stored = [path for path in place.data.rglob("*") if path.is_file() and path.suffix != ".jsonl"]
    return tables + [path.name for path in stored if _has(path.read_bytes(), HERS)]


def refused(place: Place, *words: str) -> str:
    """What a command says that does nothing."""
    process = place.start(*words)
    _, said = process.communicate()
    assert process.returncode == 2
    return said.decode()


@pytest.mark.slow
def test_a_backup_from_before_brings_nobody_back(tmp_path: Path, transactional_db: None, settings: Any) -> None:
    (tmp_path / "1.eml").write_text(LETTER, newline="")
    with Place(tmp_path / "first", settings) as first, Place(tmp_path / "second", settings) as second:
        first.run("mail", "take", str(tmp_path / "1.eml"))
        first.run("person", "export", HER, str(tmp_path / "hers.zip"))
        with zipfile.ZipFile(tmp_path / "hers.zip") as file:
            assert [name for name in file.namelist() if name.endswith(".eml")]
        first.run("backup", str(tmp_path / "before"))
        assert "not the person's name" in refused(first, "person", "erase", HER, "--name", "M")
        assert left_in(first)
        first.run("person", "erase", HER, "--name", "Marta Kolb")
        assert left_in(first) == []
        assert "Nobody here" in refused(first, "person", "erase", HER, "--name", "Marta Kolb")
        before = str(tmp_path / "before")
        for wrong, why in (("nowhere", "No such file"), ("1.eml", "it is no journal")):
            said = refused(second, "restore", before, "--erasures", str(tmp_path / wrong))
            assert why in said and "Nothing was restored" in said
        second.run("restore", before, "--erasures", str(first.data / "erasures.jsonl"))
        assert left_in(second) == []
        assert second.tables()["people_person"]
