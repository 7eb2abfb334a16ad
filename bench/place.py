"""A place to measure in: a data folder, a database and free ports of its own, and the processes started there."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench" / "out"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
DURABLE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=60 -c shared_buffers=256MB"
SECRET = "only-for-measuring-only-for-measuring-only"


class NotInTime(AssertionError):
    """Something that was waited for did not come in time."""


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def settings_for(database: str) -> Iterator[dict[str, str]]:
    """The environment of a new, empty place; everything in it is gone afterwards. PostgreSQL keeps its commits safe."""
    with tempfile.TemporaryDirectory(prefix="rapport-bench-") as data, contextlib.ExitStack() as stack:
        chosen = {
            "RAPPORT_DATA": data,
            "RAPPORT_PORT": str(free_port()),
            "RAPPORT_SMTP_PORT": str(free_port()),
            "RAPPORT_SECRET_KEY": SECRET,
            "RAPPORT_PLAIN_STATIC": "yes",
            "RAPPORT_LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "rapport.config.settings",
        }
        if database == POSTGRESQL:
            from tests.postgres import server

            chosen["RAPPORT_DATABASE_URL"] = stack.enter_context(server(DURABLE))
        yield chosen


def environment(chosen: dict[str, str]) -> dict[str, str]:
    """The same on top of this process's own, without what it was told about other places."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("RAPPORT_")}
    corpora = {name: os.environ[name] for name in ("RAPPORT_CORPORA",) if name in os.environ}
    return own | corpora | chosen


@dataclass
class Processes:
    """Our own commands, running in this place; each writes its log into the data folder."""

    data: Path
    more: dict[str, str] = field(default_factory=dict)
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start one command of `rapport`."""
        return self.start_python("-m", "rapport.interfaces.cli.main", *command)

    def start_python(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a Python of this environment."""
        log = (self.data / "processes.log").open("ab")
        process = subprocess.Popen(
            [sys.executable, *words], env=os.environ | self.more, stdout=log, stderr=log, cwd=ROOT
        )
        self.running.append(process)
        return process

    def web(self, application: str = "rapport.config.wsgi:application", *, threads: int = 4) -> subprocess.Popen[bytes]:
        """The web server as `rapport serve` starts it, with one worker."""
        process = self.start_python(
            *("-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning", "--host", "127.0.0.1"),
            *("--port", os.environ["RAPPORT_PORT"], "--workers", "1", "--blocking-threads", str(threads)),
            application,
        )
        wait_for_port(int(os.environ["RAPPORT_PORT"]))
        return process

    def stop(self) -> None:
        """Ask all to stop, and end those that do not."""
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running.clear()


@contextlib.contextmanager
def processes(**more: str) -> Iterator[Processes]:
    """Processes of this place, stopped afterwards; what they said last is told where the measurement breaks off."""
    started = Processes(Path(os.environ["RAPPORT_DATA"]), more)
    try:
        yield started
    except Exception:
        with contextlib.suppress(OSError):
            print("".join((started.data / "processes.log").read_text(errors="replace").splitlines(True)[-20:]))
        raise
    finally:
        started.stop()


def wait_for_port(port: int, *, seconds: float = 30) -> None:
    """Return when somebody listens there."""

    def open_() -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        return False

    wait_until(open_, seconds=seconds, what=f"a listener on port {port}")


def wait_until(done: Callable[[], bool], *, seconds: float, what: str, every: float = 0.05) -> float:
    """Look again and again until it is so; returns how long it took, or fails with words."""
    began = time.monotonic()
    while not done():
        if time.monotonic() - began > seconds:
            raise NotInTime(f"{what} did not come within {seconds:.0f} seconds")
        time.sleep(every)
    return time.monotonic() - began
