"""The cheap look at a mail's head before it is taken: never raises, reads only the head, linear."""

from __future__ import annotations

from rapport.interfaces.mail.reading.addresses import own_id, read_addresses, read_ids
from rapport.interfaces.mail.reading.fields import Fields, read_fields
from rapport.interfaces.mail.reading.types import HeaderScan

HEAD_BYTES = 2 * 1024 * 1024  # a head of this size takes 20 ms; an honest one has 10 KB
NEWEST_REFERENCES = 20


def scan(raw: bytes) -> HeaderScan:
    """Own id, referenced ids and sender of a raw mail."""
    try:
        fields, _, _ = read_fields(with_newlines(raw[:HEAD_BYTES]), 0, min(len(raw), HEAD_BYTES), most_bytes=HEAD_BYTES)
        return _scanned(fields, len(raw))
    except Exception:  # taking a mail must never fail on what is in it; reading it later says what is wrong
        return HeaderScan(message_id=None, ids=(), sender=None, size=len(raw))


def _scanned(fields: Fields, size: int) -> HeaderScan:
    message_id = own_id(fields.raw("message-id"))
    parents = read_ids(fields.raw("in-reply-to"), most=NEWEST_REFERENCES)
    references = read_ids(fields.raw("references"), most=NEWEST_REFERENCES)
    own = (message_id,) if message_id else ()
    senders = read_addresses(fields.all_raw("from")[:1], most=1)
    return HeaderScan(
        message_id=message_id,
        ids=tuple(dict.fromkeys((*own, *parents, *references))),
        sender=senders[0].address if senders else None,
        size=size,
    )


def with_newlines(raw: bytes) -> bytes:
    """Mail whose lines end in a bare carriage return gets newlines; all other mail is left alone."""
    return raw if b"\n" in raw[:100_000] or b"\r" not in raw[:100_000] else raw.replace(b"\r", b"\n")
