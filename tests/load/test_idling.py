"""A real IMAP server says when mail comes: it is heard within a second, and a server that hangs up is noticed."""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from rapport.interfaces.mail.idling import Watches
from rapport.interfaces.mail.imap import Account
from tests.load import dovecot

pytestmark = pytest.mark.slow
MAIL = b"From: ada@example.org\r\nSubject: printer\r\n\r\nIt is stuck.\r\n"


def test_mail_is_heard_of_at_once(settings: Any) -> None:
    if dovecot.program() is None:
        pytest.skip("*** dovecot is not installed: IDLE was NOT tested ***")
    home = tempfile.TemporaryDirectory(prefix="rapport-idle-", dir="/tmp", ignore_cleanup_errors=True)
    with home as folder, dovecot.running(Path(folder)) as server:
        settings.PRIVATE_TARGETS = [f"127.0.0.1:{server.port}"]
        account = Account("127.0.0.1", server.port, dovecot.USER, dovecot.PASSWORD)
        watches, stop = Watches(), threading.Event()
        assert [watches.begin(pk, account) for pk in (1, 2, 1)] == [True, True, False]
        assert watches.hear(5, stop) == {1, 2}  # what came before it was heard of
        assert watches.hear(0.5, stop) == set()
        began = time.monotonic()
        server.deliver(MAIL, "one")
        heard: set[int] = set()
        while heard != {1, 2} and time.monotonic() - began < 20:
            heard |= watches.hear(5, stop)
        assert heard == {1, 2}
        watches.keep({1: account})
        assert (watches.is_watched(1), watches.is_watched(2)) == (True, False)
    assert watches.hear(10, stop) == {1}  # it hung up
    assert not watches.is_watched(1)
    assert not watches.begin(1, account)  # not again for a while
    stop.set()
    assert watches.hear(60, stop) == set()
    watches.close()
