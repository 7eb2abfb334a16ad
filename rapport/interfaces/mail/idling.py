"""IDLE: servers say when mail comes; all of them are heard in one thread, and looking by the clock goes on beneath."""

from __future__ import annotations

import contextlib
import imaplib
import selectors
import socket
import threading
import time

import imap_tools

from rapport.interfaces.mail.imap import Account, BrokenMailbox, OpenMailbox

LONGEST = 24 * 60.0  # seconds; servers hang up after 29 minutes (RFC 2177)
SHORTEST = 60.0  # a server that ends it sooner, without news, is not asked again for a while
NOT_AGAIN = 10 * 60.0
ROUND = 1.0  # how long a signal to stop may wait


class CannotIdle(Exception):
    """The server does not offer IDLE, or not to this user; the mailbox is looked into by the clock."""


class Watch:
    """One connection that says when something comes."""

    def __init__(self, account: Account) -> None:
        self.account, self.began = account, time.monotonic()
        self._open = OpenMailbox(account, largest=0)
        self._box = self._open._box
        try:
            offered = self._box.client.capability()[1]
            if not offered or b"IDLE" not in offered[0].upper().split():
                raise CannotIdle(account.host)
            self._box.idle.start()
        except (OSError, imaplib.IMAP4.error, imap_tools.ImapToolsError) as error:
            self.close()
            raise CannotIdle(account.host) from error
        except CannotIdle:
            self.close()
            raise

    @property
    def socket(self) -> socket.socket:
        """What becomes readable when the server speaks."""
        return self._box.client.sock

    @property
    def age(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    def heard(self) -> bool | None:
        """True when mail came, False for other words, None when the server hung up."""
        try:
            said = self._box.idle.poll(0)
        except (OSError, imaplib.IMAP4.error, imap_tools.ImapToolsError):
            return None
        if not said or any(line.upper().startswith(b"* BYE") for line in said):
            return None
        return any(line.upper().endswith((b"EXISTS", b"RECENT")) for line in said)

    def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(OSError, imaplib.IMAP4.error):
            self._box.client.shutdown()


class Watches:
    """Every mailbox that is watched; begun by the threads that look, heard by the one that waits for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._watched: dict[int, Watch] = {}
        self._not_before: dict[int, float] = {}
        self._new: set[int] = set()

    def is_watched(self, mailbox_id: int) -> bool:
        """True while the server of this mailbox says when mail comes."""
        with self._lock:
            return mailbox_id in self._watched

    def begin(self, mailbox_id: int, account: Account) -> bool:
        """Watch a mailbox unless it is watched or its server would not; what came meanwhile counts as heard."""
        if self.is_watched(mailbox_id) or time.monotonic() < self._not_before.get(mailbox_id, 0.0):
            return False
        try:
            watch = Watch(account)
        except (CannotIdle, BrokenMailbox):
            self._not_before[mailbox_id] = time.monotonic() + NOT_AGAIN
            return False
        with self._lock:
            self._watched[mailbox_id] = watch
            self._new.add(mailbox_id)
        return True

    def keep(self, accounts: dict[int, Account]) -> None:
        """Hang up where a mailbox was removed, paused or has another account by now."""
        with self._lock:
            gone = [pk for pk, watch in self._watched.items() if accounts.get(pk) != watch.account]
        for pk in gone:
            self._drop(pk)

    def hear(self, seconds: float, stop: threading.Event) -> set[int]:
        """Wait until mail comes somewhere, the time is over or the stop is set; the mailboxes to look into."""
        ends = time.monotonic() + seconds
        while not stop.is_set() and (left := ends - time.monotonic()) > 0:
            heard = self._listen(min(ROUND, left))
            if heard:
                return heard
        return set()

    def close(self) -> None:
        """Hang up everywhere."""
        self.keep({})

    def _listen(self, seconds: float) -> set[int]:
        with self._lock:
            heard, self._new = self._new, set()
            watched = dict(self._watched)
        if heard:
            return heard
        with selectors.DefaultSelector() as selector:
            for pk, watch in watched.items():
                selector.register(watch.socket, selectors.EVENT_READ, pk)
            spoke = {key.data for key, _ in selector.select(seconds)} if watched else set()
        if not watched:
            time.sleep(seconds)
        for pk, watch in watched.items():
            if pk in spoke and self._came(pk, watch):
                heard.add(pk)
            elif watch.age > LONGEST:
                self._drop(pk)
                heard.add(pk)  # looked into and watched anew
        return heard

    def _came(self, mailbox_id: int, watch: Watch) -> bool:
        said = watch.heard()
        if said is None:
            self._drop(mailbox_id)
            if watch.age < SHORTEST:
                self._not_before[mailbox_id] = time.monotonic() + NOT_AGAIN
            return True  # what came while it hung up is found by looking
        return said

    def _drop(self, mailbox_id: int) -> None:
        with self._lock:
            watch = self._watched.pop(mailbox_id, None)
        if watch is not None:
            watch.close()
