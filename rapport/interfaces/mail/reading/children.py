"""Long-lived children that read mail, each mail under its own limits, so that a poison message holds up nobody."""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import selectors
import subprocess
import sys
import time
from collections import deque
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any

from rapport.interfaces.mail.reading.child import HEAD
from rapport.interfaces.mail.reading.parse import DEFAULT_LIMITS, read
from rapport.interfaces.mail.reading.types import Limits, ReadMail, Unreadable

READ = "rapport.interfaces.mail.reading.parse:read"
Waiting = tuple[Hashable, bytes, str | None]
Outcome = tuple[Hashable, ReadMail | Unreadable]

_ROOT = str(Path(__file__).resolve().parents[4])
_CHUNK = 256 * 1024
_AHEAD_BYTES = 48 * 1024  # what fits a pipe unread: small mails are handed over early, so that no child waits
_AHEAD = 8
_START_SECONDS = 60.0
_TIME_USED = "Reading this mail used its whole time ({seconds} seconds) and was stopped."
_CHILD_ENDED = "Reading this mail ended its reader: it used its whole time or more memory than one mail may use."


def read_here(raw: bytes, *, envelope_from: str | None = None) -> ReadMail:
    """Read one mail in this process, without the limits on time and memory."""
    return read(raw, envelope_from=envelope_from)


class ReadersDoNotStart(Exception):
    """The children end before they read anything: a fault of this installation, not of any mail."""

    def __init__(self) -> None:
        super().__init__(
            "The program that reads mail does not start. No mail is lost: all of it waits and is read later. "
            "Ask your operator to run `rapport doctor`."
        )


