"""What the doctor looks at: settings, provider, mailboxes, worker, failed work, audit chain, disk, address, mail."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from rapport.domains.desk import queries as desk
from rapport.domains.people import queries as people
from rapport.foundation import actors, audit, jobs, postroom
from rapport.interfaces.mail.smarthost import place_of

GIB = 1024**3
MAKE_ROOM = "; make room, for without any mail is sent back to try again later"
COMPARE = ": it was changed or taken away; compare with a backup, and ask who may write to the database"


def examine(at: datetime) -> list[dict[str, Any]]:
    """Each finding: what was looked at, whether it is good, and in words."""
    plain = (_settings, _provider, _mailboxes, _dead, _audit, _disk, _address, _letters)
    return [*(look() for look in plain[:3]), _worker(at), *(look() for look in plain[3:]), _refused(at)]


def _finding(what: str, good: bool, words: str) -> dict[str, Any]:
    return {"what": what, "good": good, "words": words}


def _settings() -> dict[str, Any]:
    """A misspelt name would else be passed over in silence, and the default hold."""
    strange = settings.STRANGE_SETTINGS
    words = f"{', '.join(strange)}: no setting of ours; see docs/operations.md" if strange else "all known"
    return _finding("settings", not strange, words)


def _provider() -> dict[str, Any]:
    there = people.has_provider()
    return _finding("provider", there, "set up" if there else "nothing is set up; use: rapport admin invite")


def _mailboxes() -> dict[str, Any]:
    boxes = desk.mailboxes(actors.system())
    faults = [f"{b.address}: {b.fault}" for b in boxes if b.fault]
    return _finding("mailboxes", not faults, "; ".join(faults) or f"{len(boxes)} connected")


def _worker(at: datetime) -> dict[str, Any]:
    alive = jobs.workers(since=at - jobs.ALIVE)
    return _finding("worker", bool(alive), f"{len(alive)} at work" if alive else "none at work; use: rapport worker")


def _dead() -> dict[str, Any]:
    count = len(jobs.dead_jobs())
    return _finding("failed work", not count, "none" if not count else f"{count}, see Settings, Work that waits")


def _audit() -> dict[str, Any]:
    broken = audit.verify()
    return _finding("audit chain", broken is None, "whole" if broken is None else f"broken at row {broken}{COMPARE}")


def _disk() -> dict[str, Any]:
    free = shutil.disk_usage(settings.DATA).free / GIB
    return _finding("disk", free > 1, f"{free:.1f} GiB free in the data folder" + ("" if free > 1 else MAKE_ROOM))


def _address() -> dict[str, Any]:
    safe = settings.SECURE or settings.LOOPBACK
    return _finding("address", safe, settings.BASE_URL if safe else "RAPPORT_BASE_URL is not https; set it")


def _letters() -> dict[str, Any]:
    if settings.SMARTHOST:
        return _finding("outgoing mail", True, f"leaves by {place_of(settings.SMARTHOST).host}")
    if settings.DEMO:
        return _finding("outgoing mail", True, "a demo: nothing leaves this machine")
    return _finding("outgoing mail", False, "RAPPORT_SMARTHOST is not set, so nothing leaves this machine; set it")


def _refused(at: datetime) -> dict[str, Any]:
    """No fault by itself: mostly others' mistakes; the number is there to account for all that was sent."""
    found = postroom.refusals_of(at.astimezone(UTC).date())
    each = ", ".join(f"{count} {reason} ({code})" for (reason, code), count in found.items())
    return _finding("mail refused today", True, f"{sum(found.values())}: {each}" if found else "none")
