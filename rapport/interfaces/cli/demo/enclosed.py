"""Files that went with answers: a guide on one page, a picture of what to look for, and a log in a draft."""

# ruff: noqa: E501 - what people write stays on one line each

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from rapport.domains.desk import actions, queries
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.calendar import lately
from rapport.interfaces.cli.demo.placing import Cast

GUIDE = (
    "Taking a line down",
    "1  Tell everybody on site the day before; the clock at the gate needs the line, too.",
    "2  Switch the box off first, then pull its plug.",
    "3  The antenna comes off last: one screw, then lift.",
    "4  Box, antenna and both cables go into the crate with the green label.",
    "What does not fit, leave beside it. We count it here.",
)
WITH_GUIDE = "Hello Tomas,\n\none more thing for spring: the page has the four steps in their order, so that whoever is on site that day can do it alone."
WITH_PICTURE = "Hello Ivo,\n\nthen take the other socket. And the antenna belongs where the picture has it green, at the end away from the hoist. Do the bars stay then?"
LOG = "02:10:04 link down\n02:10:05 trying 4G\n02:24:51 no answer from mast 2\n02:40:12 link up, 3 bars\n"
PAPER, INK, GREEN = (250, 248, 243), (40, 38, 35), (30, 96, 62)
WIDE, HIGH = 360, 200
# left, top, right, bottom, colour: a trailer, its windows, the hoist, and the antenna where it should be
DRAWN = (
    (40, 90, 240, 160, INK), (46, 96, 234, 154, PAPER), (66, 108, 106, 132, INK), (126, 108, 166, 132, INK),
    (60, 160, 84, 172, INK), (196, 160, 220, 172, INK), (290, 30, 298, 172, INK), (250, 30, 340, 38, INK),
    (52, 40, 56, 90, GREEN), (40, 40, 68, 44, GREEN), (44, 54, 64, 57, GREEN),
)  # fmt: skip


def send(tickets: Mapping[str, int], cast: Cast, *, at: datetime) -> None:
    """Two answers of today with a file each, and a draft of this morning that has one already."""
    for key, who, text, name, content in (
        ("today-handover", n.SANNA, WITH_GUIDE, "Taking a line down.pdf", page_of(GUIDE)),
        ("today-hoist", n.HUGO, WITH_PICTURE, "Where the antenna belongs.png", picture()),
    ):
        said: dict[str, Any] = {"ticket_id": tickets[key], "text": text, "then": "wait", "attached": [(name, content)]}
        actions.answer(actor=cast.actor(who), at=lately(at - timedelta(hours=2)), **said)
    hugo = cast.actor(n.HUGO)
    for row in queries.queue(hugo, view="team").rows[:1]:
        log: dict[str, Any] = {"name": "log of last night.txt", "content": LOG.encode()}
        actions.attach_file(ticket_id=row.ticket_id, actor=hugo, at=at, **log)


def page_of(lines: tuple[str, ...]) -> bytes:
    """A PDF of one page, the first line large."""
    words = [
        f"BT /F1 {18 if place == 0 else 12} Tf 60 {770 - 34 * place} Td ({line}) Tj ET"
        for place, line in enumerate(lines)
    ]
    drawn = "\n".join(words).encode("latin-1")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    written, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    ending = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(written + ending % (size, table, size, len(written)))


def picture() -> bytes:
    """A PNG: the trailer with its antenna on the edge of the roof."""
    rows = b"".join(b"\0" + b"".join(bytes(_colour(x, y)) for x in range(WIDE)) for y in range(HIGH))
    head = struct.pack("!IIBBBBB", WIDE, HIGH, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _colour(x: int, y: int) -> tuple[int, int, int]:
    over = [colour for left, top, right, bottom, colour in DRAWN if left <= x < right and top <= y < bottom]
    return over[-1] if over else PAPER


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", zlib.crc32(kind + content))
