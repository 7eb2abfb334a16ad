"""Whoever sets a place up makes slips: each is answered with a sentence, and nothing is half done."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from rapport.domains.people.models import Person, Service, Team
from rapport.interfaces.cli import main
from rapport.interfaces.cli.refusals import Refused
from rapport.interfaces.imports import uploaded
from rapport.interfaces.mail import testing
from rapport.interfaces.mail.imap import IMAPS_ENDING
from tests.cast import Cast
from tests.visitors import browser, plain

HEAD = b"email,name,organisation\n"
FRAME = "person,site,service,known_since,last_asked\nada,Yard,Mail,2026-01-01,2026-02-01\n"


@pytest.fixture
def ines(cast: Cast) -> Client:
    """Ines, who administers."""
    return browser(cast.ines)


class FakeImap:
    """A mail server of a few words; it knows one password."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        while self.listening.getsockname()[1] % 1000 == IMAPS_ENDING:  # such a port would be spoken to in TLS
            self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listening.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(peer,), daemon=True).start()

    def _talk(self, peer: socket.socket) -> None:
        peer.sendall(b"* OK ready\r\n")
        for line in peer.makefile("rb"):
            tag, word, *rest = line.split()
            said = {
                b"CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
                b"SELECT": b"* 3 EXISTS\r\n",
                b"STATUS": b'* STATUS "INBOX" (MESSAGES 3 UIDVALIDITY 7)\r\n',
            }.get(word, b"")
            refused = word == b"LOGIN" and b"secret" not in rest[-1]
            peer.sendall(said + tag + (b" NO wrong\r\n" if refused else b" OK done\r\n"))
            if word == b"LOGOUT":
                return peer.close()


@pytest.fixture
def server(settings: Any) -> Iterator[FakeImap]:
    fake = FakeImap()
    settings.PRIVATE_TARGETS = [f"127.0.0.1:{fake.port}", "127.0.0.1:1"]
    yield fake
    fake.listening.close()


def test_a_name_that_is_taken_is_said_beside_its_field(ines: Client) -> None:
    team = Team.objects.order_by("pk")[0]
    service = Service.objects.order_by("pk")[0]
    again = ines.post(reverse("workspace:settings_team"), {"name": team.name})
    assert (again.status_code, "a team of that name already" in plain(again)) == (400, True)
    again = ines.post(reverse("workspace:settings_service"), {"name": service.name, "team_id": team.pk})
    assert (again.status_code, "a service of that name already" in plain(again)) == (400, True)


def test_the_test_button_signs_in_the_way_fetching_does(server: FakeImap) -> None:
    tried = testing.try_mailbox(host="127.0.0.1", port=server.port, user="help", password="secret")
    assert (tried.good, tried.words[:36]) == (True, "It works: 3 messages are in the inbo")


@pytest.mark.parametrize(
    ("host", "port", "password", "words"),
    [
        ("127.0.0.1", 0, "wrong", "does not accept this user and password. Nothing was kept."),
        ("127.0.0.1", 1, "secret", "cannot be reached: Connection refused. Check the name and the port. Nothing was"),
        ("10.0.0.5", 993, "secret", "leads to an address inside this network"),
        ("no-such-host.invalid", 993, "secret", "cannot be found. Check the spelling. Nothing was kept."),
        ("http://mail example", 993, "secret", "cannot be found. Check the spelling. Nothing was kept."),
    ],
)
def test_a_mailbox_that_cannot_be_read_says_why(
    server: FakeImap, host: str, port: int, password: str, words: str
) -> None:
    tried = testing.try_mailbox(host=host, port=port or server.port, user="help", password=password)
    assert (tried.good, words in tried.words) == (False, True), tried.words


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEAD + "jörg@b.example,Jörg,Builders\n".encode("latin-1"), "is not UTF-8 text"),
        (b"\n\n", "is empty"),
        (b"mail,naam\nada@b.example,Ada\n", "has no column"),
        (b"email,email,organisation\nada@b.example,Ada,Builders\n", "twice"),
        (HEAD + b"ada@b.example,A," + b"x" * 5_000_000 + b"\n", "is not a table that can be read"),
        (b"\x1f\x8b" + HEAD, "is packed and cut off or damaged"),
    ],
)
def test_an_uploaded_table_that_cannot_be_read_changes_nothing(ines: Client, content: bytes, words: str) -> None:
    before = Person.objects.count()
    file = SimpleUploadedFile("people.csv", content)
    answer = ines.post(reverse("workspace:settings_people"), {"file": file})
    assert (answer.status_code, words in plain(answer), Person.objects.count()) == (400, True, before)
    assert "Nothing was changed" in plain(answer)


