"""Where the original begins without quote marks: "-----Original Message-----", From/Sent/To/Subject, a drawn line."""

from __future__ import annotations

import re

from rapport.interfaces.mail.reading.replies.attributions import attribution_at, has_address, has_moment
from rapport.interfaces.mail.reading.replies.languages import phrases
from rapport.interfaces.mail.reading.replies.lines import Lines, label_kind

_WINDOW = 18
_MOST_CONTINUED = 4
_ORIGINALS, _FORWARDS, _BEGINNINGS = (
    "|".join(re.escape(word) for word in phrases(kind)) for kind in ("original", "forwarded", "begins")
)
_DASH = "[-_—–‐‒―=*#+]"
_SEPARATOR = re.compile(
    rf"\*?{_DASH}{{2,}}\s*\*?(?:{_ORIGINALS})(?!\w)(?:[^\n]{{0,80}}$|\s*{_DASH}{{4,}})", re.IGNORECASE
)
_BARE_SEPARATOR = re.compile(rf"[*_]*(?:{_ORIGINALS})[*_]*\s*[:：]?[*_]*$", re.IGNORECASE)
_DASHED_WORDS = re.compile(rf"{_DASH}{{4,}}[^\n]{{1,60}}?{_DASH}{{4,}}$")  # in a language that no table knows
_GIST = re.compile(r"\S.{0,160}?---\d[\d/.-]+ [\d:.]+(?: [AP]M)?---")  # Notes: "Ada ---2.11.2026 10:14:22---Does it"
_SHORT = 60
_PROCESSED = re.compile(
    r"original message processed by |##-? .{0,80}(?:above|oberhalb|au-dessus|encima|boven)", re.IGNORECASE
)
_FORWARD = re.compile(
    rf"[>\s]{{0,6}}\*?{_DASH}{{2,}}\s*\*?(?:{_FORWARDS})(?!\w)[^\n]{{0,80}}$|"
    rf"[>\s]{{0,6}}\*?(?:{_BEGINNINGS})\s*[:：]?\*?$",
    re.IGNORECASE,
)
_SOME_LABEL = re.compile(r"\*?\s?[^\W\d_][\w .'’/()-]{0,26}\*?\s?[:：]\*?\s?\S", re.UNICODE)
_DRAWS = "-_—–‐‒―=*#+> "
_NEEDED = {"date", "to", "subject"}


def is_forward(line: str) -> bool:
    """Does a forwarded mail begin here? What follows was sent on purpose."""
    if not 6 <= len(line) <= 200 or not (line[0] in _DRAWS or line.endswith((":", "：", ":*"))):
        return False
    return _FORWARD.match(line) is not None


def begins_original(lines: Lines, at: int) -> bool:
    """Does the original of a reply begin here, so that all below it is a quote?"""
    bare = lines.bare[at]
    if (bare[:1] in _DRAWS and _SEPARATOR.match(bare)) or _PROCESSED.match(bare):
        return True
    if lines.is_rule(at):
        return headers_follow(lines, at + 1, after_rule=True) or _quoted_headers_follow(lines, at + 1)
    if (bare[:1] in _DRAWS and _DASHED_WORDS.match(bare)) or _GIST.match(bare):
        return headers_follow(lines, at + 1, after_rule=True)
    if lines.next_alone[at] <= at + 4 and _is_letterhead(lines, at):
        return True
    if 4 <= len(bare) <= 50 and _BARE_SEPARATOR.match(bare):
        return headers_follow(lines, at + 1, after_rule=True)
    return lines.labels[at] is not None and headers_follow(lines, at)


def headers_follow(lines: Lines, at: int, *, after_rule: bool = False) -> bool:
    """From, Sent, To, Subject in any order and language; certain by address, date with subject, or a rule."""
    start = lines.next_written(at, within=4)
    if start is None:
        return False
    kinds, address = _block(lines, start)
    if after_rule and {"to", "subject"} <= kinds and _attribution_ends(lines, start):
        return True
    sure = after_rule or address or {"subject", "date"} <= kinds
    if "from" in kinds and sure and len(kinds & _NEEDED) >= (1 if after_rule else 2):
        return True
    return after_rule and _unknown_labels(lines, start)


def _quoted_headers_follow(lines: Lines, at: int) -> bool:
    """ "> From: …" and the rest of the head as a quote, and below it the original without any mark."""
    bare = [line.lstrip("> ") for line in lines.bare[at : at + 10] if line.startswith(">")]
    kinds = {kind for kind in map(label_kind, bare) if kind}
    end = lines.next_written(at + len(bare))
    only_labels = all(label_kind(line) or not line for line in bare)
    return only_labels and {"from", "subject"} <= kinds and end is not None and not lines.is_quoted(end)


def _is_letterhead(lines: Lines, at: int) -> bool:
    """A name with an address, below it a day, below them "To" and "Subject" each alone on its line: old Notes."""
    day = lines.bare[at + 1] if at + 1 < len(lines) else ""
    if not has_address(lines.bare[at]) or len(lines.bare[at]) > _SHORT * 2:
        return False
    if len(day) > _SHORT or not has_moment(day):
        return False
    alone = {lines.alone[number] for number in range(at + 2, min(at + 12, len(lines)))}
    return {"to", "subject"} <= alone


def _block(lines: Lines, start: int) -> tuple[set[str], bool]:
    """The kinds of header in one block from `start` on, and whether an address stands in it."""
    kinds: set[str] = set()
    address, continued, blank = False, 0, False
    for number in range(start, min(start + _WINDOW, len(lines))):
        line, kind = lines.bare[number], lines.labels[number]
        if kind is None:
            if not kinds or (line and (blank or continued >= _MOST_CONTINUED)) or lines.is_quoted(number):
                break
            blank, continued = blank or not line, continued + bool(line)
            continue
        if kind == "from" and "from" in kinds:
            break
        kinds.add(kind)
        address = address or has_address(line)
        continued, blank = 0, False
    return kinds, address


def _attribution_ends(lines: Lines, start: int) -> bool:
    """To and Subject below a drawn line, then "2.11.2026, 10:14, Ada <ada@client.example>:"."""
    for number in range(start, min(start + 8, len(lines))):
        if lines.labels[number] is None:
            found = attribution_at(lines, number)
            return found is not None and found.sure
    return False


def _unknown_labels(lines: Lines, start: int) -> bool:
    """Below a drawn line: three labels in a language we have no table for, with an address or a date among them."""
    block = [lines.bare[number] for number in range(start, min(start + 6, len(lines)))]
    labelled = 0
    for line in block:
        if not _SOME_LABEL.match(line):
            break
        labelled += 1
    known = sum(lines.labels[number] is not None for number in range(start, min(start + labelled, len(lines))))
    telling = " ".join(block[:labelled])
    return labelled >= 3 and has_address(telling) and (has_moment(telling) or known > 0)
