"""What comes in across the desk's door: mails with their files, tickets of another desk, delivery reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rapport.domains.desk.types.words import Proof, TicketChannel, TicketKind, TicketState


@dataclass(frozen=True)
class AttachmentIn:
    """One attachment of a mail, with its bytes."""

    name: str
    content_type: str
    content: bytes
    sha256: str
    content_id: str = ""


@dataclass(frozen=True)
class IncomingMail:
    """What a mail says, read and cleaned; `ids` are In-Reply-To and References, newest first."""

    message_id: str = ""
    ids: tuple[str, ...] = ()
    sender_name: str = ""
    sender_address: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    text: str = ""
    quoted: str = ""
    html: str = ""
    attachments: tuple[AttachmentIn, ...] = ()
    auto: str | None = None
    proof: str = Proof.NONE
    fingerprint: str = ""
    remarks: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True)
class Incoming:
    """One delivery to be received.

    `token_ref` was read from an id, a plus-address or a marker whose signature is valid; `subject_keys` are the
    bare keys found in the subject ("R-4812"); `acknowledge` is False for mail from before the mailbox was connected.
    """

    raw_mail_id: int
    mailbox_id: int | None
    mail: IncomingMail
    received_at: datetime
    token_ref: tuple[str, int] | None = None
    subject_keys: tuple[str, ...] = ()
    acknowledge: bool = True
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of one delivery: ticket, reply, held, ignored or quarantined, and why."""

    raw_mail_id: int
    outcome: str
    reason: str = ""
    ticket_id: int | None = None
    key: str = ""
    auto: bool = False


@dataclass(frozen=True)
class ImportedMessage:
    """One message of a ticket of another desk."""

    source_key: str
    side: str
    text: str
    said_at: datetime
    author_id: int | None = None
    channel: str = TicketChannel.IMPORT
    minutes: int | None = None


@dataclass(frozen=True)
class ImportedTicket:
    """One ticket of another desk; the same source_key is the same ticket for ever."""

    source_key: str
    requester_id: int
    organisation_id: int
    team_id: int
    subject: str
    opened_at: datetime
    state: str = TicketState.OPEN
    kind: str = TicketKind.QUESTION
    priority: int = 3
    service_id: int | None = None
    site_id: int | None = None
    assignee_id: int | None = None
    answered_at: datetime | None = None
    solved_at: datetime | None = None
    closed_at: datetime | None = None
    messages: tuple[ImportedMessage, ...] = ()
    channel: str = TicketChannel.IMPORT
    next_word_at: datetime | None = None


@dataclass(frozen=True)
class ImportDone:
    """What an import of tickets did, by source_key."""

    ticket_ids: Mapping[str, int] = field(default_factory=dict)
    made: int = 0
    changed: int = 0
    unchanged: int = 0
    messages: int = 0


@dataclass(frozen=True)
class VisitReply:
    """What a calendar answers to the entry of a visit: `said` is a CalendarSaid, `version` the SEQUENCE it answers."""

    raw_mail_id: int
    visit_key: str
    version: int
    said: str
    words: str
    address: str
    forged: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class VisitReplyNoted:
    """Where such an answer was noted; with an empty `reason` the mail is still to be received, on the ticket."""

    visit_id: int
    ticket_id: int | None
    reason: str


@dataclass(frozen=True)
class Bounce:
    """A delivery report about one of our letters."""

    address: str
    reason: str
    token_ref: tuple[str, int] | None = None
    raw_mail_id: int | None = None
    permanent: bool = True
