"""What is handed to the postroom: deliveries that come in and letters that go out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Address = tuple[str, str]  # name, address
Enclosed = tuple[int, str, str]  # id of the file, the name it leaves under, its type


@dataclass(frozen=True)
class Delivery:
    """One delivery as it arrived; `ids` are its own Message-ID and all it refers to, found by a cheap scan.

    `source_key` names the delivery for ever: mailbox, UIDVALIDITY and UID, or the SMTP transaction.
    """

    raw: bytes
    envelope_from: str
    envelope_to: list[str]
    mailbox_id: int | None
    source_key: str
    ids: tuple[str, ...] = ()
    before_connected: bool = False
    organisation_id: int | None = None


@dataclass(frozen=True)
class NewLetter:
    """One message to send; with `bulk`, data["unsubscribe_url"] must be there.

    `one_time`: it carries a link that works once, so its words are sealed until it has left and then forgotten.
    """

    kind: str
    data: dict[str, Any]
    to: list[Address]
    sender: Address
    subject: str
    message_id: str
    organisation_id: int | None = None
    cc: list[Address] = field(default_factory=list)
    in_reply_to: str = ""
    references: list[str] = field(default_factory=list)
    thread_index: str = ""
    thread_topic: str = ""
    files: list[Enclosed] = field(default_factory=list)
    automatic: bool = False
    bulk: bool = False
    ref: tuple[str, int] | None = None
    language: str = "en"
    priority: int = 50
    one_time: bool = False
