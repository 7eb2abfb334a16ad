"""Mail that came in and that nobody could read: who sent it, about what, when and why; for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.domains.desk.rules.subjects import subject_of
from rapport.foundation import postroom
from rapport.foundation.actors import Actor

STATE = "quarantined"
UNREAD_SHOWN = 50


@dataclass(frozen=True)
class UnreadMail:
    """One mail in quarantine; `kept` is false where its bytes were erased with somebody who left."""

    id: int
    sender: str
    to: str
    subject: str
    received_at: datetime
    reason: str
    size: int
    kept: bool


def quarantined_mail(viewer: Actor) -> list[UnreadMail]:
    """The newest fifty, newest first."""
    viewer.require("settings.write")
    rows = postroom.in_state(STATE, limit=UNREAD_SHOWN)
    began = postroom.beginnings_of(row.pk for row in rows)
    return [
        UnreadMail(
            id=row.pk,
            sender=row.envelope_from,
            to=", ".join(row.envelope_to),
            subject=subject_of(began.get(row.pk, b"")),
            received_at=row.received_at,
            reason=row.reason,
            size=row.size,
            kept=row.pk in began,
        )
        for row in rows
    ]
