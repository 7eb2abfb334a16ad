"""A program that takes calls, on this machine."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.cast import Cast, build


@dataclass
class Program:
    """Another program: what it was told, and what it answers."""

    port: int = 0
    status: int = 200
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is called."""
        return f"http://127.0.0.1:{self.port}/hook?for=us"


@pytest.fixture
def program(settings: Any) -> Iterator[Program]:
    """It listens on a port that an operator allowed."""
    found = Program()

    class Takes(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(found.status)
            self.send_header("Location", "http://169.254.169.254/")
            self.end_headers()
            self.wfile.write(b"thank\x00 you" * 100)

        def log_message(self, *_: object) -> None:
            """Silence."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Takes)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    found.port = server.server_port
    settings.PRIVATE_TARGETS = [f"127.0.0.1:{found.port}"]
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody, as they are on a Monday morning."""
    return build()
