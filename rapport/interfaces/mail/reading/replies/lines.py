"""The lines of a mail's text, with what each looks like at first sight; computed once, read many times."""

from __future__ import annotations

import re

from rapport.interfaces.mail.reading.replies import marks
from rapport.interfaces.mail.reading.replies.languages import LABELS

INVISIBLE = (
    "\ufeff\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
)
_EDGE = INVISIBLE + marks.ALL + " \t\r\xa0\u2002\u2003\u2007\u2009\u202f\u3000"
_WITHIN = str.maketrans("", "", INVISIBLE)
_LONGEST_LOOKED_AT = 1_000
_LONGEST_LABEL = 28
_LABEL_EDGE = "*_ \xa0\t\u202f"
_DRAWN = "_—–‒―─═=*-"
_RULE = re.compile(r"[_—–‒―─═=*-]{5,}$|(?:[-_*] ){4,}[-_*]?$")

_INITIALS = re.compile(r"(?:[^\W\d_]{1,8}>{1,3}|\|)(?=\s|$)", re.UNICODE)


class Lines:
    """Each line as it came (`raw`), as it is judged (`bare`), and the mark HTML put on it (`marks`)."""

    def __init__(self, text: str) -> None:
        self.raw = text.split("\n")
        self.marks = [line[:1] if line[:1] in marks.ALL else "" for line in self.raw] if _has_marks(text) else None
        self.bare = [_bare(line) for line in self.raw]
        self.labels = [label_kind(line) for line in self.bare]
        self.rules = [_is_rule(line) for line in self.bare]
        self.next_colon = self._next_colon()
        self.alone = [LABELS.get(line.lower()) if 0 < len(line) <= _LONGEST_LABEL else None for line in self.bare]
        self.next_alone = self._next_alone()
        self.initials: str | None = None

    def __len__(self) -> int:
        return len(self.raw)

    def mark(self, at: int) -> str:
        """The mark of the line at `at`, "" where it has none."""
        return self.marks[at] if self.marks is not None else ""

    def is_quoted(self, at: int) -> bool:
        """Does the line carry the agreed sign of a quote?"""
        bare = self.bare[at]
        return bare.startswith((">", "＞")) or (self.initials is not None and bare.startswith(self.initials))

    def learn_initials(self, at: int) -> None:
        """ "AL> Does it print?" or "| Does it print?" right below the line that names Ada: they are quotes then."""
        number = self.next_written(at, within=4)
        found = _INITIALS.match(self.bare[number]) if number is not None else None
        if found is not None:
            self.initials = found[0].rstrip()

    def is_rule(self, at: int) -> bool:
        """A line drawn across the page."""
        return self.rules[at]

    def next_written(self, at: int, *, within: int = 12) -> int | None:
        """The first line that is not empty, from `at` on; a line drawn by HTML's structure counts."""
        for number in range(at, min(at + within, len(self.raw))):
            if self.bare[number] or self.mark(number):
                return number
        return None

    def _next_colon(self) -> list[int]:
        """For each line, the nearest line from it on that ends as an attribution does; far away where there is none."""
        nearest = [10**9] * (len(self.bare) + 1)
        for number in range(len(self.bare) - 1, -1, -1):
            ends = self.bare[number].rstrip("-—* ").endswith((":", "：", "のメール", "wrote", "ha scritto", ">"))
            nearest[number] = number if ends else nearest[number + 1]
        return nearest

    def _next_alone(self) -> list[int]:
        """For each line, the nearest line from it on that is nothing but a label such as "To"."""
        nearest = [10**9] * (len(self.bare) + 1)
        for number in range(len(self.bare) - 1, -1, -1):
            nearest[number] = number if self.alone[number] else nearest[number + 1]
        return nearest


def _is_rule(line: str) -> bool:
    return line[:1] in _DRAWN and len(line) >= 5 and _RULE.match(line) is not None


def _has_marks(text: str) -> bool:
    return any(mark in text for mark in marks.ALL)


def _bare(line: str) -> str:
    short = line[:_LONGEST_LOOKED_AT].strip(_EDGE)
    if "&nbsp;" in short:
        short = short.replace("&nbsp;", " ").strip()  # some clients write it into plain text
    if short.isascii():
        return short
    return short.translate(_WITHIN).replace("\xa0", " ").replace("\u202f", " ")


def label_kind(line: str) -> str | None:
    """Which header a line such as "*Von:* Ada" opens: from, date, to, copy, subject; None where it opens none.

    >>> label_kind("*Von:* Ada")
    'from'
    """
    head, colon, _ = line[:44].replace("：", ":").partition(":")
    if not colon or len(head) > _LONGEST_LABEL:
        return None
    return LABELS.get(head.strip(_LABEL_EDGE).lower())
