"""The SMTP door: takes mail for the desk's mailboxes only, and says 250 only when the row is committed."""

from __future__ import annotations

import asyncio
import signal
import uuid
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connection, connections

from rapport.interfaces.mail.addressees import Addressee, Addressees, Row, Unreachable
from rapport.interfaces.mail.committing import Committer, NotTaken
from rapport.interfaces.mail.refused import Refusals
from rapport.interfaces.mail.taking import Arrival

LONGEST_LINE = 256 * 1024
MOST_RECIPIENTS = 1_000
CONNECTIONS_PER_ADDRESS = 20
MAILS_PER_MINUTE = 120
MOST_REMEMBERED = 10_000
IDLE_SECONDS = 120
SECONDS_BETWEEN_COUNTS = 1.0
SECONDS_BETWEEN_TRIES = 15.0  # while the database is away
LOOPBACK = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})

log = structlog.get_logger(__name__)

LATER = "451 4.3.0 Your message was not taken: our database does not answer. Please try again later."
NOT_OURS = "550 5.1.1 Nobody here has this address, and mail is not passed on."
TOO_MANY_RECIPIENTS = f"452 4.5.3 Too many recipients: at most {MOST_RECIPIENTS} in one message."
TOO_FAST = "450 4.7.1 Too many messages from your address in one minute. Please try again later."
TOO_MANY = "421 4.7.0 Too many connections from your address. Please try again later."
TOO_MUCH = "552 5.3.4 Your message is larger than we take."


@dataclass
class Doorman:
    """Counts connections and messages by address; our own machine has no limits."""

    clock: Callable[[], float]

    def __post_init__(self) -> None:
        self.open: Counter[str] = Counter()
        self.moments: dict[str, deque[float]] = defaultdict(deque)

    def enters(self, address: str) -> bool:
        """Count a connection; False when the address has too many."""
        self.open[address] += 1
        return address in LOOPBACK or self.open[address] <= CONNECTIONS_PER_ADDRESS

    def leaves(self, address: str) -> None:
        """A connection of this address has ended."""
        self.open[address] -= 1
        if self.open[address] <= 0:
            del self.open[address]

    def may_bring(self, address: str) -> bool:
        """Count a message; False when the address brought too many within a minute."""
        if address in LOOPBACK:
            return True
        now = self.clock()
        if len(self.moments) > MOST_REMEMBERED:
            self.moments.clear()
        moments = self.moments[address]
        while moments and now - moments[0] > 60:
            moments.popleft()
        if len(moments) >= MAILS_PER_MINUTE:
            return False
        moments.append(now)
        return True


class Door:
    """What happens at each step of a session; the hooks have the names that aiosmtpd calls."""

    def __init__(self, addressees: Addressees, committer: Committer, doorman: Doorman, *, lmtp: bool = False) -> None:
        self.addressees = addressees
        self.committer = committer
        self.doorman = doorman
        self.lmtp = lmtp
        self.refusals = Refusals()
        self._saving: asyncio.TimerHandle | None = None
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail-addressees")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take recipients we know; nothing is passed on to others."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY_RECIPIENTS
        try:
            found = await self._find(address)
        except Unreachable:
            return LATER
        if found is None:
            return NOT_OURS
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Commit the delivery, then say so."""
        answer = await self._take(session, envelope)
        return "\r\n".join([answer] * len(envelope.rcpt_tos)) if self.lmtp else answer

    async def handle_exception(self, error: Exception) -> str:
        """A fault of ours is never the sender's: they try again."""
        log.warning("mail session failed", error=type(error).__name__)
        return "451 4.3.0 Something went wrong here; your message was not taken. Please try again later."

    def answered(self, answer: str, address: str) -> None:
        """Note every refusal; those of one moment are counted in the database together."""
        if self.refusals.note(answer, address):
            self._save_in(SECONDS_BETWEEN_COUNTS)

    async def close(self) -> None:
        """Commit what is there and give back the connections to the database."""
        await self.committer.stop()
        if self._saving is not None:
            self._saving.cancel()
        await asyncio.get_running_loop().run_in_executor(self._reader, self.refusals.save)
        await asyncio.get_running_loop().run_in_executor(self._reader, connections.close_all)
        self._reader.shutdown(wait=True)

    def _save_in(self, seconds: float) -> None:
        if self._saving is None:
            self._saving = asyncio.get_running_loop().call_later(seconds, self._save_refusals)

    def _save_refusals(self) -> None:
        """What could not be counted, as the database was away, is tried again: perhaps nothing more is refused."""
        self._saving = None
        saved = asyncio.get_running_loop().run_in_executor(self._reader, self.refusals.save)
        saved.add_done_callback(self._save_again)

    def _save_again(self, saved: asyncio.Future[None]) -> None:
        if self.refusals.waiting:
            self._save_in(SECONDS_BETWEEN_TRIES)

    async def _take(self, session: Session, envelope: Envelope) -> str:
        if not self.doorman.may_bring(_address(session.peer)):
            return TOO_FAST
        try:
            to = await self._find(envelope.rcpt_tos[0])
            await self.committer.commit(_arrival(envelope, to or Addressee(None, None)))
        except (NotTaken, Unreachable):
            return LATER
        return "250 2.0.0 Taken"

    async def _find(self, address: str) -> Addressee | None:
        return await asyncio.get_running_loop().run_in_executor(self._reader, self.addressees.find, address)


