"""Fetching: every connected mailbox, side by side; a broken server never stops the others."""

from __future__ import annotations

import signal
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.db import connection
from django.utils import timezone

from rapport.domains.desk import actions as desk
from rapport.domains.desk import queries as desk_queries
from rapport.foundation import secrets
from rapport.foundation.actors import system
from rapport.interfaces.mail import taking
from rapport.interfaces.mail.idling import Watches
from rapport.interfaces.mail.imap import Account, BrokenMailbox, Found, OpenMailbox
from rapport.interfaces.mail.taking import Arrival

SIDE_BY_SIDE = 6
EVERY_SECONDS = 20.0
WATCHED_SECONDS = 5 * 60.0  # where the server says when mail comes

log = structlog.get_logger(__name__)


def run(*, once: bool) -> bool:
    """Look into every mailbox, once or until SIGTERM; True when nothing was wrong in the last round."""
    stop = threading.Event()
    if not once:
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: stop.set())
    with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE, thread_name_prefix="fetch") as threads:
        rounds = Rounds(threads, None if once else Watches())
        rounds.begin()
        return rounds.all_good() if once else rounds.go_on(stop)


class Rounds:
    """Which mailboxes are being looked into, and which of them are watched in between."""

    def __init__(self, threads: ThreadPoolExecutor, watches: Watches | None) -> None:
        self._threads, self._watches = threads, watches
        self._looking: dict[int, Future[bool]] = {}
        self._looked: dict[int, float] = {}
        self._heard: set[int] = set()

    def begin(self) -> None:
        """Start a look into each mailbox whose turn it is and that is not being looked into from before."""
        try:
            mailboxes = desk_queries.mailboxes_to_fetch(system())
        except Exception as error:
            connection.close()
            log.warning("mailboxes not listed", error=type(error).__name__)
            return
        for mailbox in mailboxes:
            if self._is_due(mailbox.id) and (mailbox.id not in self._looking or self._looking[mailbox.id].done()):
                self._heard.discard(mailbox.id)
                self._looked[mailbox.id] = time.monotonic()
                self._looking[mailbox.id] = self._threads.submit(self._look, mailbox)
        if self._watches is not None:
            self._watches.keep({mailbox.id: account for mailbox in mailboxes if (account := _watched(mailbox))})

    def go_on(self, stop: threading.Event) -> bool:
        """Round after round until the stop is set; mail that a server tells of begins one at once."""
        assert self._watches is not None
        while not stop.is_set():
            self._heard |= self._watches.hear(EVERY_SECONDS, stop)
            if not stop.is_set():
                self.begin()
        self._watches.close()
        return True

    def all_good(self) -> bool:
        """Wait for the looks that were begun."""
        return False not in [future.result() for future in self._looking.values()]

    def _is_due(self, mailbox_id: int) -> bool:
        """A watched mailbox is looked into when it was heard of, and by the clock in case a server forgot to say."""
        if mailbox_id in self._heard or self._watches is None or not self._watches.is_watched(mailbox_id):
            return True
        return time.monotonic() - self._looked.get(mailbox_id, 0.0) >= WATCHED_SECONDS

    def _look(self, mailbox: Any) -> bool:
        good = look_into(mailbox)
        account = _watched(mailbox) if good and self._watches is not None else None
        if account is not None and self._watches is not None:
            self._watches.begin(mailbox.id, account)
        return good


def _watched(mailbox: Any) -> Account | None:
    try:
        return _account(mailbox)
    except secrets.WrongKey:
        return None


def look_into(mailbox: Any) -> bool:
    """Take what is new in one mailbox; a fault is noted where its owner sees it. False when there was one."""
    fault = ""
    try:
        _take_new(mailbox)
    except (BrokenMailbox, secrets.WrongKey) as error:
        fault = str(error)
    except Exception as error:
        fault = f"Something went wrong while fetching: {type(error).__name__}. What was not fetched is still there."
    try:
        if fault:
            log.warning("mailbox not read", mailbox=mailbox.id)
            desk.note_fetch(mailbox_id=mailbox.id, actor=system(), at=timezone.now(), fault=fault)
    except Exception:
        log.warning("fault not noted", mailbox=mailbox.id)
    finally:
        connection.close()
    return not fault


def _take_new(mailbox: Any) -> None:
    account = _account(mailbox)
    connected_at = mailbox.connected_at or timezone.now()
    with OpenMailbox(account, largest=settings.LARGEST_MAIL) as box:
        last = mailbox.last_uid if mailbox.uidvalidity == box.uidvalidity else 0
        _note(mailbox, box.uidvalidity, last)
        for found in box.after(last):
            arrivals = [_arrival(mailbox, box.uidvalidity, connected_at, one) for one in found]
            taking.take(arrivals, at=timezone.now())
            _note(mailbox, box.uidvalidity, found[-1].uid)
            box.mark_seen([one.uid for one in found])


def _account(mailbox: Any) -> Account:
    return Account(
        host=mailbox.imap_host,
        port=mailbox.imap_port,
        user=mailbox.imap_user,
        password=secrets.unseal(mailbox.imap_password_sealed) if mailbox.imap_password_sealed else "",
    )


def _note(mailbox: Any, uidvalidity: int, last_uid: int) -> None:
    desk.note_fetch(
        mailbox_id=mailbox.id, actor=system(), at=timezone.now(), uidvalidity=uidvalidity, last_uid=last_uid
    )


def _arrival(mailbox: Any, uidvalidity: int, connected_at: datetime, found: Found) -> Arrival:
    return Arrival(
        raw=found.raw,
        envelope_from="",
        envelope_to=(mailbox.address,),
        source_key=f"imap:{mailbox.id}:{uidvalidity}:{found.uid}",
        mailbox_id=mailbox.id,
        organisation_id=mailbox.client_id,
        before_connected=found.arrived_at < connected_at,
    )