def test_an_uploaded_table_may_be_parted_by_semicolons(ines: Client) -> None:
    file = SimpleUploadedFile("people.csv", b"email;name;organisation\nada@b.example;Ada;Builders\n")
    assert ines.post(reverse("workspace:settings_people"), {"file": file}).status_code == 200
    assert Person.objects.get(name="Ada").organisation.name == "Builders"


def test_a_table_too_large_for_a_form_names_the_command(ines: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploaded, "LARGEST", 10)
    answer = ines.post(reverse("workspace:settings_people"), {"file": SimpleUploadedFile("people.csv", HEAD)})
    assert (answer.status_code, "rapport import people FILE" in plain(answer)) == (400, True)


def test_an_invitation_that_cannot_leave_says_how_to_print_its_link(ines: Client, settings: Any) -> None:
    settings.SMARTHOST, settings.DEMO = "", False
    team = Team.objects.order_by("pk")[0]
    kai = {"name": "Kai Lind", "email": "kai@northwind.example", "role": "agent", "team": team.pk}
    said = plain(ines.post(reverse("workspace:settings_agent"), kai, follow=True))
    assert "rapport admin invite --email kai@northwind.example" in said


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--month", "0001-01"], "use a year from 2000 to 2100"),
        (["--month", "2026-13"], "write it as 2026-12"),
        (["--month", "2026-12", "--seed", "9" * 30], "at most 18 digits"),
    ],
)
def test_a_sample_out_of_bounds_is_refused(tmp_path: Path, more: list[str], words: str) -> None:
    frame = tmp_path / "frame.csv"
    frame.write_text(FRAME)
    done = CliRunner().invoke(app(), ["sample", "--frame", str(frame), *more])
    assert isinstance(done.exception, Refused)
    assert words in str(done.exception)


@pytest.mark.parametrize("more", [["--rest", "999999999"], ["--rest", "-1"], ["--size", "0"], ["--seed", "x"]])
def test_a_number_of_a_sample_that_cannot_be_is_refused(tmp_path: Path, more: list[str]) -> None:
    frame = tmp_path / "frame.csv"
    frame.write_text(FRAME)
    done = CliRunner().invoke(app(), ["sample", "--month", "2026-12", "--frame", str(frame), *more])
    assert (done.exit_code, isinstance(done.exception, SystemExit)) == (2, True)


def test_a_sample_smaller_than_asked_for_is_said_with_the_exit_status(tmp_path: Path) -> None:
    frame = tmp_path / "frame.csv"
    frame.write_text("person,site,service\nada,s,mail\nben,s,mail\n")
    for size, status in ((2, 0), (999, 1)):
        args = ["sample", "--month", "2026-12", "--frame", str(frame), "--size", str(size), "--json"]
        done = CliRunner().invoke(app(), args)
        assert done.exit_code == status
        assert len(json.loads(done.stdout)["drawn"]) == 2
        assert ("999 were asked for and 2 drawn" in done.stderr) == (size == 999)


def app() -> Any:
    """The command line with its commands."""
    if not main.app.registered_commands:
        main._commands()
    return main.app
