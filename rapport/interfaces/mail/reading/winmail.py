"""winmail.dat opened (TNEF, what Outlook sends to Outlook): its words and its files; None where it cannot be read."""

from __future__ import annotations

import logging
import struct
from dataclasses import dataclass, field

from rapport.interfaces.mail.reading.decoding import decode_text, plain_lines

KINDS = {"application/ms-tnef", "application/vnd.ms-tnef"}
_SIGNATURE = 0x223E9F78
_HEAD = struct.Struct("<BII")
_MOST_OBJECTS = 5_000
_MOST_FILES = 200
_LARGEST = 20 * 1024 * 1024
_LARGEST_RTF = 2 * 1024 * 1024


@dataclass
class Winmail:
    """What was inside: the words as text or HTML, and files as (name, content)."""

    text: str | None = None
    html: str | None = None
    files: list[tuple[str, bytes]] = field(default_factory=list)


def is_named_so(kind: str, name: str) -> bool:
    """Is this part a winmail.dat, by its type or by its name?"""
    return kind in KINDS or (kind == "application/octet-stream" and name.lower() == "winmail.dat")


def opened(content: bytes) -> Winmail | None:
    """The inside of a winmail.dat; None for what is none, is broken, or is made to be slow."""
    if not _looks_sound(content):
        return None
    from tnefparse import TNEF

    logging.getLogger("tnefparse").setLevel(logging.CRITICAL)  # what it has to say is no event of ours
    try:
        tnef = TNEF(content, do_checksum=False)
        found = Winmail(text=_words(tnef.body), html=_words(tnef.htmlbody))
        if found.text is None and found.html is None:
            found.text = _from_rtf(tnef)
        found.files = [_file(one, number) for number, one in enumerate(tnef.attachments[:_MOST_FILES], 1)]
    except MemoryError:
        raise
    except Exception:  # the library fails in many ways on broken files; the file is kept and attached as it is
        return None
    return found if found.text or found.html or found.files else None


def _looks_sound(content: bytes) -> bool:
    """The signature is there and the objects are few: the library's cost grows with their number times the size."""
    if not 16 < len(content) <= _LARGEST or struct.unpack_from("<I", content)[0] != _SIGNATURE:
        return False
    at = 6
    for _ in range(_MOST_OBJECTS):
        if at + _HEAD.size > len(content):
            return True
        at += _HEAD.size + _HEAD.unpack_from(content, at)[2] + 2
        if at > len(content):
            return False  # cut short
    return False


def _words(said: object) -> str | None:
    if isinstance(said, bytes):
        said = decode_text(said, charset=None)
    words = plain_lines(said).strip("\x00\n ") if isinstance(said, str) else ""
    return words or None


def _from_rtf(tnef: object) -> str | None:
    """The words of a body that is only there as compressed rich text."""
    from striprtf.striprtf import rtf_to_text

    rtf = getattr(tnef, "rtfbody", None)
    if not isinstance(rtf, bytes) or len(rtf) > _LARGEST_RTF:
        return None
    return _words(rtf_to_text(rtf.decode("cp1252", "replace"), errors="replace"))


def _file(attachment: object, number: int) -> tuple[str, bytes]:
    name = attachment.long_filename()  # type: ignore[attr-defined]  # untyped library
    name = name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name or "")
    data = attachment.data  # type: ignore[attr-defined]
    return name.strip("\x00 ") or f"file-{number}", bytes(data or b"")
