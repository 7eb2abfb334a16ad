"""Letters of a ticket that did not leave, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.domains.desk.models import Ticket
from rapport.domains.desk.types import REF
from rapport.foundation import postroom
from rapport.foundation.actors import Actor, NotFound
from rapport.foundation.models import Letter

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class RefusedLetter:
    """One letter that was refused; `gone` where its words were forgotten, so that it cannot be sent any more."""

    id: int
    to: str
    subject: str
    posted_at: datetime
    reason: str
    gone: bool


def refused_letters(viewer: Actor, ticket_id: int, *, at: datetime) -> list[RefusedLetter]:
    """Those of the last thirty days on a ticket that the viewer's teams serve, the oldest first."""
    if not Ticket.objects.served_by(viewer).filter(pk=ticket_id).exists():
        raise NotFound
    rows = [row for row in postroom.letters_of(REF, [ticket_id]) if row.state == Letter.REFUSED]
    return [
        RefusedLetter(
            id=row.pk,
            to=", ".join(address for _, address in row.to),
            subject=row.subject,
            posted_at=row.posted_at,
            reason=row.reason,
            gone=postroom.is_emptied(row),
        )
        for row in rows
        if row.posted_at >= at - LATELY
    ]
