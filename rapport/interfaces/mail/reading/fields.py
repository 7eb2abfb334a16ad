"""A header block as fields: linear, unfolded, forgiving; the ground for headers and parts alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message

from rapport.interfaces.mail.reading.decoding import decode_header, decode_text

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:[ \t]*(.*)", re.DOTALL)
_END = re.compile(rb"\n\r?\n")
_LONGEST_VALUE = 128 * 1024
_MOST_FIELDS = 20_000


@dataclass(frozen=True)
class Fields:
    """Header fields in the order they came: (name in lower case, raw unfolded value)."""

    rows: tuple[tuple[str, bytes], ...]

    def raw(self, name: str) -> str:
        """The first field of this name, 8-bit letters read, encoded words left alone; "" where there is none."""
        for key, value in self.rows:
            if key == name:
                return decode_text(value, charset="utf-8")
        return ""

    def all_raw(self, *names: str) -> list[str]:
        """Every field of these names, in order of appearance."""
        return [decode_text(value, charset="utf-8") for key, value in self.rows if key in names]

    def text(self, name: str) -> str:
        """The first field of this name as a person reads it."""
        for key, value in self.rows:
            if key == name:
                return decode_header(value)
        return ""

    def word(self, name: str) -> str:
        """A field that is one keyword: lower case, without comment or parameters."""
        return self.raw(name).split(";")[0].split("(")[0].strip().lower()

    def parameters(self, name: str) -> Message:
        """The field as the standard library's message, for its parameter parsing (RFC 2231)."""
        message = Message()
        value = self.raw(name)[:8_192].replace("\n", " ").replace("\r", " ")
        if value:
            message[name] = value
        return message


def split_head(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """Where the header block ends and where the body begins."""
    if raw[start : start + 1] == b"\n":
        return start, start + 1
    if raw[start : start + 2] == b"\r\n":
        return start, start + 2
    match = _END.search(raw, start, end)
    return (match.start(), match.end()) if match else (end, end)


def read_fields(raw: bytes, start: int, end: int, *, most_bytes: int) -> tuple[Fields, int, bool]:
    """The fields of the entity at raw[start:end], where its body begins, and whether the head was cut."""
    head_end, body = split_head(raw, start, end)
    cut = head_end - start > most_bytes
    block = raw[start : min(head_end, start + most_bytes)]
    rows, junk_at = _rows(block)
    if junk_at is not None:
        body = start + junk_at
    return Fields(tuple(rows)), body, cut


def _rows(block: bytes) -> tuple[list[tuple[str, bytes]], int | None]:
    """Unfold; a line that is no field ends the head unless fields go on right after it."""
    rows: list[tuple[str, list[bytes]]] = []
    lines = block.split(b"\n")
    at = 0
    for number, line in enumerate(lines):
        if line[:1] in b" \t" and rows:
            rows[-1][1].append(line)
        elif match := _FIELD.match(line):
            if len(rows) < _MOST_FIELDS:
                rows.append((match[1].decode("ascii").lower(), [match[2]]))
        elif line.strip() and not _goes_on(lines, number, begun=bool(rows)):
            return _joined(rows), at
        at += len(line) + 1
    return _joined(rows), None


def _goes_on(lines: list[bytes], number: int, *, begun: bool) -> bool:
    """Is this odd line only a blemish in the head (an mbox line, a badly folded field)?"""
    if number == 0 and lines[0].startswith((b"From ", b">From ")):
        return True
    for line in lines[number + 1 : number + 3] if begun else ():
        if not line.strip():
            return False
        if _FIELD.match(line):
            return True
    return False


def _joined(rows: list[tuple[str, list[bytes]]]) -> list[tuple[str, bytes]]:
    return [(name, b"".join(pieces).replace(b"\r", b"").strip()[:_LONGEST_VALUE]) for name, pieces in rows]
