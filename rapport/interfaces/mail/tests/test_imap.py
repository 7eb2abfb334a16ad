"""IMAP: new messages in UID order, large ones stood in for, and nothing marked that was not asked for."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.interfaces.mail.imap import Account, BrokenMailbox, OpenMailbox

MAIL = b"From: ada@example.org\r\nSubject: printer\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
DATE = b'INTERNALDATE "02-Nov-2026 10:00:00 +0100"'


class FakeClient:
    """Answers UID commands as Dovecot does; message 9 is large, some name their UID after the bytes."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def uid(self, command: str, *args: Any) -> tuple[str, list[Any]]:
        self.asked.append((command, *map(str, args)))
        if command == "SEARCH":
            return "OK", [b"9 7 8 5"]
        if command == "STORE":
            return "NO", [b"read-only"]
        uids = str(args[0]).split(",")
        if "RFC822.SIZE" in args[1]:
            return "OK", [f"1 (UID {u} RFC822.SIZE {5_000_000 if u == '9' else 100})".encode() for u in uids]
        if uids == ["9"]:
            return "OK", [(b"3 (UID 9 " + DATE + b" BODY[HEADER] {80}", MAIL), b")"]
        return "OK", [
            (b"1 (UID 8 " + DATE + b" BODY[] {80}", MAIL + b"8"),
            b")",
            (b"2 (" + DATE + b" BODY[] {80}", MAIL + b"7"),
            b" UID 7)",
        ]


@pytest.fixture
def box() -> OpenMailbox:
    opened = OpenMailbox.__new__(OpenMailbox)
    opened.account, opened.largest = Account("imap.example.org", 993, "help", "secret"), 1_000_000
    opened._box = type("Box", (), {"client": FakeClient()})()
    return opened


def test_new_messages_come_in_uid_order_and_large_ones_as_a_note(box: OpenMailbox) -> None:
    (found,) = list(box.after(5))
    assert [one.uid for one in found] == [7, 8, 9]
    assert {one.arrived_at.isoformat() for one in found} == {"2026-11-02T09:00:00+00:00"}
    assert found[0].raw.endswith(b"7")
    assert b"Subject: printer" in found[2].raw
    assert b"5 MB" in found[2].raw
    assert b"multipart" not in found[2].raw


def test_reading_marks_nothing(box: OpenMailbox) -> None:
    list(box.after(0))
    client: Any = box._box.client
    assert {asked[0] for asked in client.asked} == {"SEARCH", "FETCH"}
    assert all("PEEK" in asked[2] or "SIZE" in asked[2] for asked in client.asked if asked[0] == "FETCH")


def test_a_server_that_refuses_is_named(box: OpenMailbox) -> None:
    with pytest.raises(BrokenMailbox, match=r"imap\.example\.org refused"):
        box.mark_seen([7])
