"""The rows of the desk that lists and pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.domains.desk.types.words import OUR_TURN


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
    day_at: datetime | None
    day_is: str
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
    answered_at: datetime | None = None
    zone: str = ""

    @property
    def our_turn(self) -> bool:
        """Is it open, and not for them to answer? Then a day that we expect or aim at runs."""
        return self.state in OUR_TURN


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

    `as_sent` says that there is HTML, too, which is read by itself (queries.message_html). `language` is empty where
    it is not sure; `noted_by` is who wrote down what the author said.
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
    language: str = ""
    noted_by: str = ""


@dataclass(frozen=True)
class HeldCard:
    """A mail that waits for a decision: who wrote, on which ticket, and why; `ours`: from one of our own mailboxes."""

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
    ours: bool = False


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
    imap_port: int = 993
    sender_name: str = ""
    signature: str = ""
    language: str = ""
    paused_at: datetime | None = None


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
