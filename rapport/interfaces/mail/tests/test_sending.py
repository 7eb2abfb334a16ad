"""Sending: once marked never sent again, refused in the server's words, and no fault of one stops the others."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rapport.foundation import jobs, postroom
from rapport.foundation.models import Job, Letter
from rapport.foundation.postroom import NewLetter
from rapport.interfaces.mail import rendering, smarthost

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class FakeHost:
    """A mail server that answers as it is told: by recipient and by words in the message."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], bytes]] = []
        self.answers: dict[str, str] = {}
        self.by_recipient: dict[str, str] = {}
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.setting = f"127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._talk, args=(peer,), daemon=True).start()

    def _talk(self, peer: socket.socket) -> None:
        lines = peer.makefile("rb")
        peer.sendall(b"220 fake\r\n")
        to: list[str] = []
        for line in lines:
            word = line[:4].upper()
            if word == b"RCPT":
                address = line.decode().split("<")[1].split(">")[0]
                answer = self.by_recipient.get(address, "250 ok")
                if answer.startswith("250"):
                    to.append(address)
                peer.sendall(f"{answer}\r\n".encode())
            elif word == b"DATA":
                peer.sendall(b"354 go\r\n")
                body = b"".join(iter(lines.readline, b".\r\n"))
                answer = next((a for words, a in self.answers.items() if words.encode() in body), "250 ok")
                if answer == "hang":
                    return
                if answer == "drop":
                    peer.shutdown(socket.SHUT_RDWR)
                    return
                if answer.startswith("250"):
                    self.taken.append((to, body))
                to = []
                peer.sendall(f"{answer}\r\n".encode())
            elif word == b"QUIT":
                peer.sendall(b"221 bye\r\n")
                peer.close()
                return
            else:
                to = [] if word == b"MAIL" else to
                peer.sendall(b"250 ok\r\n")


@pytest.fixture
def host(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHost]:
    fake = FakeHost()
    settings.SMARTHOST = fake.setting
    monkeypatch.setattr(smarthost.Smarthost.__init__, "__kwdefaults__", {"seconds": 0.5})
    yield fake
    fake.close()


@pytest.fixture(autouse=True)
def _words() -> Iterator[None]:
    @rendering.renders("test letter")
    def in_words(letter: Letter) -> tuple[str, str, str | None]:
        return "", letter.data["text"], None

    yield
    rendering._renderers.pop("test letter")


def post(*texts: str, to: list[str] | None = None, kind: str = "test letter", one_time: bool = False) -> list[int]:
    people = [("", address) for address in to or ["ada@example.org"]]
    letters = [
        NewLetter(
            kind=kind,
            data={"text": text},
            to=people,
            sender=("Desk", "help@rapport.localhost"),
            subject="Re: printer",
            message_id=postroom.new_message_id("test"),
            one_time=one_time,
        )
        for text in texts
    ]
    return [row.id for row in postroom.post(letters, at=NOON)]


def states() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("id").values_list("state", "reason"))


def test_without_a_smarthost_letters_are_kept_and_can_be_read(settings: Any) -> None:
    settings.SMARTHOST = ""
    (id,) = post("Soon.")
    jobs.run_all("post")
    kept = postroom.letter(id)
    assert kept is not None
    assert kept.state == Letter.KEPT
    assert b"Soon." in bytes(kept.mime or b"")
    assert not Job.objects.exists()


def test_a_batch_uses_one_connection_and_each_letter_is_marked(host: FakeHost) -> None:
    post("one", "two", "three")
    jobs.run_all("post")
    assert [state for state, _ in states()] == [Letter.SENT] * 3
    assert (host.connections, len(host.taken)) == (1, 3)
    assert not Job.objects.exists()


