"""Files written into the text the old way (uuencode), taken out and kept as attachments."""

from __future__ import annotations

import re
from collections import deque

from rapport.interfaces.mail.reading.decoding import from_uuencode

_BEGIN = re.compile(r"begin [0-7]{3,4} (\S.{0,200})")
_ALPHABET = re.compile(r"[ -`]+")
_MOST_FILES = 50


def without_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without complete `begin … end` blocks, and the files in them; unfinished blocks stay text."""
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    lines = text.split("\n")
    ends = deque(number for number, line in enumerate(lines) if line.strip() == "end")
    at = 0
    while at < len(lines):
        match = _BEGIN.fullmatch(lines[at].rstrip())
        while ends and ends[0] < at:
            ends.popleft()
        if match and ends and len(files) < _MOST_FILES and _looks_encoded(lines[at + 1 : at + 2]):
            content = from_uuencode("\n".join(lines[at + 1 : ends[0]]).encode("ascii", "replace"))
            files.append((match[1].strip(), content))
            at = ends[0] + 1
            continue
        kept.append(lines[at])
        at += 1
    return "\n".join(kept), files


def _looks_encoded(following: list[str]) -> bool:
    """A full line of uuencode starts with M and is 61 long; a short file's line says its own length."""
    if not following or not following[0]:
        return False
    line = following[0].rstrip()
    if not _ALPHABET.fullmatch(line[:80]):
        return False
    wanted = ((ord(line[0]) - 32 & 63) + 2) // 3 * 4 + 1 if line else 0
    return line == "`" or abs(len(line) - wanted) <= 2
