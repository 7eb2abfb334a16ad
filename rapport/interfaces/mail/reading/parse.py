"""Reading one mail: bytes in, everything the desk needs out; raises Unreadable and nothing else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import escape

from rapport.foundation.text import shown
from rapport.interfaces.mail.reading.addresses import own_id, read_addresses, read_ids
from rapport.interfaces.mail.reading.armour import without_armour
from rapport.interfaces.mail.reading.automatic import why_automatic
from rapport.interfaces.mail.reading.bodies import Contents, Piece, contents_of
from rapport.interfaces.mail.reading.calendar_answers import read_calendar_answer
from rapport.interfaces.mail.reading.choosing import better_text
from rapport.interfaces.mail.reading.entities import Entity, read_tree
from rapport.interfaces.mail.reading.fields import Fields
from rapport.interfaces.mail.reading.headers import with_newlines
from rapport.interfaces.mail.reading.html import safe_html
from rapport.interfaces.mail.reading.html_text import html_to_text
from rapport.interfaces.mail.reading.proof import proof_of, why_forged
from rapport.interfaces.mail.reading.replies import is_forwarded, separate
from rapport.interfaces.mail.reading.reports import leaves, read_report
from rapport.interfaces.mail.reading.sealed import ENCRYPTED_WORDS, said_of, without_sealed_text
from rapport.interfaces.mail.reading.types import Address, Limits, ReadMail, Unreadable

DEFAULT_LIMITS = Limits()
_MARKER = re.compile(r"\[rapport:([A-Za-z0-9_.=~-]{4,200})\]|rapport-token:([A-Za-z0-9_.=~-]{4,200})")
_SHOWN_MARKER = re.compile(r"\[rapport:[A-Za-z0-9_.=~-]{4,200}\]|rapport-token:[A-Za-z0-9_.=~-]{4,200}")
_MOST_MARKERS = 20
_LONGEST_SUBJECT = 1_000
_DELIVERED_TO = ("delivered-to", "x-original-to", "x-delivered-to", "envelope-to", "x-envelope-to", "x-forwarded-to")
_EMPTY = "This mail is empty: it has neither head nor text."
_TOO_DEEP_HTML = "The HTML of this mail is nested too deeply to be shown; its text is shown instead."
_TOO_MANY_ADDRESSES = "This mail names more than {most:,} addresses; the first {most:,} were read."


def read(
    raw: bytes,
    *,
    envelope_from: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    trusted: tuple[str, ...] = (),
) -> ReadMail:
    """Read one raw mail. `envelope_from` is the SMTP sender, "" for a null one; `trusted` names our mail servers."""
    refuse_unreadable(raw, limits=limits)
    try:
        return _read(with_newlines(raw), envelope_from, limits, trusted)
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable("Reading this mail needs more memory than one mail may use.") from None
    except Exception as fault:  # one bad mail never stops the next; it is kept and shown with this reason
        raise Unreadable(f"This mail could not be read: our reader failed on it ({type(fault).__name__}).") from fault


def refuse_unreadable(raw: bytes, *, limits: Limits) -> None:
    """Refuse at once what no reading can help."""
    if len(raw) > limits.size:
        raise Unreadable(f"This mail is larger than {limits.size // (1024 * 1024):,} MB, the most we read.")


def _read(raw: bytes, envelope_from: str | None, limits: Limits, trusted: tuple[str, ...]) -> ReadMail:
    root, notes = read_tree(raw, limits=limits)
    fields = root.fields
    found = contents_of(root, limits=limits)
    notes.extend(found.notes if raw.strip() else [_EMPTY])
    subject = shown(fields.text("subject"))[:_LONGEST_SUBJECT]
    forwarded = is_forwarded(subject)
    text, markers = _text(found.pieces, limits, forwarded=forwarded)
    written, quoted = separate(text, forwarded=forwarded)
    written, armour = without_armour(written)
    written, sealed = without_sealed_text(written)
    if sealed:
        notes.append(ENCRYPTED_WORDS)
    html = _html(found, notes)
    if not written.strip() and not html:
        written = said_of(notes)
    to, cc, addresses = _recipients(fields, limits, notes)
    if looks := why_forged(fields, trusted=trusted):
        notes.append(looks)
    sender = next(iter(read_addresses(fields.all_raw("from")[:1], most=1)), None)
    calendar = read_calendar_answer(root, sender=sender.address if sender else "", text=written)
    return ReadMail(
        message_id=own_id(fields.raw("message-id")),
        sender=sender or next(iter(read_addresses(fields.all_raw("sender"), most=1)), None),
        reply_to=read_addresses(fields.all_raw("reply-to"), most=limits.addresses),
        to=to,
        cc=cc,
        subject=subject,
        sent_at=sent_at(fields.raw("date")),
        in_reply_to=read_ids(fields.raw("in-reply-to")),
        references=read_ids(fields.raw("references")),
        text=written,
        quoted="\n\n".join(part for part in (armour, sealed, quoted) if part),
        html_safe=html,
        attachments=tuple(found.attachments),
        auto=why_automatic(fields, kind=root.kind, sender=sender, envelope_from=envelope_from),
        report=read_report(root),
        proof=proof_of(fields, sender=sender, trusted=trusted),
        addresses=addresses,
        fingerprint=_fingerprint(raw, root, limits),
        thread_topic=fields.text("thread-topic")[:_LONGEST_SUBJECT],
        thread_index="".join(fields.raw("thread-index").split())[:1_000],
        markers=markers,
        notes=tuple(dict.fromkeys(notes)),
        calendar=calendar,
    )


def sent_at(value: str) -> datetime | None:
    """The moment a Date field names, in UTC; None where it names none that can be."""
    try:
        moment = parsedate_to_datetime(value[:200])
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if 1970 <= moment.year <= 2200 else None


def _text(pieces: list[Piece], limits: Limits, *, forwarded: bool) -> tuple[str, tuple[str, ...]]:
    """All that was said as one text, and the hidden markers in it (which are not shown)."""
    texts = [better_text(one.text, one.html, most_links=limits.links, forwarded=forwarded) for one in pieces]
    text = "\n\n".join(one.strip("\n") for one in texts if one.strip())[: limits.text]
    sources = [text, *(piece.html for piece in pieces if piece.html)]
    if not any("rapport" in source for source in sources):
        return text, ()
    return _SHOWN_MARKER.sub("", text), _markers(sources)


def _markers(sources: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for source in sources:
        for match in _MARKER.finditer(source):
            found[match[1] or match[2]] = None
            if len(found) >= _MOST_MARKERS:
                return tuple(found)
    return tuple(found)


def _html(found: Contents, notes: list[str]) -> str:
    """Safe HTML where the mail has any; pieces without it join as escaped text."""
    if not any(piece.html for piece in found.pieces):
        return ""
    shown: list[str] = []
    for piece in found.pieces:
        if not piece.html:
            shown.append(f'<div style="white-space: pre-wrap">{escape(piece.text or "")}</div>')
            continue
        safe = safe_html(_SHOWN_MARKER.sub("", piece.html) if "rapport" in piece.html else piece.html)
        if not safe and piece.html.strip() and html_to_text(piece.html, most_links=0).strip():
            notes.append(_TOO_DEEP_HTML)
        shown.append(safe)
    return "\n".join(shown)


def _recipients(
    fields: Fields, limits: Limits, notes: list[str]
) -> tuple[tuple[Address, ...], tuple[Address, ...], tuple[str, ...]]:
    """To, Cc, and every address this mail was sent or delivered to."""
    most = limits.addresses
    to = read_addresses(fields.all_raw("to"), most=most + 1)
    cc = read_addresses(fields.all_raw("cc"), most=most + 1)
    others = read_addresses(fields.all_raw(*_DELIVERED_TO, "bcc", "resent-to", "resent-cc"), most=most)
    everyone = tuple(dict.fromkeys(one.address for one in (*others, *to, *cc)))
    if len(to) > most or len(cc) > most or len(everyone) > most:
        notes.append(_TOO_MANY_ADDRESSES.format(most=most))
    return to[:most], cc[:most], everyone[:most]


def _fingerprint(raw: bytes, root: Entity, limits: Limits) -> str:
    """The hash of the date and of what every part holds, so that it does not change on the way."""
    digest = hashlib.sha256()
    digest.update(root.fields.raw("date").encode())
    for number, entity in enumerate(leaves(root)):
        if number >= limits.parts - 1:
            digest.update(raw[root.start :])
            break
        content = entity.content()
        digest.update(f"\n{entity.kind} ".encode())
        digest.update(content.replace(b"\r\n", b"\n").rstrip() if entity.kind.startswith("text/") else content)
    return digest.hexdigest()
