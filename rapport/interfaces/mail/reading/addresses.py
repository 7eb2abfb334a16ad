"""Addresses and Message-IDs out of header values, however broken."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from email.utils import getaddresses

from rapport.foundation.text import shown
from rapport.interfaces.mail.reading.decoding import clean, decode_header
from rapport.interfaces.mail.reading.types import Address

_ATOM = r"[^\s<>()@,;:\"\[\]]+"
_PLAIN = re.compile(rf"\s*(?:\"([^\"\\]*)\"|([^\"<>@,;:()\\]*))\s*<\s*({_ATOM}@{_ATOM})\s*>\s*")
_BARE = re.compile(rf"\s*({_ATOM}@{_ATOM})\s*")
_ANYWHERE = re.compile(r"[^\s<>()@,;:\"\[\]]{1,128}@[^\s<>()@,;:\"\[\]]{1,255}")
_ID = re.compile(r"<([^<>]{1,2000})>")
_MOST_PER_FIELD = 64 * 1024
_LONGEST_ID = 250


def read_addresses(values: Iterable[str], *, most: int) -> tuple[Address, ...]:
    """All addresses of some header fields, in order, each once, at most `most`."""
    found: dict[str, Address] = {}
    for value in values:
        for name, address in _pairs(value[:_MOST_PER_FIELD]):
            person = _person(name, address)
            if person is not None and len(found) < most:
                found.setdefault(person.address.lower(), person)
    return tuple(found.values())


def _pairs(value: str) -> list[tuple[str, str]]:
    match = _PLAIN.fullmatch(value)
    if match:
        return [(match[1] or match[2] or "", match[3])]
    match = _BARE.fullmatch(value)
    if match:
        return [("", match[1])]
    try:
        pairs = [pair for pair in getaddresses([value]) if "@" in pair[1]]
    except Exception:  # the standard parser fails in many ways on hostile input, RecursionError among them
        pairs = []
    if any(" " in address for _, address in pairs):
        pairs = []
    return pairs or [("", address) for address in _ANYWHERE.findall(value)]


def _person(name: str, address: str) -> Address | None:
    address = clean(decode_header(address) if "=?" in address else address).strip(" '.<>")
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain or len(address) > 320 or any(c.isspace() for c in address):
        return None
    return Address(name=shown(decode_header(name)).strip(" '\"")[:200], address=f"{local}@{domain.lower()}")


def read_ids(value: str, *, most: int = 1_000) -> tuple[str, ...]:
    """Message-IDs of one field, each once, angle brackets and inner white space gone.

    >>> read_ids("<a@b> (x) <c@d>")
    ('a@b', 'c@d')
    """
    found = _ID.findall(value)
    if not found and "<" not in value:
        found = [word for word in value.split() if "@" in word]
    ids = (normal_id(one) for one in found)
    return tuple(dict.fromkeys(one for one in ids if one))[-most:]


def normal_id(value: str) -> str | None:
    """One id in the form it is compared in; None for a null one. Endless ids keep a hash of themselves."""
    one = clean("".join(value.split())).strip("<>")
    if not one:
        return None
    if len(one) > _LONGEST_ID:
        return f"long-{hashlib.sha256(one.encode()).hexdigest()}"
    return one


def own_id(value: str) -> str | None:
    """The Message-ID field's id; a field without brackets counts as written."""
    ids = read_ids(value)
    return ids[0] if ids else normal_id(value)
