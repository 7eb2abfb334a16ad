"""The doctor says what it tried in words or as JSON, and its exit status tells a program."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from rapport.domains.insights import actions as insights
from rapport.domains.surveys import actions
from rapport.domains.surveys.types import Attempt
from rapport.interfaces.cli import main


@pytest.fixture
def doctor(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """`rapport doctor privacy` where these attempts came to what they say."""
    if not main.app.registered_commands:
        main._commands()
    monkeypatch.setattr("rapport.interfaces.cli.refusals.start_with_database", lambda: None)

    def run(*good: bool, more: tuple[str, ...] = ()) -> tuple[int, str]:
        found = [Attempt(what="order", tried="sorted by id", n=20, good=one, words="nothing in common") for one in good]
        monkeypatch.setattr(actions, "try_to_link", lambda **_: found)
        monkeypatch.setattr(insights, "try_to_subtract", lambda **_: [])
        done = CliRunner().invoke(main.app, ["doctor", "privacy", *more])
        return done.exit_code, done.stdout

    return run


def test_one_way_that_links_is_a_fault(doctor: Callable[..., tuple[int, str]]) -> None:
    status, said = doctor(True, True)
    assert (status, said.splitlines()[-1]) == (0, "Nothing links.")
    status, said = doctor(True, False)
    assert status == 1
    assert "LINKS  order" in said
    status, said = doctor(True, False, more=("--json",))
    assert (status, json.loads(said)["private"]) == (1, False)
