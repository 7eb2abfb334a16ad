"""IMAP: one mailbox, read in UID order without marking anything before it is stored."""

from __future__ import annotations

import contextlib
import email
import imaplib
import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import imap_tools

from rapport.foundation import outward

SECONDS = 20.0
LIST = 50
LIST_BYTES = 20 * 1024 * 1024
IMAPS_ENDING = 993
SIZE = re.compile(rb"\bUID (\d+)\b.*?\bRFC822\.SIZE (\d+)\b|\bRFC822\.SIZE (\d+)\b.*?\bUID (\d+)\b", re.S)
UID = re.compile(rb"\bUID (\d+)\b")
TOO_LARGE = "This message has {size} MB, which is more than this desk takes. It is still in the mailbox {user}."


class BrokenMailbox(Exception):
    """The mailbox cannot be read; the text says why, in words for whoever set it up."""


@dataclass(frozen=True)
class Account:
    """Where a mailbox is and how to open it."""

    host: str
    port: int
    user: str
    password: str


@dataclass(frozen=True)
class Found:
    """One message of a mailbox."""

    uid: int
    arrived_at: datetime
    raw: bytes


class _Pinned(imaplib.IMAP4):
    """Connects to the address that was checked; ports that end in 993 speak TLS from the start."""

    def __init__(self, target: outward.Target) -> None:
        self.target = target
        super().__init__(target.host, target.port, timeout=SECONDS)
        if target.port % 1000 != IMAPS_ENDING:
            self._secure_or_refuse()

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = socket.create_connection((self.target.address, self.target.port), timeout)
        if self.target.port % 1000 != IMAPS_ENDING:
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self.target.host)

    def _secure_or_refuse(self) -> None:
        if "STARTTLS" in self.capabilities:
            self.starttls(ssl.create_default_context())
        elif self.target.address not in {"127.0.0.1", "::1"}:
            raise BrokenMailbox(
                f"{self.target.host} offers no encryption on port {self.target.port}, so the password was not sent. "
                "Use port 993."
            )


class _Box(imap_tools.BaseMailBox):
    def __init__(self, target: outward.Target) -> None:
        self._target = target
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return _Pinned(self._target)


class OpenMailbox:
    """A mailbox that is open; use it in a `with` block."""

    def __init__(self, account: Account, *, largest: int) -> None:
        self.account, self.largest = account, largest
        try:
            self._box = _Box(outward.check(account.host, account.port))
            self._box.login(account.user, account.password, initial_folder="INBOX")
            status = self._box.folder.status("INBOX", ["UIDVALIDITY", "MESSAGES"])
        except (outward.Refused, BrokenMailbox) as error:
            raise BrokenMailbox(str(error)) from None
        except imap_tools.MailboxLoginError:
            raise BrokenMailbox(f"{account.host} does not accept this user and password.") from None
        except (OSError, imaplib.IMAP4.error, imap_tools.ImapToolsError) as error:
            raise BrokenMailbox(_why(account, error)) from None
        self.uidvalidity, self.count = int(status["UIDVALIDITY"]), int(status["MESSAGES"])

    def __enter__(self) -> OpenMailbox:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._box.logout()
        except (OSError, imaplib.IMAP4.error, imap_tools.ImapToolsError):
            with contextlib.suppress(OSError):  # it hung up already
                self._box.client.shutdown()

    def after(self, uid: int) -> Iterator[list[Found]]:
        """The messages after this one, oldest first, in lists that fit into memory."""
        answer = self._ask("SEARCH", None, f"UID {uid + 1}:*")
        uids = sorted(int(one) for line in answer if line for one in line.split())
        uids = [one for one in uids if one > uid]  # "*" always names the last message, even an old one
        for start in range(0, len(uids), LIST * 10):
            some = uids[start : start + LIST * 10]
            for group in self._groups(some):
                yield self._fetch(group)

    def mark_seen(self, uids: Sequence[int]) -> None:
        """Mark as read what is stored."""
        if uids:
            self._ask("STORE", ",".join(map(str, uids)), "+FLAGS.SILENT", r"(\Seen)")

    def _groups(self, uids: list[int]) -> Iterator[list[tuple[int, int]]]:
        sizes = self._sizes(uids)
        group: list[tuple[int, int]] = []
        total = 0
        for uid in uids:
            size = sizes.get(uid, 0)
            if group and (len(group) == LIST or total + size > LIST_BYTES):
                yield group
                group, total = [], 0
            group.append((uid, size))
            total += size
        if group:
            yield group

    def _sizes(self, uids: list[int]) -> dict[int, int]:
        answer = self._ask("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")
        lines = [line if isinstance(line, bytes) else line[0] for line in answer if line]
        found = [match.groups() for match in map(SIZE.search, lines) if match]
        return {int(a or d): int(b or c) for a, b, c, d in found}

    def _fetch(self, group: list[tuple[int, int]]) -> list[Found]:
        small = [uid for uid, size in group if size <= self.largest]
        large = {uid: size for uid, size in group if size > self.largest}
        found = self._read(small, "BODY.PEEK[]") if small else []
        for one in self._read(list(large), "BODY.PEEK[HEADER]") if large else []:
            found.append(Found(one.uid, one.arrived_at, self._stand_in(one.raw, large[one.uid])))
        return sorted(found, key=lambda one: one.uid)

    def _read(self, uids: list[int], what: str) -> list[Found]:
        answer = self._ask("FETCH", ",".join(map(str, uids)), f"(UID INTERNALDATE {what})")
        found = []
        for place, line in enumerate(answer):
            if not isinstance(line, tuple):
                continue
            after = answer[place + 1] if place + 1 < len(answer) else b""
            named = line[0] + (after if isinstance(after, bytes) else b"")
            match = UID.search(named)
            if match:
                found.append(Found(int(match[1]), _moment(named), line[1]))
        return found

    def _stand_in(self, head: bytes, size: int) -> bytes:
        """A short message in place of one that is too large: who wrote and about what, and where it is."""
        message = email.message_from_bytes(head)
        for name in ("Content-Type", "Content-Transfer-Encoding", "MIME-Version"):
            del message[name]
        message.set_payload(TOO_LARGE.format(size=size // 1_000_000, user=self.account.user) + "\n")
        return message.as_bytes()

    def _ask(self, command: str, *args: Any) -> list[Any]:
        try:
            status, answer = self._box.client.uid(command, *args)
        except (OSError, imaplib.IMAP4.error) as error:
            raise BrokenMailbox(f"{self.account.host} broke off: {type(error).__name__}.") from None
        if status != "OK":
            raise BrokenMailbox(f"{self.account.host} refused: {command} {status}.")
        return answer


def _moment(line: bytes) -> datetime:
    parsed = imaplib.Internaldate2tuple(line)
    return datetime(*parsed[:6]).astimezone(UTC) if parsed else datetime.now(UTC)


def _why(account: Account, error: Exception) -> str:
    """What went wrong on the way to the inbox, for whoever set the mailbox up."""
    where = f"{account.host} on port {account.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate of {where} is not trusted: {error.verify_message}. Use the name it was made for."
    if isinstance(error, ssl.SSLError):
        return f"{where} does not speak TLS from the start. IMAP over TLS is usually port 993."
    if isinstance(error, TimeoutError):
        return f"{where} did not answer within {SECONDS:.0f} seconds. Check the port and the firewall."
    if isinstance(error, OSError) and error.strerror:
        return f"{where} cannot be reached: {error.strerror}. Check the name and the port."
    return f"{where} does not answer as a mail server: {type(error).__name__}."
