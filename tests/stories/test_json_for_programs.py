"""Whoever asks a command for JSON reads JSON with a sentence in it, in an empty place and a broken one, too."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from typer.testing import CliRunner

from rapport.interfaces.cli import main, refusals, tables
from rapport.interfaces.cli.refusals import Refused


def ran(*said: str) -> tuple[int, Any]:
    """The exit status, and what stood on standard output."""
    if not main.app.registered_commands:
        main._commands()
    found = CliRunner().invoke(main.app, list(said), catch_exceptions=False)
    return found.exit_code, json.loads(found.stdout.splitlines()[-1])


def test_the_doctor_in_an_empty_place_says_what_to_do_as_json(db: None) -> None:
    status, said = ran("doctor", "--json")
    words = {one["what"]: one["words"] for one in said["findings"]}
    assert (status, said["healthy"]) == (1, False)
    assert words["provider"] == "nothing is set up; use: rapport admin invite"
    assert all(isinstance(one["good"], bool) and one["words"] for one in said["findings"])


def test_the_doctor_where_there_are_no_tables_says_so_as_json(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "are_up_to_date", lambda: False)
    status, said = ran("doctor", "--json")
    assert (status, said["healthy"]) == (2, False)
    assert said["findings"] == [
        {"what": "database", "good": False, "words": "The tables are not up to date. Run: rapport migrate"}
    ]


def test_migrate_says_what_it_did_as_json(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "bring_up_to_date", lambda: None)
    assert ran("migrate", "--json") == (0, {"up_to_date": True, "words": "The tables are up to date."})


def test_what_is_refused_is_json_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def silent() -> None:
        raise Refused("The database does not answer: no. Check RAPPORT_DATABASE_URL.")

    monkeypatch.setattr(refusals, "prepare_database", silent)
    monkeypatch.setattr(sys, "argv", ["rapport", "migrate", "--json"])
    if main.app.registered_commands:
        monkeypatch.setattr(main, "_commands", lambda: None)
    with pytest.raises(SystemExit) as ended:
        main.main()
    out, err = capsys.readouterr()
    assert ended.value.code == 2
    assert json.loads(out) == {"refused": "The database does not answer: no. Check RAPPORT_DATABASE_URL."}
    assert err.startswith("rapport: The database does not answer")
