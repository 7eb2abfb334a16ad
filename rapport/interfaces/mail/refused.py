"""What the listener refuses: a log line and a count each, with its reason and code and nobody's address."""

from __future__ import annotations

import ipaddress
from collections import Counter
from datetime import UTC, datetime

import structlog
from django.db import DatabaseError, connection

from rapport.foundation import postroom

OTHERWISE = "not understood"
# What the answer says, most telling first: ours and those of aiosmtpd. The words become the reason.
REASONS = (
    ("550 5.1.1", "unknown recipient"),
    ("552", "too large"),
    ("500 Line too long", "line too long"),
    ("452", "too many recipients"),
    ("450", "too many messages a minute"),
    ("421 4.7.0", "too many connections"),
    ("421", "silent for too long"),
    ("451", "our trouble"),
    ("553", "malformed address"),
)

log = structlog.get_logger(__name__)


class Refusals:
    """Counts in memory from answer to answer; `save` moves the counts to the database."""

    def __init__(self) -> None:
        self.waiting: Counter[postroom.Refusal] = Counter()

    def note(self, answer: str, peer: str) -> bool:
        """Log and count one answer when it is a refusal; says whether it was."""
        if answer[:1] not in {"4", "5"}:
            return False
        reason, code = reason_of(answer), int(answer[:3])
        log.warning("mail refused", reason=reason, code=code, network=network_of(peer))
        self.waiting[reason, code] += 1
        return True

    def save(self) -> None:
        """Add what was counted since to the day; while the database is away it waits here."""
        found, self.waiting = self.waiting, Counter()
        if not found:
            return
        try:
            postroom.count_refusals(found, day=datetime.now(UTC).date())
        except DatabaseError as error:
            self.waiting.update(found)
            log.warning("refusals not counted yet", count=found.total(), error=type(error).__name__)
            connection.close()


def reason_of(answer: str) -> str:
    """Why, in the words of the log and the counts.

    >>> reason_of("552 Error: Too much mail data")
    'too large'
    """
    return next((reason for begins, reason in REASONS if answer.startswith(begins)), OTHERWISE)


def network_of(peer: str) -> str:
    """Where the other side is, and no more than that.

    >>> network_of("127.0.0.1"), network_of("10.1.2.3"), network_of("8.8.8.8")
    ('this machine', 'private', 'public')
    """
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return "unknown"
    if address.is_loopback:
        return "this machine"
    return "private" if address.is_private else "public"
