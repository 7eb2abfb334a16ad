"""What is kept comes back: every table and file, found by the search as before, even when taken while others write."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from rapport.foundation import files, keeping, search
from rapport.foundation.actors import system
from rapport.foundation.keeping.rows import write
from tests.world import NOW, WORDS, World

pytestmark = pytest.mark.filled

KEY = "a key that only the keeper of backups knows"
OTHER_KEY = "another key, for another place entirely"
NOT_KEPT = {"django_session", "django_migrations", "rapport_cache"}
LETTER = (
    "From: {who}@sender.example\r\nTo: desk@rapport.example\r\nSubject: Lighthouse {n}\r\nMessage-ID: <{n}@k>\r\n\r\n"
)
PICTURE = 300 * 1024


@pytest.fixture
def place(transactional_db: None, settings: Any, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    """The small world, with a data folder of its own."""
    settings.DATA = tmp_path / "place"
    (settings.DATA / "raw" / "ab").mkdir(parents=True)
    (settings.DATA / "raw" / "ab" / "abcd").write_bytes(b"stored mail")
    yield request.getfixturevalue("world")
    _forget_everything()


def _forget_everything() -> None:
    call_command("flush", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM foundation_search_words")


def _rows() -> dict[str, list[bytes]]:
    """Every row of every table there is a model for, the ones between two models too."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.concrete_fields]
        every = model._base_manager.order_by("pk").values_list(*names)
        found[model._meta.label_lower] = [write(names, row) for row in every]
    return {label: rows for label, rows in found.items() if label != "sessions.session"}


def _bytes_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _found(words: str) -> list[tuple[str, int]]:
    return [(hit.kind, hit.ref_id) for hit in search.find(system(), words).rows]


def test_every_table_and_file_comes_back_and_the_search_still_finds(
    place: World, settings: Any, tmp_path: Path
) -> None:
    before, kept, found = _rows(), _bytes_in(settings.DATA), _found(WORDS)
    counts = keeping.backup(tmp_path / "one", key=KEY, at=NOW)
    _forget_everything()
    settings.DATA = tmp_path / "elsewhere"
    assert keeping.restore(tmp_path / "one", key=KEY) == counts
    assert _rows() == before
    assert kept and _bytes_in(settings.DATA) == kept
    assert found and _found(WORDS) == found


def test_after_a_restore_new_rows_get_new_numbers(place: World, tmp_path: Path) -> None:
    keeping.backup(tmp_path / "one", key=KEY, at=NOW)
    _forget_everything()
    keeping.restore(tmp_path / "one", key=KEY)
    (one,) = files.store([(place.cast.aldergate.pk, "new.txt", b"after the restore")], at=NOW)
    assert one.pk > 0


@pytest.mark.parametrize("cut", [30, 0.5, -1], ids=["at the beginning", "in the middle", "at the end"])
def test_a_cut_backup_changes_nothing(place: World, settings: Any, tmp_path: Path, cut: float) -> None:
    keeping.backup(tmp_path / "one", key=KEY, at=NOW)
    _forget_everything()
    empty = _rows()
    settings.DATA = tmp_path / "elsewhere"
    whole = (tmp_path / "one").read_bytes()
    (tmp_path / "one").write_bytes(whole[: int(len(whole) * cut)] if cut == 0.5 else whole[: int(cut)])
    with pytest.raises((keeping.NotABackup, keeping.WrongKey)):
        keeping.restore(tmp_path / "one", key=KEY)
    assert _rows() == empty
    assert _bytes_in(settings.DATA) == {}


def test_a_backup_opens_with_its_key_only_and_into_an_empty_place_only(place: World, tmp_path: Path) -> None:
    keeping.backup(tmp_path / "one", key=KEY, at=NOW)
    with pytest.raises(keeping.NotEmpty):
        keeping.restore(tmp_path / "one", key=KEY)
    _forget_everything()
    with pytest.raises(keeping.WrongKey):
        keeping.restore(tmp_path / "one", key=OTHER_KEY)


