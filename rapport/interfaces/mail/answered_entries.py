"""Answers of calendars: those to our visits are noted there, and a mail that only says yes becomes no ticket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from rapport.domains.desk import actions as desk
from rapport.domains.desk.types import Incoming, Proof, VisitReply, VisitReplyNoted
from rapport.foundation import postroom
from rapport.foundation.actors import system
from rapport.foundation.models.mail import RawMail
from rapport.interfaces.mail.calendars import visit_key_of
from rapport.interfaces.mail.reading.types import ReadMail

REF = "visit"


def note_answered(mails: Mapping[int, ReadMail], *, at: datetime) -> dict[int, VisitReplyNoted]:
    """Note what these mails answer to entries of ours; settle those that say no more than that.

    An answer with a `reason` is settled; of another the ticket it belongs to is known, and its mail is received.
    """
    replies = [one for id, mail in mails.items() if (one := _reply(id, mail)) is not None]
    if not replies:
        return {}
    with transaction.atomic():
        noted = desk.note_visit_replies(replies=replies, actor=system(), at=at)
        done = {id: one for id, one in noted.items() if one.reason}
        if done:
            postroom.settle([(id, RawMail.IGNORED, one.reason, (REF, one.visit_id)) for id, one in done.items()])
    return noted


def as_received(incoming: Incoming, mail: ReadMail, noted: VisitReplyNoted | None) -> Incoming:
    """A mail of a calendar as the desk receives it: never acknowledged, in words, on the ticket of its visit."""
    if mail.calendar is None:
        return incoming
    said, words = mail.calendar, mail.calendar.words
    told = f"{said.said.capitalize()} in the calendar: {said.summary} {words}"
    text = incoming.mail.text.strip() or " ".join(told.split())
    read = replace(incoming.mail, text=text, auto=incoming.mail.auto if words else incoming.mail.auto or "calendar")
    on_ticket = ("ticket", noted.ticket_id) if noted is not None and noted.ticket_id is not None else None
    return replace(incoming, mail=read, acknowledge=False, token_ref=on_ticket or incoming.token_ref)


def _reply(raw_mail_id: int, mail: ReadMail) -> VisitReply | None:
    said = mail.calendar
    key = visit_key_of(said.uid) if said is not None else ""
    if said is None or not key or mail.sender is None:
        return None
    return VisitReply(
        raw_mail_id=raw_mail_id,
        visit_key=key,
        version=said.version,
        said=said.said,
        words=said.words,
        address=mail.sender.address,
        forged=mail.proof == Proof.FAIL,
        starts_at=said.starts_at,
        ends_at=said.ends_at,
    )
