"""Answers under load: two at once, the same request again, a killed worker: each is counted exactly once."""

from __future__ import annotations

import pytest

from bench import running
from bench.place import POSTGRESQL, SQLITE
from tests import postgres

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("database", [SQLITE, POSTGRESQL])
def test_every_answer_is_counted_once_whoever_sends_it_twice_and_whatever_dies(database: str) -> None:
    if database == POSTGRESQL and postgres.binaries() is None:
        pytest.skip("*** PostgreSQL's server binaries are not installed: answers on PostgreSQL were NOT tested ***")
    kills = (
        2 if database == POSTGRESQL else 1
    )  # SQLite has one worker, and its server gives up after two deaths in a row
    found = running.run("answers", database, answers=300, kills=kills, senders=6)
    assert found["sent"] == 360  # one in ten by two at once, one in ten again
    assert found["killed"] == kills
    assert (found["stored"], found["lost"], found["exact"]) == (300, 0, True)


def test_a_small_form_of_the_large_ones_runs() -> None:
    if postgres.binaries() is None:
        pytest.skip("*** PostgreSQL's server binaries are not installed: the large measurements were NOT tried ***")
    drawn = running.run("sampling", POSTGRESQL, people=3000, size=300)
    assert (drawn["drawn"], drawn["stored"]) == (300, 3000)
    loyal = running.run("loyalty_large", POSTGRESQL, answers=60_000, rounds=5)
    assert loyal["equal"] is True
    ledger = running.run("ledger_large", POSTGRESQL, people=2000)
    assert (ledger["nothing_resumed"], ledger["again_resumed"]) == (True, True)
