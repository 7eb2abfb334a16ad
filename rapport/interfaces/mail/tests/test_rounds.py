"""Whose turn it is: unwatched mailboxes each round, watched ones when they are heard of and by the clock."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from types import SimpleNamespace
from typing import Any

import pytest

from rapport.interfaces.mail import fetch


class Threads:
    """Does it at once."""

    def submit(self, work: Any, *args: Any) -> Future[bool]:
        done: Future[bool] = Future()
        done.set_result(work(*args))
        return done


class Heard:
    """Watches whose servers speak when the test says so; the second mailbox's server cannot."""

    def __init__(self, said: list[set[int]], stop: threading.Event) -> None:
        self.said, self.stop, self.watched, self.closed = said, stop, set[int](), False

    def is_watched(self, mailbox_id: int) -> bool:
        return mailbox_id in self.watched

    def begin(self, mailbox_id: int, account: Any) -> bool:
        self.watched |= {mailbox_id} - {2}
        return mailbox_id in self.watched

    def keep(self, accounts: dict[int, Any]) -> None:
        self.watched &= accounts.keys()

    def hear(self, seconds: float, stop: threading.Event) -> set[int]:
        if not self.said:
            stop.set()
            return set()
        return self.said.pop(0)

    def close(self) -> None:
        self.closed = True


def test_watched_mailboxes_are_looked_into_when_they_are_heard_of(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, looked, clock = threading.Event(), [], [1000.0]
    named = {"imap_host": "a", "imap_port": 993, "imap_user": "u", "imap_password_sealed": ""}
    boxes = [SimpleNamespace(id=pk, **named) for pk in (1, 2)]
    monkeypatch.setattr(fetch.desk_queries, "mailboxes_to_fetch", lambda viewer: boxes)
    monkeypatch.setattr(fetch, "look_into", lambda box: looked.append(box.id) or True)
    monkeypatch.setattr(fetch, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    heard = Heard([set(), {1}], stop)
    rounds = fetch.Rounds(Threads(), heard)  # type: ignore[arg-type]
    rounds.begin()
    assert rounds.go_on(stop)
    assert looked == [1, 2, 2, 1, 2]
    assert heard.closed
    clock[0] += fetch.WATCHED_SECONDS
    rounds.begin()
    assert looked[5:] == [1, 2]
    boxes.pop(0)
    rounds.begin()
    assert heard.watched == set()
