"""Agents and customers at the pages all at once: nothing fails, nothing is lost, two at one ticket are both told."""

from __future__ import annotations

import pytest

from bench import running
from bench.place import POSTGRESQL
from tests import postgres

pytestmark = pytest.mark.slow
SMALL = {"minutes": 1 / 3, "agents": 4, "customers": 10, "tickets": 600}
QUICKLY = {"answer_every": 4, "act_every": 8, "scene_every": 9, "undo": 3}


def test_nothing_fails_and_nothing_is_lost_while_everybody_is_at_the_desk() -> None:
    if postgres.binaries() is None:
        pytest.skip("*** PostgreSQL's server binaries are not installed: a day at the desk was NOT tested ***")
    found = running.run("desk_day", POSTGRESQL, **SMALL, **QUICKLY)
    assert (found["errors"], found["first_faults"], found["log"]) == (0, [], [])
    assert (found["lost_edits"], found["twice"], found["not_from_anybody"]) == (0, 0, 0), found["which_lost"]
    assert found["taken"] >= 30 and found["drafts"] >= 4
    assert found["pairs"] == found["pairs_told"] == found["old_pages_refused"] == found["sent_after_reading"] >= 1
    assert found["crossings"] == found["crossings_told"] >= 1
    assert (found["dead_jobs"], found["deadlocks"]) == (0, 0)
