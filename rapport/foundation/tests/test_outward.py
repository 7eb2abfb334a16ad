"""Nothing inside the network is called unless an operator named it."""

from __future__ import annotations

import http.server
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from rapport.foundation import outward

INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "fe80::1",
    "fc00::1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "224.0.0.1",
    "::",
]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_known(address: str) -> None:
    assert outward.is_inside(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1"])
def test_addresses_outside_are_called(address: str) -> None:
    assert outward.check(address, 443).address == address


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "[::1]".strip("[]"), "0177.0.0.1"])
def test_hosts_inside_are_refused(host: str) -> None:
    with pytest.raises(outward.Refused):
        outward.check(host, 80)


def test_one_address_inside_among_others_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(*_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, 1, 6, "", (a, 80)) for a in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(outward.Refused, match="RAPPORT_PRIVATE_TARGETS"):
        outward.check("hooks.example", 80)


@pytest.mark.parametrize("url", ["ftp://a.example/", "file:///etc/passwd", "http://me@a.example/", "//a.example"])
def test_other_kinds_of_address_are_refused(url: str) -> None:
    with pytest.raises(outward.Refused):
        outward.fetch(url)


class Answers(http.server.BaseHTTPRequestHandler):
    """Says its path; /moved redirects; /long sends a megabyte; /slow never ends; /drops says a letter at a time."""

    def do_GET(self) -> None:
        while self.path.startswith("/drops") and not self.server.wait.wait(0.1):  # type: ignore[attr-defined]
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n" if self.path == "/drops/body" else b"H")
            self.path = "/drops/more" if self.path == "/drops/body" else self.path
        if self.path == "/slow":
            self.server.wait.wait(3)  # type: ignore[attr-defined]
        body = b"x" * 1_000_000 if self.path == "/long" else self.path.encode()
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "http://169.254.169.254/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def port(settings: Any) -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.wait = threading.Event()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.PRIVATE_TARGETS = [f"127.0.0.1:{server.server_port}"]
    yield server.server_port
    server.wait.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def test_a_named_target_answers(port: int) -> None:
    answer = outward.fetch(f"http://127.0.0.1:{port}/hello?a=1")
    assert (answer.status, answer.body) == (200, b"/hello?a=1")


def test_naming_a_port_opens_no_other(port: int) -> None:
    with pytest.raises(outward.Refused):
        outward.check("127.0.0.1", port + 1)


def test_a_redirect_is_not_followed(port: int) -> None:
    assert outward.fetch(f"http://127.0.0.1:{port}/moved").status == 302


def test_too_much_is_cut_off(port: int) -> None:
    with pytest.raises(outward.NoAnswer, match="more than 1000 bytes"):
        outward.fetch(f"http://127.0.0.1:{port}/long", max_bytes=1000)


def test_too_slow_is_given_up(port: int) -> None:
    with pytest.raises(outward.NoAnswer):
        outward.fetch(f"http://127.0.0.1:{port}/slow", seconds=0.3)


@pytest.mark.parametrize("path", ["drops/header", "drops/body"])
def test_what_comes_in_drops_has_the_same_time(port: int, path: str) -> None:
    begun = time.monotonic()
    with pytest.raises(outward.NoAnswer, match="took too long"):
        outward.fetch(f"http://127.0.0.1:{port}/{path}", seconds=0.5)
    assert time.monotonic() - begun < 2


def test_letters_with_accents_in_an_address_are_encoded(port: int) -> None:
    assert outward.fetch(f"http://127.0.0.1:{port}/tür%20?für=ä").body == b"/t%C3%BCr%20?f%C3%BCr=%C3%A4"


def test_what_is_wrong_is_said_in_words(settings: Any) -> None:
    with socket.socket() as taken:  # bound and not listening: nobody else gets the port
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        settings.PRIVATE_TARGETS = [f"127.0.0.1:{port}"]
        with pytest.raises(outward.NoAnswer, match=f"127.0.0.1 takes no calls on port {port}"):
            outward.fetch(f"http://127.0.0.1:{port}/")
