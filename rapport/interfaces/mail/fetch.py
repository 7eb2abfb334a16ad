"""Fetching: every connected mailbox, side by side; a broken server never stops the others."""

from __future__ import annotations

import signal
import threading
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
from rapport.interfaces.mail.imap import Account, BrokenMailbox, Found, OpenMailbox
from rapport.interfaces.mail.taking import Arrival

SIDE_BY_SIDE = 6
EVERY_SECONDS = 20.0

log = structlog.get_logger(__name__)


def run(*, once: bool) -> bool:
    """Look into every mailbox, once or until SIGTERM; True when nothing was wrong in the last round."""
    stop = threading.Event()
    if not once:
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: stop.set())
    looking: dict[int, Future[bool]] = {}
    with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE, thread_name_prefix="fetch") as threads:
        while True:
            _start_looking(threads, looking)
            if once:
                return False not in [future.result() for future in looking.values()]
            if stop.wait(EVERY_SECONDS):
                return True


def _start_looking(threads: ThreadPoolExecutor, looking: dict[int, Future[bool]]) -> None:
    """Start a look into each mailbox that is not being looked into from the round before."""
    try:
        mailboxes = desk_queries.mailboxes_to_fetch(system())
    except Exception as error:
        connection.close()
        log.warning("mailboxes not listed", error=type(error).__name__)
        return
    for mailbox in mailboxes:
        if mailbox.id not in looking or looking[mailbox.id].done():
            looking[mailbox.id] = threads.submit(look_into, mailbox)


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
    account = Account(
        host=mailbox.imap_host,
        port=mailbox.imap_port,
        user=mailbox.imap_user,
        password=secrets.unseal(mailbox.imap_password_sealed) if mailbox.imap_password_sealed else "",
    )
    connected_at = mailbox.connected_at or timezone.now()
    with OpenMailbox(account, largest=settings.LARGEST_MAIL) as box:
        last = mailbox.last_uid if mailbox.uidvalidity == box.uidvalidity else 0
        _note(mailbox, box.uidvalidity, last)
        for found in box.after(last):
            arrivals = [_arrival(mailbox, box.uidvalidity, connected_at, one) for one in found]
            taking.take(arrivals, at=timezone.now())
            _note(mailbox, box.uidvalidity, found[-1].uid)
            box.mark_seen([one.uid for one in found])


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
