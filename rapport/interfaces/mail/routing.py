"""Routing: from a mail as read to what the desk receives; signed tokens are found here (docs/rules-of-mail.md 3)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.conf import settings

from rapport.domains.desk.types import AttachmentIn, Bounce, Incoming, IncomingMail
from rapport.foundation.languages import language_of
from rapport.foundation.models.mail import Letter, RawMail
from rapport.foundation.postroom import recipients_of
from rapport.foundation.tokens import read_thread_token
from rapport.interfaces.mail.reading.types import AttachmentPart, ReadMail, ReportedRecipient

SUBJECT_KEY = re.compile(r"\[#\s?([A-Za-z][A-Za-z0-9]{0,9}-\d{1,12})\s?\]")
MOST_SUBJECT = 2_000


def incoming(raw: RawMail, mail: ReadMail) -> Incoming:
    """What the desk needs to know of one delivery."""
    ids = ids_newest_first(mail)
    sender = mail.sender
    read = IncomingMail(
        message_id=mail.message_id or "",
        ids=ids,
        sender_name=sender.name if sender else "",
        sender_address=sender.address if sender else "",
        to=tuple(one.address for one in mail.to),
        cc=tuple((one.name, one.address) for one in mail.cc),
        subject=mail.subject,
        sent_at=mail.sent_at,
        text=mail.text,
        quoted=mail.quoted,
        html=mail.html_safe,
        attachments=tuple(_attachment(part) for part in mail.attachments),
        auto=mail.auto,
        proof=_proof(mail.proof),
        fingerprint=mail.fingerprint,
        remarks=tuple(note for note in mail.notes if note != mail.text),
        language=language_of(mail.text),
    )
    recipients = tuple(raw.envelope_to) or read.to
    return Incoming(
        raw_mail_id=raw.id,
        mailbox_id=raw.mailbox_id,
        mail=read,
        received_at=raw.received_at,
        token_ref=token_of(ids, addresses=(*recipients, *read.to, *(a for _, a in read.cc)), markers=mail.markers),
        subject_keys=tuple(SUBJECT_KEY.findall(mail.subject[:MOST_SUBJECT])),
        acknowledge=not raw.before_connected,
        recipients=recipients,
    )


def ids_newest_first(mail: ReadMail) -> tuple[str, ...]:
    """In-Reply-To, then References from the newest to the oldest, each once."""
    return tuple(dict.fromkeys((*mail.in_reply_to, *reversed(mail.references))))


def token_of(
    ids: Iterable[str], *, addresses: Iterable[str] = (), markers: Iterable[str] = ()
) -> tuple[str, int] | None:
    """The first valid token: in an id of ours, in a plus-address, in a hidden marker."""
    ours = (one for one in ids if "rapport." in one.lower())
    plus = (one for one in addresses if "+" in one)
    for text in (*ours, *plus, *markers):
        found = read_thread_token(text)
        if found is not None:
            return found
    return None


def bounces(raw: RawMail, mail: ReadMail, letters: dict[str, Letter]) -> list[Bounce]:
    """What a delivery report says of a letter of ours; a report about none of our letters says nothing.

    The reported address must be one the letter went to (or the letter's only one, when the report names the
    address it was passed on to): otherwise anybody could silence an address by a forged report.
    """
    if mail.report is None or mail.report.original_message_id is None:
        return []
    letter = letters.get(bare_id(mail.report.original_message_id))
    if letter is None:
        return []
    known = {address.lower(): address for address in _everybody(letter)}
    found = []
    for one in mail.report.recipients:
        address = known.get(one.address.lower()) or (next(iter(known.values())) if len(known) == 1 else "")
        if address and one.action.lower() in {"failed", "delayed"}:
            found.append(_bounce(raw, letter, one, address))
    return found


def bare_id(message_id: str) -> str:
    """A Message-ID without its angle brackets."""
    return message_id.strip().strip("<>")


def _bounce(raw: RawMail, letter: Letter, one: ReportedRecipient, address: str) -> Bounce:
    ref = (letter.ref_kind, letter.ref_id) if letter.ref_kind and letter.ref_id is not None else None
    return Bounce(
        address=address,
        reason=(one.diagnostic or one.status)[:500],
        token_ref=ref,
        raw_mail_id=raw.id,
        permanent=one.action.lower() == "failed" and not one.status.startswith("4"),
    )


def _everybody(letter: Letter) -> list[str]:
    return list(dict.fromkeys([*recipients_of(letter), *(a for _, a in (*letter.to, *letter.cc))]))


def _attachment(part: AttachmentPart) -> AttachmentIn:
    return AttachmentIn(
        name=part.name,
        content_type=part.content_type,
        content=part.content,
        sha256=part.sha256,
        content_id=part.content_id,
    )


def _proof(said: str) -> str:
    """A pass counts only from a mail server we trust: anybody can write the header; a fail always counts."""
    return said if settings.TRUSTED_MAIL_SERVERS or said != "pass" else "none"
