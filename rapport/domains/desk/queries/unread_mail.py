"""Mail that came in and that nobody could read: who sent it, about what, when and why; for administrators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.header import decode_header, make_header

from rapport.foundation import postroom
from rapport.foundation.actors import Actor

STATE = "quarantined"
SHOWN = 50
SUBJECT = re.compile(rb"^subject:[ \t]*([^\r\n]{0,998}(?:\r?\n[ \t][^\r\n]{0,998}){0,4})", re.IGNORECASE | re.MULTILINE)


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
    rows = postroom.in_state(STATE, limit=SHOWN)
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


def subject_of(beginning: bytes) -> str:
    """The subject as far as it can be told, from the first lines of a mail that could not be read.

    >>> subject_of(b"From: a@b.example\\r\\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\\r\\n\\r\\nSubject: no")
    'Grüße'
    """
    head = re.split(rb"\r?\n\r?\n", beginning, maxsplit=1)[0]
    found = SUBJECT.search(head)
    if found is None:
        return ""
    said = " ".join(found[1].decode("utf-8", "replace").split())
    try:
        return str(make_header(decode_header(said)))[:200]
    except (ValueError, LookupError):
        return said[:200]
