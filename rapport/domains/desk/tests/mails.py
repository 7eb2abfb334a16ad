"""Mails as the tests of the desk write them: who, to whom, answering what."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from rapport.domains.desk import actions
from rapport.domains.desk.models import Mailbox
from rapport.domains.desk.types import Incoming, IncomingMail, Outcome
from rapport.foundation.actors import Actor, system
from rapport.foundation.models.mail import RawMail
from tests.cast import MONDAY, ONE_MINUTE, Cast, address

DESK = "help@northwind.example"
OUTER = ("token_ref", "subject_keys", "acknowledge", "recipients")
TUESDAY = MONDAY + timedelta(days=1)
_numbers = itertools.count(1)


def mailbox(cast: Cast) -> Mailbox:
    """The mailbox of the Service Desk."""
    return actions.add_mailbox(
        address=DESK, name="Northwind Service", team_id=cast.service_desk.pk, actor=system(), at=MONDAY
    )


def raw(at: datetime = MONDAY) -> int:
    """One delivery as the postroom keeps it."""
    number = next(_numbers)
    return RawMail.objects.create(sha256=f"{number:064x}", size=1, source_key=f"test:{number}", received_at=at).pk


def mail(sender: Actor | str, subject: str = "VPN drops", *, at: datetime = MONDAY, **said: Any) -> Incoming:
    """A mail to the desk; keywords of the delivery and of the mail alike."""
    number = raw(at)
    outer = {
        name: said.pop(name) for name in ("token_ref", "subject_keys", "acknowledge", "recipients") if name in said
    }
    who = sender if isinstance(sender, str) else address(sender)
    fields = {
        "message_id": f"m{number}@mail.example",
        "sender_name": "" if isinstance(sender, str) else sender.name,
        "sender_address": who,
        "to": (DESK,),
        "subject": subject,
        "sent_at": at - ONE_MINUTE,
        "text": f"{subject}, says mail {number}.",
        "proof": "pass",
        "fingerprint": f"print {number}",
    } | said
    return Incoming(raw_mail_id=number, mailbox_id=None, mail=IncomingMail(**fields), received_at=at, **outer)


def again(item: Incoming, *, at: datetime) -> Incoming:
    """The same mail in another delivery."""
    return replace(item, raw_mail_id=raw(at), received_at=at)


def receive(*incoming: Incoming, at: datetime = MONDAY) -> list[Outcome]:
    """Receive a list as the mail job does."""
    return actions.receive_messages(list(incoming), actor=system(), at=at)


def outcomes(found: Sequence[Outcome]) -> list[str]:
    """What became of each, in a word."""
    return [one.outcome for one in found]
