"""Files that went with answers: a guide on one page, a picture of what to look for, and a log in a draft."""

# ruff: noqa: E501 - what people write stays on one line each

from __future__ import annotations

import struct
import zlib
from datetime import datetime, timedelta

from rapport.domains.desk import actions, queries
from rapport.domains.desk.queries import ViewFilters
from rapport.domains.desk.types import QueueRow
from rapport.foundation.actors import Actor
from rapport.interfaces.cli.demo import names as n
from rapport.interfaces.cli.demo.placing import Cast

GUIDE = (
    "A tablet that stands still",
    "1  Hold both buttons on the left edge, count to ten.",
    "2  The screen goes dark. Let go when the name comes.",
    "3  It asks for your number: the one on the back, under the bar code.",
    "4  Still dark? Put it on its charger for half an hour, then begin again.",
    "Your words and your drawings stay where they are.",
)
WITH_GUIDE = "Good morning,\n\nthe page with the four steps is attached; most of them wake up at the second one. Write which step it stops at, and we go on from there."
WITH_PICTURE = "Good morning,\n\nthe picture shows where the antenna belongs: on the edge of the roof, away from the hoist. Does yours stand there?"
LOG = "02:10:04 link down\n02:10:05 trying 4G\n02:24:51 no answer from mast 2\n02:40:12 link up, 3 bars\n"
PAPER, INK, GREEN = (250, 248, 243), (40, 38, 35), (30, 96, 62)
WIDE, HIGH = 360, 200
# left, top, right, bottom, colour: a trailer, its windows, the hoist, and the antenna where it should be
DRAWN = (
    (40, 90, 240, 160, INK), (46, 96, 234, 154, PAPER), (66, 108, 106, 132, INK), (126, 108, 166, 132, INK),
    (60, 160, 84, 172, INK), (196, 160, 220, 172, INK), (290, 30, 298, 172, INK), (250, 30, 340, 38, INK),
    (52, 40, 56, 90, GREEN), (40, 40, 68, 44, GREEN), (44, 54, 64, 57, GREEN),
)  # fmt: skip


def send(cast: Cast, *, at: datetime) -> None:
    """Two answers of yesterday with a file each, and a draft of this morning that has one already."""
    hugo = cast.actor(n.HUGO)
    rows = queries.filtered_queue(hugo, ViewFilters(waits="us"), at=at).rows[1:-1]
    for service, text, name, content in (
        (n.TABLETS, WITH_GUIDE, "Tablet stands still, four steps.pdf", page_of(GUIDE)),
        (n.LINES, WITH_PICTURE, "antenna.png", picture()),
    ):
        row = next((one for one in rows if one.service == service), None)
        if row is not None:
            _answer(row, text, (name, content), hugo, at=at - timedelta(hours=2))
    first = queries.queue(hugo, view="team").rows[:1]
    for row in first:
        actions.attach_file(
            ticket_id=row.ticket_id, name="log of last night.txt", content=LOG.encode(), actor=hugo, at=at
        )


def _answer(row: QueueRow, text: str, attached: tuple[str, bytes], hugo: Actor, *, at: datetime) -> None:
    actions.answer(ticket_id=row.ticket_id, text=text, then="wait", attached=[attached], actor=hugo, at=at)


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
