"""Taking mail: the cheap look at its head, then into the postroom; nothing is understood here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapport.foundation import postroom
from rapport.interfaces.mail.reading.headers import scan


@dataclass(frozen=True)
class Arrival:
    """One message at the door, and the name of its delivery."""

    raw: bytes
    envelope_from: str
    envelope_to: tuple[str, ...]
    source_key: str
    mailbox_id: int | None = None
    organisation_id: int | None = None
    before_connected: bool = False


def take(arrivals: Sequence[Arrival], *, at: datetime) -> list[int]:
    """Take a list in one transaction; when this returns, the mail is ours and its sender may forget it."""
    return postroom.take([_delivery(arrival) for arrival in arrivals], at=at)


def _delivery(arrival: Arrival) -> postroom.Delivery:
    return postroom.Delivery(
        raw=arrival.raw,
        envelope_from=arrival.envelope_from,
        envelope_to=list(arrival.envelope_to),
        mailbox_id=arrival.mailbox_id,
        source_key=arrival.source_key,
        ids=scan(arrival.raw).ids,
        before_connected=arrival.before_connected,
        organisation_id=arrival.organisation_id,
    )
