"""Mail fetched from a real IMAP server: each message once, across restarts and a renumbered mailbox."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bench.place import ROOT, SQLITE, environment, settings_for
from tests.load import dovecot

pytestmark = pytest.mark.slow
INSIDE = (
    "import django, json, sys; django.setup()\n"
    "from tests.load.fetching import measure\n"
    "print(json.dumps(measure(sys.argv[1], port=int(sys.argv[2]), maildir=sys.argv[3])))"
)


def test_each_message_is_taken_once() -> None:
    if dovecot.program() is None:
        pytest.skip("*** dovecot is not installed: fetching over IMAP was NOT tested ***")
    # A short path of its own: dovecot's sockets allow 107 letters, and mail of an earlier run would be fetched again.
    home = tempfile.TemporaryDirectory(prefix="rapport-imap-", dir="/tmp", ignore_cleanup_errors=True)
    with home as folder, dovecot.running(Path(folder)) as server, settings_for(SQLITE) as chosen:
        chosen["RAPPORT_PRIVATE_TARGETS"] = f"127.0.0.1:{server.port}"
        words = [sys.executable, "-c", INSIDE, SQLITE, str(server.port), str(server.maildir)]
        done = subprocess.run(words, env=environment(chosen), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert found["first"]["deliveries"] == 6
    assert found["again"] == found["first"]
    assert (found["more"]["deliveries"], found["more"]["messages"]) == (found["mails"], found["mails"])
    assert found["more"]["tickets"] == found["new"]
    after = found["renumbered"]
    assert (after["tickets"], after["messages"]) == (found["more"]["tickets"], found["more"]["messages"])
    assert found["renumbered again"] == after