class _Limits:
    """Mixed into aiosmtpd's sessions: connections by address, and a cap on what one message may send."""

    line_length_limit = LONGEST_LINE
    event_handler: Door
    _inside = ""
    _since_last = 0

    def connection_made(self, transport: Any) -> None:
        self._inside = _address(transport.get_extra_info("peername"))
        if not self.event_handler.doorman.enters(self._inside):
            self.event_handler.answered(TOO_MANY, self._inside)
            transport.write(f"{TOO_MANY}\r\n".encode())
            transport.close()
        super().connection_made(transport)  # type: ignore[misc]

    def connection_lost(self, error: Exception | None) -> None:
        self.event_handler.doorman.leaves(self._inside)
        super().connection_lost(error)  # type: ignore[misc]

    def data_received(self, data: bytes) -> None:
        self._since_last += len(data)
        if self._since_last > settings.LARGEST_MAIL * 3 // 2 + LONGEST_LINE:  # an endless line is never drained
            self.event_handler.answered(TOO_MUCH, self._inside)
            self.transport.write(f"{TOO_MUCH}\r\n".encode())  # type: ignore[attr-defined]
            self.transport.close()  # type: ignore[attr-defined]
            return
        super().data_received(data)  # type: ignore[misc]

    async def push(self, status: Any) -> None:
        self.event_handler.answered(
            status.decode("ascii", "replace") if isinstance(status, bytes) else status, self._inside
        )
        await super().push(status)  # type: ignore[misc]

    def _set_post_data_state(self) -> None:
        self._since_last = 0
        super()._set_post_data_state()  # type: ignore[misc]


class SmtpSession(_Limits, SMTP):
    """One SMTP session."""


class LmtpSession(_Limits, LMTP):
    """One LMTP session: an answer for each recipient."""


async def open_door(
    *, host: str, port: int, rows: Callable[[], Sequence[Row]], lmtp: bool = False
) -> tuple[asyncio.Server, Door]:
    """Listen; port 0 takes any free port."""
    loop = asyncio.get_running_loop()
    committer = Committer()
    committer.start()
    door = Door(Addressees(rows), committer, Doorman(loop.time), lmtp=lmtp)
    kind = LmtpSession if lmtp else SmtpSession

    def session() -> SMTP:
        return kind(
            door,
            data_size_limit=settings.LARGEST_MAIL,
            enable_SMTPUTF8=True,
            ident="Rapport",
            hostname=settings.MAIL_DOMAIN,
            timeout=IDLE_SECONDS,
            loop=loop,
        )

    return await loop.create_server(session, host=host, port=port, backlog=512), door


def run() -> None:
    """Listen until SIGTERM or Ctrl-C."""
    asyncio.run(_listen())


async def _listen() -> None:
    stop = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stop.set)
    server, door = await open_door(
        host=settings.SMTP_HOST,
        port=settings.SMTP_PORT,
        rows=mailbox_rows,
        lmtp=getattr(settings, "LMTP", False),
    )
    log.info("listening for mail", host=settings.SMTP_HOST, port=settings.SMTP_PORT)
    await stop.wait()
    server.close()
    await door.close()


def mailbox_rows() -> list[Row]:
    """The addresses of all mailboxes, with mailbox and organisation."""
    from rapport.domains.desk import queries as desk
    from rapport.foundation.actors import system

    try:
        return list(desk.mailbox_addresses(system()))
    except Exception:
        connection.close()
        raise


def _arrival(envelope: Envelope, to: Addressee) -> Arrival:
    raw = envelope.original_content or b""
    return Arrival(
        raw=raw,
        envelope_from=envelope.mail_from or "",
        envelope_to=tuple(envelope.rcpt_tos),
        source_key=f"smtp:{uuid.uuid4().hex}",
        mailbox_id=to.mailbox_id,
        organisation_id=to.organisation_id,
    )


def _address(peer: Any) -> str:
    return str(peer[0]) if isinstance(peer, tuple | list) and peer else "127.0.0.1"
