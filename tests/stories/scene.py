"""What every story uses: mail in as bytes, mail out as bytes, browsers, and a moment for all of it."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count

from django.utils import timezone

from rapport.foundation import jobs, postroom
from rapport.foundation.actors import Actor
from rapport.foundation.jobs.clock import tick
from rapport.foundation.models import Letter, RawMail
from rapport.interfaces.mail import mime, rendering, taking
from tests.cast import address

DESK = "help@northwind.example"
_numbers = count(1)


def write(who: Actor | str, subject: str, text: str, *, answers: EmailMessage | None = None, proof: str = "") -> int:
    """Somebody writes to the desk; the worker reads it. Returns the delivery's id."""
    sender = who if isinstance(who, str) else address(who)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender if isinstance(who, str) else f"{who.name} <{sender}>"
    message["To"], message["Subject"] = DESK, subject
    message["Message-ID"] = f"<story-{next(_numbers)}@{sender.partition('@')[2]}>"
    message["Date"] = timezone.now()
    if proof:
        message["Authentication-Results"] = f"mx.northwind.example; dmarc={proof} header.from={sender}"
    if answers is not None:
        message["In-Reply-To"] = answers["Message-ID"]
        message["References"] = f"{answers.get('References', '')} {answers['Message-ID']}".strip()
    message.set_content(text)
    arrival = taking.Arrival(message.as_bytes(), sender, (DESK,), f"story:{next(_numbers)}")
    (raw,) = taking.take([arrival], at=timezone.now())
    work()
    return raw


def work() -> None:
    """The clock strikes and the worker does everything that is due; nothing may fail."""
    tick(at=timezone.now())
    ran = jobs.run_all()
    assert ran.failed == []


def state_of(raw: int) -> str:
    """What became of a delivery."""
    return RawMail.objects.get(pk=raw).state


def ticket_of(raw: int) -> int:
    """The ticket a delivery became part of."""
    return RawMail.objects.get(pk=raw).ref_id or 0


def letters(kind: str, who: Actor | str) -> list[EmailMessage]:
    """The letters of one kind to somebody, as the bytes that left."""
    to = who if isinstance(who, str) else address(who)
    rows = Letter.objects.filter(kind=kind).order_by("id")
    return [_read(row) for row in rows if to in {one for _, one in row.to}]


def leaving(kind: str, who: Actor | str) -> EmailMessage:
    """The newest letter of one kind to somebody as it will leave: a link that works once is not kept afterwards."""
    to = who if isinstance(who, str) else address(who)
    rows = Letter.objects.filter(kind=kind).order_by("-id")
    row = postroom.unsealed(next(row for row in rows if to in {one for _, one in row.to}))
    message = message_from_bytes(mime.build(row, rendering.in_words(row)), policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def text_of(letter: EmailMessage) -> str:
    """The plain part of a letter."""
    return letter.get_body(preferencelist=("plain",)).get_content()  # type: ignore[union-attr]


def links_in(letter: EmailMessage, path: str) -> list[str]:
    """The local addresses in a letter that begin with a path."""
    return re.findall(rf"https?://[^/\s]+({path}[^\s\"<>)]*)", text_of(letter))


def _read(row: Letter) -> EmailMessage:
    assert row.mime is not None, f"{row.kind} has not left"
    message = message_from_bytes(bytes(row.mime), policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message
