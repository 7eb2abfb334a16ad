"""Rows another desk sends, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rapport.domains.ledger.types.words import Exchange


@dataclass(frozen=True)
class FedPerson:
    """Somebody another desk names: by address, or by its own id."""

    address: str = ""
    external_id: str = ""
    name: str = ""


@dataclass(frozen=True)
class FedRow:
    """One row another desk sent: an act, a part, a trace or a sequence. `whom` is the other side, where one is named.

    `sequence` is that desk's word for one: of an act the one its episode joins, of a sequence itself.
    """

    row: str
    source_key: str
    at: datetime
    who: FedPerson | None = None
    whom: FedPerson | None = None
    direction: str = ""
    channel: str = ""
    kind: str = ""
    exchange: str = Exchange.SERVICE
    planned: bool = False
    reference: str = ""
    completes: bool = False
    service: str = ""
    team: str = ""
    minutes: int | None = None
    title: str = ""
    corrects: str = ""
    sequence: str = ""
    ends_on: date | None = None


@dataclass(frozen=True)
class FedAnswer:
    """What became of one row: accepted, duplicate or refused, and why."""

    source_key: str
    answer: str
    reason: str = ""


@dataclass(frozen=True)
class FeedSeen:
    """A feed as Settings show it; its secret is never among this."""

    id: int
    name: str
    source: str
    organisation_id: int
    organisation: str
    team: str
    made_at: datetime
    ended_at: datetime | None
    last_at: datetime | None
    accepted: int
    duplicate: int
    refused: int
    before_until: datetime | None
