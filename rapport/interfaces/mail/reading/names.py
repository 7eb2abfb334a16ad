"""Names and types of attachments that are safe to show, store and serve."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 120
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f"*:<>?|\\/\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]')
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
)
_CONTAINERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ACTIVE = re.compile(rb"<(?:!doctype html|html|script|svg|iframe|body|head)[\s>]", re.IGNORECASE)
_EXTENSIONS = {
    "message/rfc822": "eml",
    "text/plain": "txt",
    "text/html": "html",
    "text/calendar": "ics",
    "text/csv": "csv",
    "text/rfc822-headers": "txt",
    "message/delivery-status": "txt",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "application/pdf": "pdf",
    "application/pgp-signature": "asc",
    "application/pgp-encrypted": "asc",
    "application/pkcs7-signature": "p7s",
    "application/x-pkcs7-signature": "p7s",
    "application/pkcs7-mime": "p7m",
    "application/ms-tnef": "dat",
    "application/zip": "zip",
}


def safe_name(given: str, *, content_type: str, number: int) -> str:
    """A file name without paths, control or direction-changing characters; made up where none was given.

    >>> safe_name("../../etc/passwd", content_type="text/plain", number=1)
    'passwd'
    >>> safe_name("", content_type="image/png", number=3)
    'part-3.png'
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode()))[-1]
    name = " ".join(_FORBIDDEN.sub("", last).split()).strip(" .")
    if not name:
        return f"part-{number}.{_EXTENSIONS.get(content_type, 'bin')}"
    if name.split(".")[0].lower() in _RESERVED:
        name = f"file-{name}"
    return _shortened(name)


def _shortened(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        return name[:_LONGEST]
    return f"{stem[: _LONGEST - len(extension) - 1]}.{extension}"


def content_type_of(content: bytes, *, declared: str) -> str:
    """What the bytes are: known beginnings win, then anything active is called so, then what the sender said."""
    for beginning, kind in _MAGIC:
        if content.startswith(beginning):
            return kind
    if not declared.startswith("message/") and _ACTIVE.search(content[:1_024]):
        return "image/svg+xml" if b"<svg" in content[:1_024].lower() else "text/html"
    if content.startswith(_CONTAINERS) and declared not in {"", "application/octet-stream"}:
        # Office files are containers; the sender's word is finer than ours, and harmless: images and text excepted.
        return "application/zip" if declared.startswith(("image/", "text/")) else declared
    if declared.startswith(("text/", "message/", "multipart/")):
        return "text/plain" if declared.startswith("multipart/") else declared
    return _by_puremagic(content) or declared or "application/octet-stream"


def _by_puremagic(content: bytes) -> str:
    import puremagic  # loads its table of signatures; most mail never needs it

    try:
        return puremagic.from_string(content[:8_192], mime=True)
    except Exception:  # it raises its own error when it does not know, and others on odd input
        return ""
