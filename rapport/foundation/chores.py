"""What the foundation does by the clock: sealing the audit log, forgetting links that ended long ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from rapport.foundation import audit, leaving, limits, links, repeats, scanning
from rapport.foundation.jobs import cron, enqueue, job
from rapport.foundation.models import Audit, Link

LINKS_KEPT = timedelta(days=30)


@cron("audit.seal", every="1m")
def seal_audit(*, at: datetime) -> None:
    """Chain the audit rows of the last minute."""
    audit.seal(at=at)


@cron("links.forget_expired", every="daily@03:20")
def forget_links(*, at: datetime) -> None:
    """Forget links a month after they ended; until then their holder is told what happened to them."""
    links.forget_expired(before=at - LINKS_KEPT)


@cron("repeats.forget", every="1h")
def forget_answers(*, at: datetime) -> None:
    """Forget what programs were answered more than a day ago."""
    repeats.forget_old(at=at)


@cron("limits.forget", every="1h")
def forget_tries(*, at: datetime) -> None:
    """Forget how often something was tried in a stretch of time that is over."""
    limits.forget_ended(at=at)


@job("files.scan")
def scan_files() -> None:
    """New files are looked at before anybody can open them; where many wait, another job goes on."""
    if scanning.is_set() and scanning.scan_waiting(at=timezone.now()):
        enqueue("files.scan", key="files.scan")


@cron("files.scan_left", every="5m")
def scan_what_was_left(*, at: datetime) -> None:
    """Files that still wait because the scanner was away are tried again."""
    if scanning.is_set():
        enqueue("files.scan", at=at, key="files.scan")


@job("leaving.tidy")
def tidy() -> None:
    """After erasures: what was deleted leaves the pages of the database, too."""
    leaving.tidy()


def declare_leaving() -> None:
    """What happens to the foundation's own tables when a person leaves."""
    from rapport.foundation.leaving import post  # noqa: F401  # registers what the postroom forgets

    leaving.declare(Audit, "actor_person_id", "keep", "who did what stays provable; the number leads to nobody")
    leaving.declare(Link, "person_id", "erase", "a link opens what was theirs")
