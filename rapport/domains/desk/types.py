"""The words of the desk: kinds, states and sides, and the rows that cross its door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class TicketKind(StrEnum):
    """What a ticket is about; a question until somebody says otherwise."""

    INCIDENT = "incident"
    REQUEST = "request"
    QUESTION = "question"
    COMPLAINT = "complaint"
    PRAISE = "praise"


class TicketState(StrEnum):
    """Where a ticket stands; waiting means: for the person who asked."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    SOLVED = "solved"
    CLOSED = "closed"


class Side(StrEnum):
    """Who speaks in a message; automatic is a machine of theirs (a note of absence, an alarm)."""

    THEIRS = "theirs"
    OURS = "ours"
    AUTOMATIC = "automatic"
    NOTE = "note"


class TicketChannel(StrEnum):
    """The way a message came."""

    MAIL = "mail"
    PORTAL = "portal"
    PHONE = "phone"
    VISIT = "visit"
    CHAT = "chat"
    IMPORT = "import"


class Proof(StrEnum):
    """What DMARC says of the sender."""

    PASS = "pass"
    FAIL = "fail"
    NONE = "none"


class Then(StrEnum):
    """What becomes of a ticket after an answer."""

    KEEP_OPEN = "keep_open"
    WAIT = "wait"
    FINISH = "finish"


class View(StrEnum):
    """The views of the queue."""

    MINE = "mine"
    TEAM = "team"
    UNASSIGNED = "unassigned"
    WAITING = "waiting"
    SOLVED = "solved"
    ALL = "all"


OUR_TURN = (TicketState.NEW, TicketState.OPEN)
UNSOLVED = (TicketState.NEW, TicketState.OPEN, TicketState.WAITING)
DONE = (TicketState.SOLVED, TicketState.CLOSED)
PRIORITIES: Mapping[int, str] = {1: "everything stands still", 2: "high", 3: "normal", 4: "low"}
REF = "ticket"
"""The kind under which other parts refer to a ticket: ("ticket", id)."""


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
class Bounce:
    """A delivery report about one of our letters."""

    address: str
    reason: str
    token_ref: tuple[str, int] | None = None
    raw_mail_id: int | None = None
    permanent: bool = True


@dataclass(frozen=True)
class QueueRow:
    """One line of the queue: the person first, then what they wait for."""

    ticket_id: int
    key: str
    subject: str
    kind: str
    state: str
    priority: int
    requester_id: int
    requester: str
    organisation_id: int
    organisation: str
    site: str
    service: str
    team_id: int
    assignee_id: int | None
    assignee: str
    last_side: str
    last_message_at: datetime
    opened_at: datetime
    next_word_at: datetime | None
    due_at: datetime | None
    promise: str = ""


@dataclass(frozen=True)
class QueueCounts:
    """How many wait in each view, bounded: `shown` is "99+" from a hundred on."""

    mine: int
    team: int
    unassigned: int
    waiting: int
    held: int

    @staticmethod
    def shown(count: int) -> str:
        """The count as a page writes it."""
        return str(count) if count < 100 else "99+"


@dataclass(frozen=True)
class TicketCard:
    """A ticket as lists and pages know it."""

    id: int
    key: str
    public_key: str
    subject: str
    kind: str
    state: str
    priority: int
    channel: str
    organisation_id: int
    organisation: str
    requester_id: int
    requester: str
    team_id: int
    team: str
    service_id: int | None
    service: str
    site_id: int | None
    site: str
    assignee_id: int | None
    assignee: str
    opened_at: datetime
    last_message_at: datetime
    last_side: str
    solved_at: datetime | None
    closed_at: datetime | None
    next_word_at: datetime | None
    follows_id: int | None
    requester_language: str = ""


@dataclass(frozen=True)
class AttachmentCard:
    """A file beside a message; its bytes come through a link that checks permission."""

    id: int
    file_id: int
    name: str
    content_type: str
    size: int
    content_id: str
    scan: str = "not scanned"
    found: str = ""

    @property
    def closed(self) -> bool:
        """May nobody open it, because it waits for the scanner or something was found in it?"""
        return self.scan in {"waiting", "found"}


@dataclass(frozen=True)
class MessageCard:
    """One message as a conversation shows it; a customer never gets notes, cc or delivery.

    `as_sent` says that there is HTML, too, which is read by itself (queries.message_html).
    """

    id: int
    ticket_id: int
    author_id: int | None
    author: str
    side: str
    channel: str
    text: str
    quoted: str
    said_at: datetime
    unproven: bool
    as_sent: bool = False
    cc: tuple[str, ...] = ()
    minutes: int | None = None
    delivery: str = ""
    delivery_reason: str = ""
    attachments: tuple[AttachmentCard, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeldCard:
    """A mail that waits for a decision: who wrote, on which ticket, and why it is held."""

    id: int
    sender_name: str
    sender_address: str
    subject: str
    text: str
    reason: str
    ticket_id: int | None
    ticket_key: str
    received_at: datetime
    proof: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class TicketPage:
    """Everything the page of one ticket shows of the desk's own."""

    ticket: TicketCard
    messages: tuple[MessageCard, ...]
    participants: tuple[tuple[int, str], ...]
    held: tuple[HeldCard, ...] = ()
    expectation: object | None = None
    earlier: bool = False


@dataclass(frozen=True)
class MailboxCard:
    """A mailbox and how it is doing; never its password."""

    id: int
    name: str
    address: str
    key: str
    team_id: int
    team: str
    imap_host: str
    imap_user: str
    connected_at: datetime | None
    last_checked_at: datetime | None
    fault: str


@dataclass(frozen=True)
class PublicMailbox:
    """An address anybody may write to."""

    name: str
    address: str


@dataclass(frozen=True)
class TicketFilters:
    """What a list of tickets may be limited by; empty means all within reach."""

    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    team_id: int | None = None
    service_id: int | None = None
    requester_id: int | None = None
    organisation_id: int | None = None
    assignee_id: int | None = None
    since: datetime | None = None
