"""Outlook's Thread-Index: a header for the conversation and five bytes for each answer (MS-OXOMSG 2.2.1.3)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import UTC, datetime

HEADER = 22
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def new_index(*, seed: str, at: datetime) -> str:
    """The index of a new conversation; the seed names it for ever."""
    ticks = _ticks(at) >> 16
    guid = hashlib.sha256(seed.encode()).digest()[:16]
    return base64.b64encode(b"\x01" + (ticks & ((1 << 40) - 1)).to_bytes(5, "big") + guid).decode()


def child_index(parent: str, *, at: datetime) -> str:
    """The index of an answer: the parent's with five bytes added; an unreadable parent gives an empty one."""
    try:
        whole = base64.b64decode(parent, validate=True)
    except (binascii.Error, ValueError):
        return ""
    if len(whole) < HEADER:
        return ""
    began = int.from_bytes(whole[1:6], "big") << 16
    delta = max((_ticks(at) & ((1 << 56) - 1)) - began, 0)
    # Under about 1.7 years the code bit is 0 and 31 bits of the difference from bit 18 on are kept.
    code, shift = (0, 18) if delta < 1 << 49 else (1, 23)
    bits = code << 31 | (delta >> shift & ((1 << 31) - 1))
    last = hashlib.sha256(at.isoformat().encode()).digest()[0]
    return base64.b64encode(whole + bits.to_bytes(4, "big") + bytes([last])).decode()


def _ticks(at: datetime) -> int:
    """Hundreds of nanoseconds since 1601."""
    since = at - EPOCH
    return (since.days * 86_400 + since.seconds) * 10_000_000 + since.microseconds * 10
