"""A demo served for real and a Chromium to look at it, for browser tests and pictures."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

BIN = Path(sys.executable).parent
READY = "RAPPORT_DEMO_READY"
PATIENCE = 600  # seconds; making the demo takes minutes on a small machine
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@dataclass
class Served:
    """A running demo: its address and a sign-in link for each role."""

    base: str
    data: Path
    links: dict[str, str] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)

    def at(self, address: str) -> str:
        """The whole address of a page; `{questions}` is the one a letter of this kind leads to."""
        return self.base + address.format(**self.letters)


def chromium() -> str | None:
    """Debian's Chromium, where it is installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def demo(data: Path) -> Iterator[Served]:
    """`rapport run` in a folder of its own, stopped afterwards; READY names a folder made before."""
    port = free_port()
    environment = os.environ | {
        "RAPPORT_DATA": str(data),
        "RAPPORT_PORT": str(port),
        "RAPPORT_SMTP_PORT": str(free_port()),
        "RAPPORT_PLAIN_STATIC": "",
        "RAPPORT_UNDO_SECONDS": "15",
        "PYTHONUNBUFFERED": "1",
    }
    for mine in ("RAPPORT_DATABASE_URL", "RAPPORT_SECRET_KEY"):  # the tests' own; the folder holds the demo's
        environment.pop(mine, None)
    ready = os.environ.get(READY)
    if ready:
        shutil.copytree(ready, data, dirs_exist_ok=True, ignore=shutil.ignore_patterns("worker.lock", "static"))
    log = data / "run.log"
    with log.open("w") as out:
        process = subprocess.Popen([str(BIN / "rapport"), "run"], env=environment, stdout=out, stderr=out)
        try:
            served = Served(f"http://127.0.0.1:{port}", data)
            _wait(served, log, process)
            yield served
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(served: Served, log: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(4 * PATIENCE):
        if process.poll() is not None:
            raise RuntimeError(f"rapport run ended: {log.read_text()[-2000:]}")
        if "Ctrl-C stops everything." in log.read_text():  # said once pages and mail are answered
            urllib.request.urlopen(f"{served.base}/healthz", timeout=10).read()
            break
        time.sleep(0.25)
    else:
        raise RuntimeError(f"rapport run did not answer within {PATIENCE} seconds: {log.read_text()[-2000:]}")
    for line in log.read_text().splitlines():
        if "/demo/" in line:
            served.links[line.strip().split("  ")[0].strip().lower()] = line.split()[-1]


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        try:
            yield opened
        finally:
            opened.close()


def sign_in(context: BrowserContext, served: Served, role: str) -> None:
    """Open the role's link and press its one button."""
    page = context.new_page()
    page.goto(served.links[role])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    page.close()


def lead_home(context: BrowserContext, served: Served) -> None:
    """Letters written before the demo was copied name the address it had then: such a link leads to where it is now."""

    def home(route: Route) -> None:
        to = urlsplit(route.request.url)
        route.fulfill(status=302, headers={"Location": f"{served.base}{to.path}?{to.query}"})

    context.route(lambda url: "/answer/" in url and not url.startswith(served.base), home)


def collect_letters(context: BrowserContext, served: Served) -> None:
    """An agent finishes a ticket; then the addresses that only letters know: of the survey and the three questions."""
    page = context.new_page()
    page.goto(f"{served.base}/desk/queue/?view=team")
    page.locator("ol.rows a").first.click()
    page.locator("#reply").fill("It works again.")
    page.get_by_role("button", name="Send and finish").click()
    page.wait_for_load_state()
    served.letters["answer"] = _link_in(page, served, kind="a question", path="/answer/")
    served.letters["questions"] = _link_in(page, served, kind="closing", path="/questions/")
    page.close()


def _link_in(page: Page, served: Served, *, kind: str, path: str) -> str:
    """Where the newest letter of a kind leads, once the worker has written it."""
    for _ in range(60):
        page.goto(f"{served.base}/post/")
        letters = page.locator("ol.rows li", has_text=f"· {kind}")
        if letters.count():
            letters.first.locator("a").click()
            found = page.locator(f"pre.plain-mail a[href*='{path}']")
            if found.count():
                return urlsplit(found.first.get_attribute("href") or "").path
        page.wait_for_timeout(500)
    raise RuntimeError(f"no letter of the kind {kind} leads to {path}")
