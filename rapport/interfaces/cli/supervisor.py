"""The supervisor: starts web, worker, listener and fetcher, restarts what dies, and stops all of them cleanly."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.db import connections

from rapport.interfaces.cli.refusals import Refused

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY_AFTER = 60.0
LOOK_SECONDS = 0.2
STOP_SECONDS = 25.0
PR_SET_PDEATHSIG = 1

log = structlog.get_logger(__name__)


@dataclass
class Child:
    """One part that must run: its command, its process, and when it may be started again."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    not_before: float = 0.0

    def look(self, now: float) -> None:
        """Start it when it does not run; each quick death doubles the pause before the next start."""
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            self._note_death(now)
        if now >= self.not_before:
            # The supervisor has one thread, so preexec_fn is safe here.
            self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: PLW1509
            self.started = now

    def _note_death(self, now: float) -> None:
        assert self.process is not None
        self.pause = FIRST_PAUSE if now - self.started > STEADY_AFTER else min(self.pause * 2, LONGEST_PAUSE)
        self.not_before = now + self.pause
        log.warning("part died", part=self.name, status=self.process.returncode, again_in=self.pause)
        self.process = None


def refuse_busy_ports() -> None:
    """Say so before anything starts when another program has one of our ports."""
    if settings.PORT == settings.SMTP_PORT and settings.HOST == settings.SMTP_HOST:
        raise Refused(
            f"RAPPORT_PORT and RAPPORT_SMTP_PORT are both {settings.PORT}, and a port serves one of them only. "
            "Nothing was started. Set one of them to another port."
        )
    _refuse_busy("web pages", "RAPPORT_PORT", settings.HOST, settings.PORT)
    _refuse_busy("mail", "RAPPORT_SMTP_PORT", settings.SMTP_HOST, settings.SMTP_PORT)


def run(welcome: Callable[[], None]) -> None:
    """Run all parts until SIGTERM or Ctrl-C; the welcome is said once pages and mail are answered."""
    stop = threading.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())
    connections.close_all()
    supervise(parts(), stopped=stop.is_set, wait=stop.wait, welcome=welcome)


def supervise(
    children: Sequence[Child],
    *,
    stopped: Callable[[], bool],
    wait: Callable[[float], object],
    welcome: Callable[[], None] | None = None,
) -> None:
    """Keep the children running until told to stop."""
    try:
        while not stopped():
            for child in children:
                child.look(time.monotonic())
            if welcome is not None and answered():
                welcome()
                connections.close_all()
                welcome = None
            wait(LOOK_SECONDS)
    finally:
        _stop([child.process for child in children if child.process is not None])


def answered() -> bool:
    """Whether somebody answers at the ports of pages and of mail: an address printed earlier would be refused."""
    try:
        for host, port in ((settings.HOST, settings.PORT), (settings.SMTP_HOST, settings.SMTP_PORT)):
            socket.create_connection((host, port), timeout=LOOK_SECONDS).close()
    except OSError:
        return False
    return True


def parts() -> list[Child]:
    """What runs: the web server and our own commands beside it."""
    ours = [sys.executable, "-m", "rapport.interfaces.cli.main"]
    return [
        Child("web", _web()),
        Child("worker", [*ours, "worker"]),
        Child("listener", [*ours, "listen"]),
        Child("fetch", [*ours, "fetch"]),
    ]


def _web() -> list[str]:
    postgresql = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", settings.HOST, "--port", str(settings.PORT)),
        *("--workers", "2" if postgresql else "1", "--blocking-threads", "4", "--backlog", "1024"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "10", "rapport.config.wsgi:application"),
    ]


def _stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop; whoever has not finished in time is ended, and its jobs are released by the next worker."""
    for process in processes:
        process.terminate()
    ends = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(timeout=max(0.1, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _refuse_busy(what: str, setting: str, host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.getaddrinfo(host, port, family=family)
    except OSError:
        address = setting.removesuffix("PORT") + "HOST"
        raise Refused(
            f"{address} is {host}, which is not an address of this machine. Nothing was started. "
            f"Set it to 127.0.0.1, to 0.0.0.0 for every address, or leave it out."
        ) from None
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"Port {port} on {host}, meant for {what}, cannot be used: {os.strerror(error.errno or 0)}. "
                f"Nothing was started. Set {setting} to another port, or stop the program that has it."
            ) from None


def _die_with_parent() -> None:
    """On Linux a part ends with its supervisor even when that is killed, so that no port stays taken."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
