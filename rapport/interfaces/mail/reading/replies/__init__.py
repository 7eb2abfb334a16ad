"""What did the human write? Folds quotes, signatures and client lines away; linear, and nothing is thrown away.

Our own layer: the words of forty languages are tables (`languages`), the judgements are plain functions over lines,
and HTML comes in as lines that carry its structure (`marks`). When in doubt it shows more: a cut to the end needs both
a clear sign and something written before it, and what was forwarded stays in sight.
"""

from __future__ import annotations

import re

from rapport.interfaces.mail.reading.replies.lines import INVISIBLE, Lines
from rapport.interfaces.mail.reading.replies.marks import unmarked
from rapport.interfaces.mail.reading.replies.notices import is_banner, is_drawn, is_notice
from rapport.interfaces.mail.reading.replies.scanner import Scanner

_GAPS = re.compile(r"\n{3,}")
_FORWARDED = re.compile(
    r"\s*(?:fwd?|wg|tr|rv|enc|i|pd|vb|vl|ilt|i̇lt|доорст|doorst|fs|továbbítás|转发|轉寄|転送|전달|הועבר|"
    r"إعادة توجيه)\s*[:：]",
    re.IGNORECASE,
)


def separate(text: str, *, forwarded: bool = False) -> tuple[str, str]:
    """Split a mail's text into what was written and what is folded away; a forwarded mail keeps its original.

    >>> separate("Yes.\\n\\nOn Mon, 2 Nov 2026 at 10:00, Ada <ada@example.org> wrote:\\n> Works?")
    ('Yes.', 'On Mon, 2 Nov 2026 at 10:00, Ada <ada@example.org> wrote:\\n> Works?')
    """
    lines = Lines(text)
    folded = Scanner(lines, forwarded=forwarded).scan()
    _fold_notices(lines, folded)
    return _joined(lines, folded, False), _joined(lines, folded, True)


def is_forwarded(subject: str) -> bool:
    """Does the subject say that a mail was sent on (FW:, WG:, TR: …)?

    >>> is_forwarded("WG: Rechnung"), is_forwarded("AW: WG: Rechnung")
    (True, False)
    """
    return _FORWARDED.match(subject) is not None


def _joined(lines: Lines, folded: list[bool], wanted: bool) -> str:
    kept: list[str] = []
    for line, is_folded in zip(lines.raw, folded, strict=True):
        if is_folded == wanted:
            kept.append(line.rstrip())
        elif not wanted and kept and kept[-1]:
            kept.append("")  # a folded stretch parts two answers
    return _GAPS.sub("\n\n", unmarked("\n".join(kept))).strip("\n \t" + INVISIBLE)


def _fold_notices(lines: Lines, folded: list[bool]) -> None:
    """Fold a gateway's warning above the words and notices below them, never the only words there are."""
    paragraphs = _paragraphs(lines, folded)
    while len(paragraphs) > 1 and is_banner(_words(lines, paragraphs[0])):
        _fold(folded, paragraphs.pop(0))
    pending: list[range] = []
    while len(paragraphs) > 1:
        last = paragraphs.pop()
        words = _words(lines, last)
        if is_drawn(words):
            pending.append(last)
        elif is_notice(words):
            for one in (*pending, last):
                _fold(folded, one)
            pending = []
        else:
            paragraphs.append(last)
            break
    _fold_rules_at_the_end(lines, folded, paragraphs)


def _fold_rules_at_the_end(lines: Lines, folded: list[bool], paragraphs: list[range]) -> None:
    """Where notices were folded, the lines drawn between them and the words go with them."""
    last = paragraphs[-1].stop if paragraphs else len(lines)
    if not any(folded[last:]):
        return
    at = len(lines) - 1
    while at >= 0 and (folded[at] or not lines.bare[at] or lines.is_rule(at)):
        folded[at] = True
        at -= 1


def _paragraphs(lines: Lines, folded: list[bool]) -> list[range]:
    found: list[range] = []
    start: int | None = None
    for at in range(len(lines) + 1):
        shown = at < len(lines) and not folded[at] and bool(lines.bare[at])
        if shown and start is None:
            start = at
        elif not shown and start is not None:
            found.append(range(start, at))
            start = None
    return found


def _words(lines: Lines, paragraph: range) -> str:
    return " ".join(lines.raw[at] for at in paragraph)[:8_000]


def _fold(folded: list[bool], paragraph: range) -> None:
    for at in paragraph:
        folded[at] = True
