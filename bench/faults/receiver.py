"""A smarthost that misbehaves on purpose and writes down every message it was sent and what it answered."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

ACCEPT, CLOSE_421, LATER_450, LATER_450_AFTER = "accept", "421", "450", "450 after DATA"
HANG, DROP = "hang after DATA", "drop before 250"
FAULTS = (CLOSE_421, LATER_450, LATER_450_AFTER, HANG, DROP)
WEIGHTS = (3, 3, 3, 1, 3)
HANG_SECONDS = 60.0
MESSAGE_ID = re.compile(rb"^message-id:[ \t\r\n]*(<[^>]+>)", re.I | re.M)
IN_REPLY_TO = re.compile(rb"^in-reply-to:[ \t\r\n]*(<[^>]+>)", re.I | re.M)
AUTOMATIC = re.compile(rb"^auto-submitted:[ \t]*auto", re.I | re.M)


@dataclass(frozen=True)
class Entry:
    """One message as it was received: its bytes by hash, and what was answered."""

    at: float
    message_id: str
    sha256: str
    in_reply_to: str
    automatic: bool
    mode: str
    answered: int | None


@dataclass
class Receiver:
    """Takes mail on a port of its own, in a thread; `share` of all messages meet a fault, drawn from the seed."""

    seed: int
    share: float = 0.0
    refused: Collection[str] = ()
    log: list[Entry] = field(default_factory=list)
    port: int = 0
    met: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def __enter__(self) -> Receiver:
        self._thread.start()
        if not self._ready.wait(10):
            raise TimeoutError("the receiver did not begin to listen")
        return self

    def __exit__(self, *_: object) -> None:
        self._call(self._stop.set)
        self._thread.join(10)

    def away(self, seconds: float) -> None:
        """Refuse connections for a while and break those that are open."""
        asyncio.run_coroutine_threadsafe(self._away(seconds), self._loop).result(seconds + 10)

    def answered(self, code: int = 250) -> list[Entry]:
        """The messages this receiver answered so."""
        return [entry for entry in self.log if entry.answered == code]

    def _call(self, action: Callable[[], object]) -> None:
        self._loop.call_soon_threadsafe(action)

    async def _run(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._open: set[asyncio.StreamWriter] = set()
        await self._listen()
        self._ready.set()
        await self._stop.wait()
        await self._shut()

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._session, "127.0.0.1", self.port, limit=2**20)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _shut(self) -> None:
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()

    async def _away(self, seconds: float) -> None:
        await self._shut()
        await asyncio.sleep(seconds)
        await self._listen()

    async def _session(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            await _Session(self, reader, writer).serve()
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the other side was killed, or we end: that is what is being tried
        finally:
            self._open.discard(writer)
            writer.transport.abort()

    def draw(self) -> str:
        """What happens to the next message."""
        faulty = self._chance.random() < self.share
        mode = self._chance.choices(FAULTS, WEIGHTS)[0] if faulty else ACCEPT
        self.met[mode] += 1
        return mode

    def note(self, raw: bytes, mode: str, answered: int | None) -> None:
        """Write one line of the log."""
        head = raw.partition(b"\r\n\r\n")[0]
        names = _one_id(MESSAGE_ID.search(head)), hashlib.sha256(raw).hexdigest(), _one_id(IN_REPLY_TO.search(head))
        self.log.append(Entry(time.time(), *names, bool(AUTOMATIC.search(head)), mode, answered))


class _Session:
    """One connection."""

    def __init__(self, receiver: Receiver, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.receiver, self.reader, self.writer = receiver, reader, writer
        self.mode, self.recipients = ACCEPT, 0

    async def serve(self) -> None:
        await self._say("220 receiver ESMTP")
        while line := await self.reader.readline():
            words = line.decode("utf-8", "replace").strip()
            if not await self._follow(words, words[:4].upper()):
                return

    async def _follow(self, words: str, verb: str) -> bool:
        """Answer one command; False ends the connection."""
        if verb == "MAIL":
            self.mode, self.recipients = self.receiver.draw(), 0
            if self.mode == CLOSE_421:
                await self._say("421 4.3.2 closing, try again later")
                return False
        elif verb == "RCPT":
            return await self._recipient(words)
        elif verb == "DATA":
            return await self._data()
        elif verb == "QUIT":
            await self._say("221 bye")
            return False
        await self._say("250 ok")
        return True

    async def _recipient(self, words: str) -> bool:
        if any(f"<{address}>" in words for address in self.receiver.refused):
            await self._say("550 5.1.1 nobody here has this address")
        elif self.mode == LATER_450:
            await self._say("450 4.2.0 the mailbox is busy, try again later")
        else:
            self.recipients += 1
            await self._say("250 ok")
        return True

    async def _data(self) -> bool:
        if not self.recipients:
            await self._say("503 5.5.1 no recipients")
            return True
        await self._say("354 go on")
        raw = (await self.reader.readuntil(b"\r\n.\r\n"))[:-3]
        code = {ACCEPT: 250, LATER_450_AFTER: 450}.get(self.mode)
        if code is None:
            self.receiver.note(raw, self.mode, None)
            if self.mode == HANG:
                await self._until_they_hang_up()
            return False
        self.receiver.note(raw, self.mode, code)
        await self._say("250 2.0.0 taken" if code == 250 else "450 4.3.0 not now, try again later")
        return True

    async def _until_they_hang_up(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.reader.read(), HANG_SECONDS)

    async def _say(self, words: str) -> None:
        self.writer.write(f"{words}\r\n".encode())
        await self.writer.drain()


def _one_id(found: re.Match[bytes] | None) -> str:
    return found[1].decode("utf-8", "replace") if found else ""


def repeats(entries: Sequence[Entry]) -> int:
    """How many of these messages were there before."""
    return len(entries) - len({entry.message_id for entry in entries})
