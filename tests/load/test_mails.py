"""Mail under load: every message becomes what it must, on one worker or two, whatever else arrives."""

from __future__ import annotations

import os

import pytest

from bench import running
from bench.place import POSTGRESQL, ROOT, SQLITE
from tests import postgres

pytestmark = pytest.mark.slow


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def database(request: pytest.FixtureRequest) -> str:
    """Both databases; PostgreSQL where its server is installed."""
    if request.param == POSTGRESQL and postgres.binaries() is None:
        pytest.skip("*** PostgreSQL's server binaries are not installed: load on PostgreSQL was NOT tested ***")
    return str(request.param)


def test_every_reply_is_in_its_thread_although_mails_come_shuffled(database: str) -> None:
    found = running.run("mails", database)
    assert (found["tickets"], found["replies"], found["others"]) == (283, 217, {})
    assert (found["lost"], found["split"], found["mixed"]) == ([], 0, 0)
    assert found["acts"] == 500
    assert found["estimates"] == found["acknowledgements"] == 284  # one more: the ticket the agent writes notes on
    assert found["dead_jobs"] == 0


def test_every_mail_we_can_find_is_accounted_for() -> None:
    folder = os.environ.get("RAPPORT_CORPORA") or str(ROOT.parent / "shared" / "data")
    if not os.path.isdir(f"{folder}/mail"):
        pytest.skip(f"*** outside mail is missing at {folder}/mail: the corpus was NOT tested ***")
    found = running.run("corpus", SQLITE)
    print(f"{found['corpus']} messages of the corpus, {found['sent']} in all")
    assert found["accounted"] == found["sent"]
    assert found["quarantined_share"] <= 0.03
    assert found["dead_jobs"] == 0
    assert all(answer.startswith("5") for answer in found["refused"].values())
    assert set(found["refused"]) == {"50 MB", "one header of 1 MB"}


def test_acknowledgements_leave_within_five_seconds_also_beside_a_poisonous_mail() -> None:
    found = running.run("acknowledging", SQLITE, count=20)
    assert found["p95_seconds"] <= 5
    assert found["beside_poison_p95_seconds"] <= 5