def test_every_attempt_sends_the_same_bytes(host: FakeHost) -> None:
    (id,) = post("patience")
    host.answers["patience"] = "451 greylisted"
    jobs.run_all("post")
    assert states() == [(Letter.WAITING, "451 greylisted")]
    first = bytes(Letter.objects.get(id=id).mime or b"")
    host.answers.clear()
    Letter.objects.update(data={"text": "changed meanwhile"})
    jobs.run_all("post", at=datetime.now(UTC) + timedelta(seconds=30))
    assert states() == [(Letter.SENT, "")]
    assert host.taken[0][1].replace(b"\r\n..", b"\r\n.") == first


def test_a_refusal_for_good_is_kept_in_the_server_s_words(host: FakeHost) -> None:
    post("bad", "good")
    host.answers["bad"] = "554 5.7.1 This looks like an invoice"
    jobs.run_all("post")
    assert states() == [(Letter.REFUSED, "554 5.7.1 This looks like an invoice"), (Letter.SENT, "")]
    assert not Job.objects.exists()


def test_only_the_recipients_that_were_put_off_are_tried_again(host: FakeHost) -> None:
    post("news", to=["ada@example.org", "hugo@example.org", "gone@example.org"])
    host.by_recipient |= {"hugo@example.org": "450 later", "gone@example.org": "550 no such user"}
    jobs.run_all("post")
    assert states()[0][0] == Letter.WAITING
    host.by_recipient.clear()
    jobs.run_all("post", at=datetime.now(UTC) + timedelta(seconds=30))
    assert [to for to, _ in host.taken] == [["ada@example.org"], ["hugo@example.org"]]
    assert states()[0][0] == Letter.SENT


def test_a_server_that_hangs_on_one_letter_holds_up_no_other(host: FakeHost) -> None:
    post("poison", "good")
    host.answers["poison"] = "hang"
    jobs.run_all("post")
    assert [state for state, _ in states()] == [Letter.WAITING, Letter.SENT]
    assert Job.objects.get().attempts == 1


def test_a_server_that_breaks_off_gets_the_letter_again(host: FakeHost) -> None:
    post("poison")
    host.answers["poison"] = "drop"
    jobs.run_all("post")
    host.answers.clear()
    jobs.run_all("post", at=datetime.now(UTC) + timedelta(seconds=30))
    assert states() == [(Letter.SENT, "")]


def test_when_the_server_is_away_nobody_s_attempt_is_counted(host: FakeHost) -> None:
    host.close()
    post("one", "two")
    jobs.run_all("post")
    assert [state for state, _ in states()] == [Letter.WAITING] * 2
    assert {(j.state, j.attempts) for j in Job.objects.all()} == {(Job.LATER, 0)}


def test_an_address_suppressed_meanwhile_gets_nothing(host: FakeHost) -> None:
    post("one")
    postroom.suppress(["ada@example.org"], "It came back.", at=NOON)
    jobs.run_all("post")
    assert states()[0][0] == Letter.REFUSED
    assert host.taken == []


def test_a_letter_without_words_is_refused_and_seen(host: FakeHost) -> None:
    post("x", kind="unheard of")
    post("fine")
    jobs.run_all("post")
    assert states() == [
        (Letter.REFUSED, "No text is known for letters of the kind “unheard of”."),
        (Letter.SENT, ""),
    ]


def test_a_setting_that_is_no_address_stops_nothing_for_good(settings: Any) -> None:
    settings.SMARTHOST = "mail.example.org:port"
    post("one")
    jobs.run_all("post")
    assert "host:port" in Job.objects.get().reason


@pytest.mark.parametrize(
    ("setting", "place"),
    [
        ("mail.example.org:25", smarthost.Place("mail.example.org", 25, False)),
        ("u%40x:p@mail.example.org:465/tls", smarthost.Place("mail.example.org", 465, True, "u@x", "p")),
        ("[::1]:1025", smarthost.Place("::1", 1025, False)),
    ],
)
def test_the_setting_is_read(setting: str, place: smarthost.Place) -> None:
    assert smarthost.place_of(setting) == place
