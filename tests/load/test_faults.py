"""Answers leave exactly once as far as anybody can tell, while the worker dies and the smarthost misbehaves."""

from __future__ import annotations

import pytest

from bench import running
from bench.place import SQLITE

pytestmark = pytest.mark.slow
TICKETS, KILLS = 60, 4


def test_answers_survive_a_killed_worker_and_a_failing_smarthost() -> None:
    found = running.run("faults", SQLITE, tickets=TICKETS, kills=KILLS)
    assert found["distinct"] == TICKETS
    assert found["repeats"] <= KILLS
    assert found["differing"] == 0
    assert (found["refused"], found["refused_shown"]) == (10, 10)
    assert (found["waiting_letters"], found["running_jobs"], found["dead_jobs"]) == (0, 0, 0)
    assert found["acts"] == found["messages"] == 2 * (TICKETS + 10)
    assert found["quiet_after_seconds"] <= 120
    assert sum(n for mode, n in found["modes"].items() if mode != "accept") > 0
