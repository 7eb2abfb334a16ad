"""The mail inside an opaque S/MIME signature (CMS SignedData, RFC 5652); no signature is judged here."""

from __future__ import annotations

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_PLAIN_DATA = bytes.fromhex("06092a864886f70d010701")
_OCTETS, _OCTETS_IN_PIECES, _WRAPPED = 0x04, 0x24, 0xA0
_DEEPEST = 8


def signed_content(cms: bytes) -> bytes | None:
    """The bytes that were signed, or None where this is no signed data or holds none (encrypted, detached)."""
    if _SIGNED_DATA not in cms[:64]:
        return None
    at = cms.find(_PLAIN_DATA)
    if at < 0:
        return None
    try:
        return _content(cms, at + len(_PLAIN_DATA))
    except (IndexError, ValueError):
        return None


def _content(cms: bytes, at: int) -> bytes | None:
    tag, start, _ = _element(cms, at)
    if tag != _WRAPPED:
        return None
    pieces: list[bytes] = []
    for _ in range(_DEEPEST):
        tag, inner, end = _element(cms, start)
        if tag == _OCTETS and end is not None:
            pieces.append(cms[inner:end])
            return b"".join(pieces)
        if tag != _OCTETS_IN_PIECES:
            return None
        if cms[inner] == _OCTETS:
            return _joined(cms, inner, end)
        start = inner
    return None


def _joined(cms: bytes, at: int, end: int | None) -> bytes:
    """Octet strings sent in pieces, of known or of open length."""
    pieces: list[bytes] = []
    last = len(cms) if end is None else end
    while at < last and cms[at] == _OCTETS:
        _, start, stop = _element(cms, at)
        if stop is None:
            raise ValueError("a primitive octet string has a length")
        pieces.append(cms[start:stop])
        at = stop
    return b"".join(pieces)


def _element(cms: bytes, at: int) -> tuple[int, int, int | None]:
    """Tag, start and end of the element at `at`; the end is None where the length is left open."""
    tag, length = cms[at], cms[at + 1]
    if length == 0x80:
        return tag, at + 2, None
    if length < 0x80:
        return tag, at + 2, at + 2 + length
    size = length & 0x7F
    if size > 4:
        raise ValueError("a length of more than four bytes")
    length = int.from_bytes(cms[at + 2 : at + 2 + size], "big")
    start = at + 2 + size
    return tag, start, min(start + length, len(cms))
