"""Receiving: deliveries are read by children and handed to the desk in lists, as they come out of the reading.

A mail that is not read quickly moves to a queue of its own, where it may use its whole time, so that it holds up
nobody. Of one conversation nothing is handed over before what came earlier.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from rapport.domains.desk import actions as desk
from rapport.foundation import jobs, postroom
from rapport.foundation.actors import system
from rapport.foundation.jobs import Claimed
from rapport.foundation.models.mail import RawMail
from rapport.interfaces.mail import routing
from rapport.interfaces.mail.answered_entries import as_received, note_answered
from rapport.interfaces.mail.in_lists import LIST, in_lists
from rapport.interfaces.mail.reading.children import Readers
from rapport.interfaces.mail.reading.types import ReadMail, Unreadable

FAST, SLOW = "mail", "mail-slow"
QUICKLY = 2.0
ATTEMPTS = 8
SHORT = 7  # mails of one transaction on SQLite, where whoever writes waits until it is over
LOST = "The bytes of this mail are not there. Restore the folder “raw” from the backup, then let it be read again."
# How the readers' reasons begin when a mail used up its time or its reader; on the quick way it gets a second chance.
OVERRUN = "Reading this mail"

log = structlog.get_logger(__name__)
Read = ReadMail | Unreadable
_own = threading.local()


def receive(items: Sequence[Claimed]) -> None:
    """Read and receive a batch; whatever cannot be read is quarantined with its reason, and seen by staff."""
    quick = [item for item in items if item.queue != SLOW]
    slow = [item for item in items if item.queue == SLOW]  # chosen now: what moves there meanwhile is read there
    for some, is_slow in ((quick, False), (slow, True)):
        if some:
            _Batch(some, slow=is_slow).receive()


class _Batch:
    """Deliveries on their way from bytes to tickets, each in the order of its lane."""

    def __init__(self, items: Sequence[Claimed], *, slow: bool) -> None:
        self.slow = slow
        self.items = {int(str(item.args["raw"])): item for item in items}
        rows = postroom.deliveries_of(self.items)
        self.rows = {id: row for id, row in rows.items() if row.state == RawMail.TAKEN}
        self.lanes: dict[str, list[int]] = defaultdict(list)
        for id in self.rows:
            self.lanes[self.items[id].row.lane or f"only {id}"].append(id)
        for lane in self.lanes.values():
            lane.sort(key=lambda id: self.items[id].id)
        self.read: dict[int, Read] = {}

    def receive(self) -> None:
        """Hand over lists as soon as they are read; while one list is written the next is being read."""
        contents = postroom.raw_of(self.rows)
        raws = [(id, contents[id], _envelope_from(row)) for id, row in self.rows.items() if id in contents]
        self.read |= {id: Unreadable(LOST) for id in self.rows.keys() - contents.keys()}
        self._write(self._in_order())
        for some in in_lists(_readers(slow=self.slow).read_many(raws), expected=len(raws), most=_at_once()):
            for id, outcome in some:
                self._note(int(str(id)), outcome)
            self._write(self._in_order())

    def _note(self, id: int, outcome: Read) -> None:
        if self.items[id].outcome != "":
            return  # it has moved: it is read again where it is now
        if not self.slow and isinstance(outcome, Unreadable) and outcome.reason.startswith(OVERRUN):
            self._move_aside(id)
        else:
            self.read[id] = outcome

    def _move_aside(self, id: int) -> None:
        """The mail goes to the slow queue; what follows it in its lane waits for it there where it was."""
        jobs.move(self.items[id], queue=SLOW)
        lane = self.lanes[self.items[id].row.lane or f"only {id}"]
        for later in lane[lane.index(id) + 1 :]:
            if self.items[later].outcome == "":
                jobs.move(self.items[later], queue=FAST)
                self.read.pop(later, None)
        del lane[lane.index(id) :]

    def _in_order(self) -> dict[int, Read]:
        """What is read and has nothing unread before it in its lane."""
        ready: dict[int, Read] = {}
        for lane in self.lanes.values():
            while lane and lane[0] in self.read:
                id = lane.pop(0)
                ready[id] = self.read.pop(id)
        return dict(sorted(ready.items(), key=lambda pair: self.items[pair[0]].id))

    def _write(self, ready: Mapping[int, Read]) -> None:
        if not ready:
            return
        try:
            with postroom.finishing_jobs({id: self.items[id] for id in ready}):
                self._hand_over(ready)
        except (DatabaseError, jobs.LostLease):
            raise
        except Exception as error:
            self._give_up_or_raise(list(ready), error)

    def _hand_over(self, ready: Mapping[int, Read]) -> None:
        _quarantine({id: mail for id, mail in ready.items() if isinstance(mail, Unreadable)})
        mails = {id: mail for id, mail in ready.items() if isinstance(mail, ReadMail)}
        _note_reports({id: m for id, m in mails.items() if m.report is not None}, self.rows)
        mails = {id: mail for id, mail in mails.items() if mail.report is None}
        noted = note_answered({id: m for id, m in mails.items() if m.calendar is not None}, at=timezone.now())
        letters = [
            as_received(routing.incoming(self.rows[id], m), m, noted.get(id))
            for id, m in mails.items()
            if id not in noted or not noted[id].reason
        ]
        if letters:
            desk.receive_messages(letters, actor=system(), at=timezone.now())

    def _give_up_or_raise(self, ids: list[int], error: Exception) -> None:
        """A mail that fails again and again, alone, is quarantined where staff see it; all else is tried again."""
        if len(ids) > 1 or self.items[ids[0]].attempts < ATTEMPTS:
            raise error
        reason = f"It could not be received: {type(error).__name__}. It can be read again after an update."
        with postroom.finishing_jobs({id: self.items[id] for id in ids}):
            _quarantine({id: Unreadable(reason) for id in ids})


def _at_once() -> int:
    """How many mails are written in one transaction."""
    return SHORT if connection.vendor == "sqlite" else LIST


def _quarantine(unreadable: Mapping[int, Unreadable]) -> None:
    if unreadable:
        log.warning("mail quarantined", raw_mail_ids=list(unreadable))
        with transaction.atomic():
            postroom.settle([(id, RawMail.QUARANTINED, mail.reason, None) for id, mail in unreadable.items()])


def _note_reports(reports: Mapping[int, ReadMail], rows: Mapping[int, RawMail]) -> None:
    """Delivery reports suppress addresses and are noted on the ticket; the report itself opens nothing."""
    if not reports:
        return
    named = [m.report.original_message_id or "" for m in reports.values() if m.report]
    letters = {
        routing.bare_id(letter.message_id): letter
        for letter in postroom.letters_with_ids([f"<{routing.bare_id(name)}>" for name in named])
    }
    found = {id: routing.bounces(rows[id], mail, letters) for id, mail in reports.items()}
    with transaction.atomic():
        every = [bounce for some in found.values() for bounce in some]
        if every:
            desk.note_bounces(bounces=every, actor=system(), at=timezone.now())
        postroom.settle([_reported(id, some) for id, some in found.items()])


def _reported(id: int, found: Sequence[object]) -> tuple[int, str, str, tuple[str, int] | None]:
    if not found:
        return id, RawMail.IGNORED, "A delivery report about none of our letters.", None
    ref = getattr(found[0], "token_ref", None)
    return id, RawMail.IGNORED, "A delivery report; it is noted where the letter belongs.", ref


def _readers(*, slow: bool) -> Readers:
    """The children of this thread, made when first needed and kept."""
    name = "slow" if slow else "fast"
    if not hasattr(_own, name):
        trusted = tuple(getattr(settings, "TRUSTED_MAIL_SERVERS", ()))
        made = Readers(count=2, trusted=trusted) if slow else Readers(count=2, trusted=trusted, wall_seconds=QUICKLY)
        setattr(_own, name, made)
    return getattr(_own, name)


def _envelope_from(row: RawMail) -> str | None:
    """The return path of SMTP, where an empty one says something; other ways do not know it."""
    return row.envelope_from if row.source_key.startswith("smtp:") else None
