"""What reading a mail gives: frozen facts, limits, and the one exception."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True)
class Address:
    """One person's or machine's mail address; the domain is lower case, the part before @ as written."""

    name: str
    address: str


@dataclass(frozen=True)
class AttachmentPart:
    """A file that came along. `size` is in bytes, `sha256` in hex, `content_id` without angle brackets."""

    name: str
    content_type: str
    size: int
    sha256: str
    content_id: str
    inline: bool
    content: bytes


class ReportedRecipient(NamedTuple):
    """What a delivery status report says of one address: `action` as RFC 3464 names it (failed, delayed …)."""

    address: str
    action: str
    status: str
    diagnostic: str


@dataclass(frozen=True)
class Report:
    """A delivery status report (RFC 3464) and the Message-ID of the mail it is about."""

    recipients: tuple[ReportedRecipient, ...]
    original_message_id: str | None


@dataclass(frozen=True)
class CalendarAnswer:
    """What somebody's calendar answers to an invitation (RFC 5546): `said` is accepted, declined, tentative, counter.

    `version` is the SEQUENCE it answers, `words` what they wrote with it; times are UTC and only a counter has them.
    """

    uid: str
    version: int
    said: str
    summary: str
    words: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class ReadMail:
    """A mail as read. Ids have no angle brackets; `sent_at` is aware UTC; `auto` says why it is automatic.

    `proof` is the DMARC result: 'pass', 'fail' or 'none'. `markers` are tokens found hidden in the body.
    `fingerprint` is the hash of the date and the body parts. `notes` are plain sentences on what was limited.
    """

    message_id: str | None
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    sent_at: datetime | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    text: str
    quoted: str
    html_safe: str
    attachments: tuple[AttachmentPart, ...]
    auto: str | None
    report: Report | None
    proof: str
    addresses: tuple[str, ...]
    fingerprint: str
    thread_topic: str
    thread_index: str
    markers: tuple[str, ...]
    notes: tuple[str, ...] = ()
    calendar: CalendarAnswer | None = None


@dataclass(frozen=True)
class HeaderScan:
    """The cheap look at a mail before it is taken: own id, all ids that count, who it says it is from."""

    message_id: str | None
    ids: tuple[str, ...]
    sender: str | None
    size: int


@dataclass(frozen=True)
class Limits:
    """How much of one mail is read. Only `size` refuses a mail; the others shorten it and leave a note."""

    size: int = 35 * 1024 * 1024
    header_bytes: int = 4 * 1024 * 1024
    parts: int = 1_000
    depth: int = 50
    addresses: int = 1_000
    links: int = 500
    text: int = 1_000_000
    html: int = 2_000_000


class Unreadable(Exception):
    """A mail that nothing can be read from; `reason` says why in plain words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