class Readers:
    """Children that read mails side by side. `work` names the function they run: `module:function`."""

    def __init__(
        self,
        *,
        count: int = 2,
        cpu_seconds: int = 10,
        memory_mb: int = 512,
        wall_seconds: float | None = None,
        limits: Limits = DEFAULT_LIMITS,
        trusted: tuple[str, ...] = (),
        work: str = READ,
    ) -> None:
        self.wall_seconds = wall_seconds or cpu_seconds * 1.5
        self.limits = limits
        self.keywords: dict[str, Any] = {"limits": limits, "trusted": trusted}
        self._arguments = [work, str(cpu_seconds), str(memory_mb)]
        self._children = [_Child(self._arguments) for _ in range(count)]

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all children."""
        for child in self._children:
            child.end()
        self._children = []

    def read_many(self, raws: Iterable[Waiting]) -> Iterator[Outcome]:
        """Read (key, raw, envelope_from) side by side; outcomes come as they are done, one for each mail."""
        waiting = deque(raws)
        try:
            while waiting or any(child.pending for child in self._children):
                yield from self._refused(waiting)
                self._hand_out(waiting)
                yield from self._collect(waiting)
        finally:
            for place, child in enumerate(self._children):
                if child.pending:  # the caller stopped early: what is still being read belongs to nobody
                    self._renew(place)

    def _refused(self, waiting: deque[Waiting]) -> Iterator[Outcome]:
        """Mails too large to read never reach a child."""
        while waiting and len(waiting[0][1]) > self.limits.size:
            key, raw, _ = waiting.popleft()
            try:
                read(raw, limits=self.limits)
            except Unreadable as refusal:
                yield key, refusal

    def _hand_out(self, waiting: deque[Waiting]) -> None:
        """First one mail for each idle child, then small ones ahead of need, evenly."""
        for depth in range(_AHEAD):
            for place, child in enumerate(self._children):
                if not waiting or len(waiting[0][1]) > self.limits.size:
                    return
                if len(child.pending) != depth or (depth and not child.has_room(waiting[0])):
                    continue
                if not child.give(waiting[0], self.keywords):
                    self._retry(place, waiting)
                    continue
                waiting.popleft()

    def _retry(self, place: int, waiting: deque[Waiting]) -> None:
        """A child that ended between two mails is replaced; what it had not begun is read by the next."""
        waiting.extendleft(reversed(self._children[place].pending))
        self._renew(place)

    def _collect(self, waiting: deque[Waiting]) -> Iterator[Outcome]:
        busy = {child: place for place, child in enumerate(self._children) if child.pending}
        if not busy:
            return
        began = time.monotonic()
        ready = _readable(list(busy), min(self._left(child) for child in busy))
        waited = time.monotonic() - began
        for child, place in busy.items():
            child.waited += waited
            if child in ready:
                yield from self._receive(child, place, waiting)
            elif self._left(child) <= 0:
                if not child.is_ready:
                    raise ReadersDoNotStart
                seconds = f"{self.wall_seconds:g}"
                yield from self._give_up(child, place, waiting, _TIME_USED.format(seconds=seconds))

    def _left(self, child: _Child) -> float:
        """Seconds this child still has for its mail; a busy machine may take long to start one."""
        return (self.wall_seconds if child.is_ready else max(self.wall_seconds, _START_SECONDS)) - child.waited

    def _receive(self, child: _Child, place: int, waiting: deque[Waiting]) -> Iterator[Outcome]:
        try:
            answers = child.answers()
        except (EOFError, pickle.UnpicklingError):
            if not child.is_ready:
                raise ReadersDoNotStart from None
            yield from self._give_up(child, place, waiting, _CHILD_ENDED)
            return
        child.waited = 0.0
        for kind, value in answers:
            key = child.pending.popleft()[0]
            yield key, Unreadable(value) if kind == "unreadable" else value

    def _give_up(self, child: _Child, place: int, waiting: deque[Waiting], reason: str) -> Iterator[Outcome]:
        """The first mail the child had is the one to blame; the others are read by its successor."""
        if not child.pending:
            self._renew(place)
            return
        key = child.pending.popleft()[0]
        self._retry(place, waiting)
        yield key, Unreadable(reason)

    def _renew(self, place: int) -> None:
        self._children[place].end()
        self._children[place] = _Child(self._arguments)


class _Child:
    """One child process, what it was given, and what it has answered so far."""

    def __init__(self, arguments: list[str]) -> None:
        self.pending: deque[Waiting] = deque()
        self.waited = 0.0
        self.is_ready = False
        self._received = bytearray()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "rapport.interfaces.mail.reading.child", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            close_fds=True,
            env=_environment(),
        )

    def has_room(self, mail: Waiting) -> bool:
        return sum(len(raw) for _, raw, _ in self.pending) + len(mail[1]) <= _AHEAD_BYTES

    def give(self, mail: Waiting, keywords: dict[str, Any]) -> bool:
        """Hand over one mail; False when the child is gone."""
        _, raw, envelope_from = mail
        message = pickle.dumps((raw, {**keywords, "envelope_from": envelope_from}), protocol=5)
        assert self._process.stdin is not None
        try:
            _write(self._process.stdin.fileno(), HEAD.pack(len(message)) + message)
        except OSError:
            return False
        if not self.pending:
            self.waited = 0.0
        self.pending.append(mail)
        return True

    def fileno(self) -> int:
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def answers(self) -> list[tuple[str, Any]]:
        """The answers that are complete by now; EOFError when the child ended before giving one."""
        chunk = os.read(self.fileno(), _CHUNK)
        if not chunk:
            raise EOFError
        self._received += chunk
        found = []
        while len(self._received) >= HEAD.size:
            end = HEAD.size + HEAD.unpack_from(self._received)[0]
            if len(self._received) < end:
                break
            found.append(_unpickled(bytes(self._received[HEAD.size : end])))
            del self._received[:end]
        if found and not self.is_ready:
            self.is_ready = True
            return found[1:]
        return found

    def end(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()


class _Facts(pickle.Unpickler):
    """Answers hold our own frozen facts and moments, and may name nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "rapport.interfaces.mail.reading.types" or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a mail that was read")


_PLAIN = {("datetime", "datetime"), ("datetime", "timezone"), ("datetime", "timedelta")}


def _unpickled(answer: bytes) -> tuple[str, Any]:
    return _Facts(io.BytesIO(answer)).load()


def _readable(children: list[_Child], seconds: float) -> set[_Child]:
    with selectors.DefaultSelector() as selector:
        for child in children:
            selector.register(child, selectors.EVENT_READ)
        return {key.fileobj for key, _ in selector.select(max(0.0, seconds))}  # type: ignore[misc]


def _write(pipe: int, message: bytes) -> None:
    left = memoryview(message)
    while left:
        left = left[os.write(pipe, left) :]


def _environment() -> dict[str, str]:
    """Only what Python needs to start: the parent's secrets stay with the parent."""
    return {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": _ROOT, "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