def test_a_backup_that_fails_leaves_no_half_file(
    place: World, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tarfile.TarFile.add", full)
    (tmp_path / "target").mkdir()
    with pytest.raises(OSError, match="No space left"):
        keeping.backup(tmp_path / "target" / "one", key=KEY, at=NOW)
    assert list((tmp_path / "target").iterdir()) == []


def test_a_file_half_written_is_left_to_its_writer(place: World, settings: Any, tmp_path: Path) -> None:
    (settings.DATA / "raw" / "ab" / "tmpx1y2z3").write_bytes(b"half a ma")
    keeping.backup(tmp_path / "one", key=KEY, at=NOW)
    _forget_everything()
    settings.DATA = tmp_path / "elsewhere"
    keeping.restore(tmp_path / "one", key=KEY)
    assert "raw/ab/abcd" in _bytes_in(settings.DATA)
    assert not [name for name in _bytes_in(settings.DATA) if "tmp" in name]


@pytest.mark.slow
def test_a_backup_keeps_nobody_from_writing(tmp_path: Path, transactional_db: None, settings: Any) -> None:
    """Mails come in while backups are taken one after the other; each is one moment, the last is everything."""
    with Place(tmp_path / "first", settings) as first, Place(tmp_path / "second", settings) as second:
        first.run("mail", "take", *_letters(tmp_path, 0, 2))
        taking = first.start("mail", "take", *_letters(tmp_path, 2, 20))
        during = 0
        while taking.poll() is None or not during:
            first.run("backup", str(tmp_path / f"during-{during}"))
            during += 1
        assert taking.returncode == 0
        first.run("backup", str(tmp_path / "after"))
        second.run("restore", str(tmp_path / "after"))
        assert during
        assert second.tables() == first.tables()
        assert len(second.tables()["desk_ticket"]) == 20
        assert _bytes_in(second.data / "raw") == _bytes_in(first.data / "raw") != {}
        assert _bytes_in(second.data / "files") == _bytes_in(first.data / "files")
    with Place(tmp_path / "third", settings) as third:
        third.run("restore", str(tmp_path / "during-0"))
        tables = third.tables()
        assert len(tables["desk_message"]) >= len(tables["desk_ticket"]) >= 2


def _letters(folder: Path, first: int, after: int) -> list[str]:
    """Mails as files; the first is too large for a row."""
    paths = []
    for n in range(first, after):
        path = folder / f"{n}.eml"
        text = (
            LETTER.format(who=f"p{n}", n=n) + "The lamp is out.\r\n" + ("x" * 70 + "\r\n") * (0 if n else PICTURE // 72)
        )
        path.write_text(text, newline="")
        paths.append(str(path))
    return paths


class Place:
    """An installation of its own beside the tests: a data folder, and a database on the server the tests use."""

    def __init__(self, data: Path, settings: Any) -> None:
        self.data, self.name = data, f"keeping_{os.getpid()}_{data.name}"
        self.server = settings.DATABASES["default"]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RAPPORT_")}
        self.environment = kept | {"RAPPORT_DATA": str(data), "RAPPORT_BACKUP_KEY": KEY}

    def __enter__(self) -> Place:
        if connection.vendor == "postgresql":
            self._tell_server(f"CREATE DATABASE {self.name}")
            address = os.environ["RAPPORT_DATABASE_URL"]
            before, _, after = address.rpartition("/rapport")
            self.environment["RAPPORT_DATABASE_URL"] = f"{before}/{self.name}{after}"
        return self

    def __exit__(self, *_: object) -> None:
        if connection.vendor == "postgresql":
            self._tell_server(f"DROP DATABASE {self.name} WITH (FORCE)")

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """One command of ours, begun."""
        command = [sys.executable, "-m", "rapport.interfaces.cli.main", *words]
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def run(self, *words: str) -> None:
        """One command of ours, which must do what it was asked."""
        process = self.start(*words)
        _, said = process.communicate()
        assert process.returncode == 0, said.decode()

    def tables(self) -> dict[str, list[str]]:
        """Every table as the database itself gives it, whether a model knows it or not."""
        with closing(self._connect()) as database:
            names = [name for name in _names(database) if name not in NOT_KEPT]
            return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"').fetchall())) for name in names}

    def _connect(self) -> Any:
        if connection.vendor == "sqlite":
            return sqlite3.connect(self.data / "rapport.sqlite3")
        return psycopg.connect(self.environment["RAPPORT_DATABASE_URL"])

    def _tell_server(self, sql: str) -> None:
        with psycopg.connect(os.environ["RAPPORT_DATABASE_URL"], autocommit=True) as server:
            server.execute(sql)


def _names(database: Any) -> list[str]:
    """Tables of ours; FTS5's own are left to FTS5, which is compared by what it gives."""
    if isinstance(database, sqlite3.Connection):
        found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return [name for (name,) in found.fetchall() if not name.startswith("foundation_search_words_")]
    found = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [name for (name,) in found.fetchall()]
