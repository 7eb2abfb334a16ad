"""The tree of parts in a mail, split by our own scanner: never recursive, never slower than linear per level.

The standard parser recurses with the nesting of the mail and tests every open boundary on every line, which a
hostile sender can choose; here both are bounded, and the bytes are searched in C.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.utils import collapse_rfc2231_value

from rapport.interfaces.mail.reading.decoding import decode_header, decode_transfer, is_base64_in_name_only
from rapport.interfaces.mail.reading.fields import Fields, read_fields
from rapport.interfaces.mail.reading.types import Limits

_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}")
_GUESSED = re.compile(rb"(?:^|\n)--([^\s-][^\r\n]{2,99}|-[^\r\n]{6,99})[ \t]*\r?\n(?=content-)", re.IGNORECASE)
_DEEPEST_LOOK = 500
TOO_MANY_PARTS = "This mail has more than {most:,} parts; the first {most:,} were read. The whole mail is kept."
TOO_DEEP = "This mail is nested more than {most} levels deep; what lies deeper is kept as an attachment."


@dataclass
class Entity:
    """One part: where its bytes lie, what it says it is, and the parts in it."""

    source: bytes
    fields: Fields
    start: int
    end: int
    kind: str = "text/plain"
    children: list[Entity] = field(default_factory=list)
    too_deep: bool = False
    innermost: Entity | None = None

    @property
    def disposition(self) -> str:
        return self.fields.word("content-disposition")

    @property
    def body(self) -> bytes:
        """The bytes as they came."""
        return self.source[self.start : self.end]

    def content(self) -> bytes:
        """The bytes with the transfer encoding undone."""
        return decode_transfer(self.body, encoding=self.fields.word("content-transfer-encoding"))

    def text_content(self) -> bytes:
        """The bytes of a text: as they came where the encoding they name would make noise of them."""
        as_base64 = self.fields.word("content-transfer-encoding") == "base64"
        return self.body if as_base64 and is_base64_in_name_only(self.body) else self.content()

    def parameter(self, name: str) -> str:
        """A parameter of the content type, "" where there is none."""
        if name not in self.fields.raw("content-type").lower():
            return ""
        return _parameter(self.fields, "content-type", name)

    def file_name(self) -> str:
        """The file name as the sender gave it, decoded but not yet made safe."""
        for header, name in (("content-disposition", "filename"), ("content-type", "name")):
            if name in self.fields.raw(header).lower():
                given = decode_header(_parameter(self.fields, header, name))
                if given:
                    return given
        return ""

    def location_name(self) -> str:
        """The last part of where the sender says the part lies (MMS and saved pages name files so)."""
        return self.fields.text("content-location").rsplit("/", 1)[-1][:120]


def _parameter(fields: Fields, header: str, name: str) -> str:
    try:
        value = fields.parameters(header).get_param(name, "", header=header)
        return collapse_rfc2231_value(value, errors="replace").strip() if value else ""
    except Exception:  # malformed RFC 2231 fails inside the standard library in several ways
        return ""


def content_kind(fields: Fields, *, default: str) -> str:
    """The type and subtype in lower case; what cannot be understood is plain text, as RFC 2045 asks."""
    word = fields.word("content-type")
    if not word:
        return default
    if _TYPE.fullmatch(word):
        return word
    return "text/plain"


def read_tree(raw: bytes, *, limits: Limits, start: int = 0) -> tuple[Entity, list[str]]:
    """The mail as a tree of entities, and notes on what was too much."""
    notes: list[str] = []
    root, head_cut = _entity(raw, start, len(raw), default="text/plain", limits=limits)
    if head_cut:
        notes.append(f"The head of this mail is longer than {limits.header_bytes // 1024:,} KB; the rest was left out.")
    count = 1
    waiting = [(root, 0)]
    while waiting:
        entity, depth = waiting.pop()
        if not entity.kind.startswith("multipart/"):
            continue
        if depth >= limits.depth:
            notes.append(TOO_DEEP.format(most=limits.depth))
            entity.too_deep = True
            entity.innermost = _first_leaf(entity, limits)
            continue
        entity.children, more = _children(entity, limits=limits, room=limits.parts - count)
        count += len(entity.children)
        if more:
            notes.append(TOO_MANY_PARTS.format(most=limits.parts))
        waiting.extend((child, depth + 1) for child in reversed(entity.children))
    return root, list(dict.fromkeys(notes))


def _first_leaf(entity: Entity, limits: Limits) -> Entity | None:
    """The first part that holds no others, so that even a mail nested beyond reason shows some of its words."""
    for _ in range(_DEEPEST_LOOK):
        if not entity.kind.startswith("multipart/"):
            return entity
        children, _ = _children(entity, limits=limits, room=1)
        if not children:
            return None
        entity = children[0]
    return None


def _entity(raw: bytes, start: int, end: int, *, default: str, limits: Limits) -> tuple[Entity, bool]:
    fields, body, cut = read_fields(raw, start, end, most_bytes=limits.header_bytes)
    return Entity(raw, fields, min(body, end), end, content_kind(fields, default=default)), cut


def _children(entity: Entity, *, limits: Limits, room: int) -> tuple[list[Entity], bool]:
    boundary = entity.parameter("boundary").rstrip().encode("utf-8", "surrogateescape")
    spans, more = _spans(entity, boundary, room) if boundary else ([], False)
    if not spans:
        guess = _GUESSED.search(entity.source, entity.start, entity.end)
        spans, more = _spans(entity, guess[1].rstrip(), room) if guess else ([], False)
    default = "message/rfc822" if entity.kind == "multipart/digest" else "text/plain"
    return [_entity(entity.source, a, b, default=default, limits=limits)[0] for a, b in spans], more


def _spans(entity: Entity, boundary: bytes, room: int) -> tuple[list[tuple[int, int]], bool]:
    """Start and end of each part between boundary lines; an unfinished last part runs to the end."""
    raw, end = entity.source, entity.end
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    position = entity.start
    while True:
        line_start, line_end, closing = _next_boundary(raw, boundary, position, end, entity.start)
        if opened is not None:
            if len(spans) >= room:
                return spans, True
            spans.append((opened, max(opened, _before_newline(raw, line_start, opened))))
        if closing or line_start >= end:
            return spans, False
        opened = position = line_end


def _next_boundary(raw: bytes, boundary: bytes, position: int, end: int, first: int) -> tuple[int, int, bool]:
    """The next line that is this boundary: its start, the start of the line after it, and whether it closes."""
    mark = b"--" + boundary
    while (found := raw.find(mark, position, end)) >= 0:
        position = found + len(mark)
        if found != first and raw[found - 1 : found] != b"\n":
            continue
        newline = raw.find(b"\n", position, end)
        line_end = end if newline < 0 else newline + 1
        rest = raw[position : min(line_end, position + 200)].strip()
        if rest in {b"", b"--"}:
            return found, line_end, rest == b"--"
    return end, end, False


def _before_newline(raw: bytes, at: int, lowest: int) -> int:
    """The line break before a boundary belongs to the boundary."""
    if at > lowest and raw[at - 1 : at] == b"\n" and at < len(raw):
        at -= 1
        if at > lowest and raw[at - 1 : at] == b"\r":
            at -= 1
    return at
