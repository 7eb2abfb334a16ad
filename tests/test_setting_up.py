"""Several commands may begin on an empty place at once: one makes the tables, the others wait for it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import utils

from rapport.interfaces.cli import refusals, supervisor, tables
from rapport.interfaces.cli.refusals import Refused

COMMANDS = (["migrate"], ["migrate"], ["admin", "invite"])


def begun(command: list[str], data: Path) -> subprocess.Popen[str]:
    """A command that runs beside us, on SQLite in a folder of its own."""
    here = {name: value for name, value in os.environ.items() if name != "RAPPORT_DATABASE_URL"}
    here["RAPPORT_DATA"] = str(data)
    words = [sys.executable, "-m", "rapport.interfaces.cli.main", *command]
    return subprocess.Popen(words, env=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_commands_that_begin_together_on_an_empty_place_all_succeed(tmp_path: Path) -> None:
    running = [begun(command, tmp_path) for command in COMMANDS]
    said = [one.communicate(timeout=120) for one in running]
    assert [one.returncode for one in running] == [0, 0, 0], said
    assert "/desk/start/" in said[-1][0]


@pytest.mark.django_db(transaction=True)
def test_whoever_sets_up_is_waited_for_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(tables, "LONGEST_WAIT", 0.5)
    with tables.alone(), pytest.raises(Refused, match="Nothing was changed by this command"), tables.alone():
        pytest.fail("two at once")
    with tables.alone():
        pass  # it is free again


@pytest.mark.django_db
def test_a_command_waits_for_tables_that_are_being_made(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(tables, "are_up_to_date", lambda: next(answers))
    refusals.start_with_database()
    assert list(answers) == []


@pytest.mark.django_db
def test_a_command_on_old_tables_says_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "are_up_to_date", lambda: False)
    with pytest.raises(Refused, match="Run: rapport migrate"):
        refusals.start_with_database()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/srv/rapport/raw"), "The disk is full (/srv/rapport/raw)."),
        (PermissionError(errno.EACCES, "Permission denied", "/srv"), "This account may not write or read there (/srv)"),
        (utils.OperationalError("database or disk is full"), "database or disk is full"),
        (utils.DatabaseError("file is not a database"), "file is not a database."),
    ],
)
def test_a_full_disk_and_a_silent_database_are_sentences(fault: Exception, words: str) -> None:
    with pytest.raises(Refused) as refused, refusals.answering():
        raise fault
    assert words in str(refused.value)


@pytest.mark.parametrize("fault", [ValueError("x"), utils.ProgrammingError("no such column"), OSError(errno.EIO, "x")])
def test_a_fault_of_ours_is_not_hidden_behind_a_sentence(fault: Exception) -> None:
    with pytest.raises(type(fault)), refusals.answering():
        raise fault


@pytest.mark.slow
def test_a_folder_that_holds_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "rapport.sqlite3").write_text("This is a letter, not a database. " * 100)
    running = begun(["doctor"], tmp_path)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 2
    assert str(tmp_path) in said
    assert "Traceback" not in said


def test_web_and_mail_cannot_have_one_port(settings: Any) -> None:
    settings.PORT = settings.SMTP_PORT = 8051
    with pytest.raises(Refused, match="RAPPORT_PORT and RAPPORT_SMTP_PORT are both 8051"):
        supervisor.refuse_busy_ports()
