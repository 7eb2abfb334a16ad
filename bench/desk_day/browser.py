"""One person's browser: a kept connection, cookies, forms as they stand in the page, and every answer timed twice.

What it asks for, when it says so, and what it takes for an error is written down in a `Record` all browsers share.
"""

from __future__ import annotations

import html
import http.client
import re
import select
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from bench.web import TIMING

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
SHOWN_AS_SENT = 200  # letters of a page that was not expected are kept for whoever looks for the cause
PATIENCE = 30
BOUNDARY = "----rapport-desk-day"


class Unexpected(Exception):
    """The server answered otherwise than a page of ours may; it is in the record, and this turn ends here."""


@dataclass(frozen=True)
class Page:
    """What came back: its status, where it leads on, and its words."""

    status: int
    location: str
    body: str

    def form(self, action: str) -> dict[str, str]:
        """The hidden fields of the form that is sent there."""
        begins = self.body.find(f'action="{action}"')
        if begins < 0:
            raise Unexpected(f"no form leads to {action}")
        return {n: html.unescape(v) for n, v in HIDDEN.findall(self.body[begins : self.body.find("</form>", begins)])}

    def box(self) -> str:
        """What stands in the answer box, as a browser reads it."""
        found = re.search(r"<textarea[^>]*data-draft[^>]*>(.*?)</textarea>", self.body, re.DOTALL)
        return html.unescape(found[1]).replace("\r\n", "\n") if found else ""


@dataclass(frozen=True)
class Asked:
    """One request as it goes out, but for what every request carries."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]


class Record:
    """Times by kind of request, what was not expected, and what was counted beside; safe among threads."""

    def __init__(self) -> None:
        self.took: dict[str, list[tuple[float, float]]] = defaultdict(list)  # milliseconds: here, and the server's own
        self.faults: list[str] = []
        self.counted: Counter[str] = Counter()
        self._lock = threading.Lock()

    def timed(self, kind: str, here: float, server: float) -> None:
        """One request and how long it took."""
        with self._lock:
            self.took[kind].append((here, server))

    def fault(self, words: str) -> None:
        """Something that must not happen."""
        with self._lock:
            self.faults.append(words)

    def count(self, what: str) -> None:
        """One more of these."""
        with self._lock:
            self.counted[what] += 1


class Browser:
    """Asks as a browser does; `script` marks what the page's own script sends."""

    def __init__(self, port: int, session: str, record: Record) -> None:
        self._port, self._record = port, record
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._cookies = {"sessionid": session}

    def get(self, kind: str, path: str, *, script: bool = False) -> Page:
        """Read one page."""
        return self._ask(kind, Asked("GET", path, b"", {"X-Requested-With": "script"} if script else {}), (200,))

    def tell(self, kind: str, path: str, token: str, **words: str) -> Page:
        """What the script of a page posts while somebody looks at it."""
        more = {"X-CSRFToken": token, "X-Requested-With": "script", "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask(kind, Asked("POST", path, urlencode(words).encode(), more), (200,))

    def send(self, kind: str, path: str, fields: dict[str, str], *, expected: Sequence[int] = (302,)) -> Page:
        """Send a form; line ends become those of the web, as in every browser."""
        sent = {name: value.replace("\n", "\r\n") for name, value in fields.items()}
        more = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask(kind, Asked("POST", path, urlencode(sent).encode(), more), expected)

    def send_with_files(
        self, kind: str, path: str, fields: dict[str, str], *, expected: Sequence[int] = (302,)
    ) -> Page:
        """Send a form that could hold files and holds none."""
        parts = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        more = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return self._ask(kind, Asked("POST", path, f"{parts}--{BOUNDARY}--\r\n".encode(), more), expected)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _ask(self, kind: str, asked: Asked, expected: Sequence[int]) -> Page:
        own = f"http://127.0.0.1:{self._port}"
        headers = {"Cookie": "; ".join(f"{n}={v}" for n, v in self._cookies.items()), "Origin": own, "Referer": own}
        self._hang_up_if_closed()
        began = time.perf_counter()
        try:
            self._connection.request(asked.method, asked.path, body=asked.body or None, headers=headers | asked.headers)
            answer = self._connection.getresponse()
            words = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()  # the next request takes a new one
            self._record.fault(f"{kind}: {asked.method} {asked.path} got no answer: {error!r}")
            raise Unexpected(kind) from error
        here = (time.perf_counter() - began) * 1000
        self._taste(answer.headers.get_all("Set-Cookie") or [])
        timing = TIMING.search(answer.headers.get("Server-Timing", ""))
        self._record.timed(kind, here, float(timing[1]) if timing else here)
        if answer.status not in expected:
            said = " ".join(re.sub(r"<[^>]+>", " ", words[words.find("<main") :]).split())[:SHOWN_AS_SENT]
            self._record.fault(f"{kind}: {asked.method} {asked.path} was answered {answer.status}: {said}")
            raise Unexpected(kind)
        return Page(answer.status, answer.headers.get("Location", ""), words)

    def _hang_up_if_closed(self) -> None:
        """The server closes connections that rest for half a minute; every browser notices before it asks again."""
        line = self._connection.sock
        if line is not None and select.select([line], [], [], 0)[0]:
            self._connection.close()

    def _taste(self, set_cookies: Sequence[str]) -> None:
        for one in set_cookies:
            for name, morsel in SimpleCookie(one).items():
                if morsel.value and morsel["max-age"] != 0:
                    self._cookies[name] = morsel.value
                else:
                    self._cookies.pop(name, None)
