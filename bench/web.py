"""A browser that measures: one kept connection, signed in, reading the server's own time from every answer."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass
from urllib.parse import urlencode

TOKEN = "b" * 32
TIMING = re.compile(r"app;dur=([\d.]+)")


@dataclass(frozen=True)
class Answer:
    """What came back, and how long the server says it took, in milliseconds."""

    status: int
    body: str
    milliseconds: float


class Visitor:
    """One person's browser."""

    def __init__(self, port: int, session: str) -> None:
        self._port, self._session = port, session
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> Answer:
        """Read one page, with its whole body."""
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: object) -> Answer:
        """Send one form."""
        return self._ask("POST", path, urlencode(fields))

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {
            "Cookie": f"sessionid={self._session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Origin": f"http://127.0.0.1:{self._port}",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body=body, headers=headers)
        response = self._connection.getresponse()
        words = response.read().decode("utf-8", "replace")
        timing = TIMING.search(response.headers.get("Server-Timing", ""))
        if timing is None:
            raise ValueError(f"{method} {path} says no time: status {response.status}")
        return Answer(response.status, words, float(timing[1]))
