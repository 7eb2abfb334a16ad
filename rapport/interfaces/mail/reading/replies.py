"""What did the human write? Folds quotes, signatures and client lines away; linear, one look at each line.

When in doubt it shows more: a cut to the end needs both a clear sign and something written before it.
"""

from __future__ import annotations

import re

from rapport.interfaces.mail.reading import phrases

_QUOTED = (">", "＞")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2060"
_LONGEST_LOOKED_AT = 1_000
_LONGEST_LOOSE_SIGNATURE = 12
_RULE = re.compile(r"\s*[_—–-]{5,}\s*$|\s*\*{5,}\s*$")
_GAPS = re.compile(r"\n{3,}")


def separate(text: str) -> tuple[str, str]:
    """Split a mail's text into what was written and what is folded away; nothing is thrown away.

    >>> separate("Yes.\\n\\nOn Mon, 2 Nov 2026 at 10:00, Ada <ada@example.org> wrote:\\n> Works?")
    ('Yes.', 'On Mon, 2 Nov 2026 at 10:00, Ada <ada@example.org> wrote:\\n> Works?')
    """
    return _Scanner(text.split("\n")).separated()


class _Scanner:
    """One pass over the lines; `folded[i]` says whether line i is folded."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.bare = [line[:_LONGEST_LOOKED_AT].strip(_INVISIBLE + " \t\r\xa0\u3000") for line in lines]
        self.folded = [False] * len(lines)
        self.written = False
        self.quoted = False
        self.signature_from: int | None = None

    def separated(self) -> tuple[str, str]:
        at = 0
        while at < len(self.lines):
            at = self._step(at)
        if not self.written and not self.quoted and self.signature_from is not None:
            # Nothing but a signature was sent: then it is the message.
            self.folded[self.signature_from :] = [False] * (len(self.lines) - self.signature_from)
        return self._joined(False), self._joined(True)

    def _joined(self, folded: bool) -> str:
        kept: list[str] = []
        for line, is_folded in zip(self.lines, self.folded, strict=True):
            if is_folded == folded:
                kept.append(line.rstrip())
            elif not folded and kept and kept[-1]:
                kept.append("")  # a folded stretch parts two answers
        return _GAPS.sub("\n\n", "\n".join(kept)).strip("\n \t" + _INVISIBLE)

    def _step(self, at: int) -> int:
        """Judge the line at `at`; the answer is the next line to judge."""
        bare = self.bare[at]
        if not bare:
            self.folded[at] = self.signature is True
            return at + 1
        if bare.startswith(_QUOTED):
            return self._fold(at, at + 1, quote=True)
        attribution = self._attribution_end(at)
        if attribution and self._quote_follows(attribution):
            return self._fold(at, attribution, quote=True)
        if (attribution and self._is_certain(at, attribution)) or self._cuts(at):
            return self._cut(at)
        if _RULE.match(bare) and self._attribution_follows(at + 1):
            return self._fold(at, at + 1)
        if self.signature or self._opens_signature(at):
            return self._fold_signature(at)
        if self._is_client_line(at):
            return self._fold(at, at + 1)
        self.written = self.written or any(letter.isalnum() for letter in bare)
        return at + 1

    @property
    def signature(self) -> bool:
        return self.signature_from is not None and self.folded[self.signature_from]

    def _fold(self, start: int, end: int, *, quote: bool = False) -> int:
        self.folded[start:end] = [True] * (end - start)
        if quote:
            self.quoted = True
            self.signature_from = None
        return end

    def _cut(self, at: int) -> int:
        """Fold all that follows; where nothing was written before it, a mail was forwarded and stays in sight."""
        if self.written:
            return self._fold(at, len(self.lines), quote=True)
        labels = [number for number in range(at, min(at + 16, len(self.lines))) if _label_kind(self.bare[number])]
        return max([at, *labels]) + 1

    def _fold_signature(self, at: int) -> int:
        if not self.signature:
            self.signature_from = at
        return self._fold(at, at + 1)

    # — quotes —

    def _attribution_end(self, at: int) -> int | None:
        """The line after an attribution ("On … wrote:") that starts at `at` and may run over four lines."""
        first = self.bare[at]
        opens = phrases.OPENING.match(first) is not None
        if not opens and not first.endswith((":", "：")):
            return None
        joined = ""
        for end in range(at, min(at + 4, len(self.lines))):
            line = self.bare[end]
            if not line or line.startswith(_QUOTED) or len(joined) + len(line) > 400:
                return None
            if end > at and phrases.OPENING.match(line) and phrases.MOMENT.search(line):
                return None  # the attribution starts further down
            joined = f"{joined} {line}" if joined else line
            if line.endswith((":", "：")):
                return end + 1 if self._is_attribution(joined, opens=opens, one_line=end == at) else None
            if not opens:
                return None
        return None

    def _is_attribution(self, joined: str, *, opens: bool, one_line: bool) -> bool:
        has_moment = phrases.MOMENT.search(joined) is not None
        has_address = _has_address(joined)
        if phrases.VERB.search(joined):
            return (opens and (has_moment or has_address)) or (one_line and self._names_someone(joined))
        return opens and has_moment and "<" in joined and has_address

    @staticmethod
    def _names_someone(line: str) -> bool:
        """A line such as "Ada Lovelace wrote:"; it counts only where a quote follows."""
        return phrases.ENDS_IN_VERB.match(line) is not None or _has_address(line)

    def _is_certain(self, start: int, end: int) -> bool:
        """Is it surely an attribution, so that what stands below it without quote marks is a quote as well?"""
        joined = " ".join(self.bare[start:end])
        has_verb = phrases.VERB.search(joined) is not None
        has_address = _has_address(joined)
        has_moment = phrases.MOMENT.search(joined) is not None
        opens = phrases.OPENING.match(joined) is not None
        return has_moment and (has_address or (has_verb and opens))

    def _quote_follows(self, at: int) -> bool:
        for line in self.bare[at : at + 3]:
            if line:
                return line.startswith(_QUOTED)
        return False

    def _attribution_follows(self, at: int) -> bool:
        for start in range(at, min(at + 3, len(self.lines))):
            if self.bare[start]:
                end = self._attribution_end(start)
                return end is not None and self._is_certain(start, end)
        return False

    # — separators and header blocks of unquoted originals —

    def _cuts(self, at: int) -> bool:
        bare = self.bare[at]
        if phrases.SEPARATOR.match(bare) or phrases.BARE_SEPARATOR.match(bare):
            return True
        if _RULE.match(bare):
            return self._list_footer(at + 1) or self._headers_follow(at + 1, after_rule=True)
        return _label_kind(bare) is not None and self._headers_follow(at)

    def _list_footer(self, at: int) -> bool:
        """A mailing list's footer: a rule, the list's name, and little more."""
        rest = [line for line in self.bare[at : at + 8] if line]
        return 0 < len(rest) <= 6 and phrases.MAILING_LIST.search(rest[0]) is not None

    def _headers_follow(self, at: int, *, after_rule: bool = False) -> bool:
        """From, Sent, To, Subject in any order and language; certain by a subject, an address or a rule above."""
        kinds: set[str] = set()
        misses, has_address = 0, False
        for line in self.bare[at : at + 16]:
            kind = _label_kind(line)
            if kind is None:
                if (not kinds and line) or (line and misses >= 3):
                    break
                misses += 1 if kinds and line else 0
                continue
            misses = 0
            kinds.add(kind)
            has_address = has_address or _has_address(line)
        sure = after_rule or has_address or "subject" in kinds
        return "from" in kinds and sure and len(kinds & {"date", "to", "subject"}) >= (1 if after_rule else 2)

    # — signatures and client lines —

    def _opens_signature(self, at: int) -> bool:
        """The agreed "-- "; without its space it counts only above a short block."""
        if self.bare[at] != "--":
            return False
        return self.lines[at].rstrip("\r").endswith("-- ") or self._is_short_block(at + 1)

    def _is_short_block(self, at: int) -> bool:
        lines = 0
        for line in self.bare[at : at + _LONGEST_LOOSE_SIGNATURE * 2]:
            if line.startswith(_QUOTED):
                break
            lines += bool(line)
        return lines <= _LONGEST_LOOSE_SIGNATURE

    def _is_client_line(self, at: int) -> bool:
        """ "Sent from my iPhone" and its like, where it ends what was written."""
        bare = self.bare[at].strip("*_-–— ")
        return len(bare) <= 240 and phrases.CLIENT.match(bare) is not None and self._ends_writing(at + 1)

    def _ends_writing(self, at: int) -> bool:
        for end in range(at, min(at + 4, len(self.lines))):
            line = self.bare[end]
            if not line:
                continue
            if line.startswith(_QUOTED) or self._opens_signature(end) or self._attribution_end(end):
                return True
            return self._cuts(end) or phrases.CLIENT.match(line.strip("*_-–— ")) is not None
        return at >= len(self.lines) or not any(self.bare[at : at + 4])


def _has_address(line: str) -> bool:
    return "@" in line and phrases.ADDRESS.search(line[:300]) is not None


def _label_kind(line: str) -> str | None:
    """Which header a line such as "*Von:* Ada" opens."""
    head, colon, _ = line[:40].replace("：", ":").partition(":")
    if not colon or len(head) > 24:
        return None
    return phrases.LABELS.get(head.strip("*_ \xa0\t").lower())
