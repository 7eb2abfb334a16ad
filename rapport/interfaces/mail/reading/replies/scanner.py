"""One pass over a mail's lines: what was written stays, quotes, signatures and client lines are folded."""

from __future__ import annotations

from rapport.interfaces.mail.reading.replies import marks
from rapport.interfaces.mail.reading.replies.attributions import attribution_at, is_groupwise
from rapport.interfaces.mail.reading.replies.clients import is_client_line, is_link_alone, names_a_list
from rapport.interfaces.mail.reading.replies.headers import begins_original, is_forward
from rapport.interfaces.mail.reading.replies.lines import Lines

_LONGEST_LOOSE_SIGNATURE = 12
_SIGNATURE_MARKS = {"--", "—", "––", "‐‐"}
_SYMBOLS = "\u2600"  # from here on, a mere sign is an answer as well: a thumb, a heart, a tick
_BROKEN_FROM = 60
_LONGEST_BROKEN = 60
_DRAWN = frozenset("-_=*#~—–")


class Scanner:
    """`folded[i]` says whether line i is folded; `written` whether a person's words were met so far."""

    def __init__(self, lines: Lines, *, forwarded: bool) -> None:
        self.lines = lines
        self.forwarded = forwarded
        self.folded = [False] * len(lines)
        self.written = False
        self.quoted = False
        self.attributed = False
        self.parts_text = False
        self.signature_from: int | None = None
        self.signed: list[int] = []

    def scan(self) -> list[bool]:
        """Judge every line once."""
        at = 0
        while at < len(self.lines):
            at = self._step(at)
        self._show_when_nothing_else()
        self._fold_rules_before_folds()
        return self.folded

    def _step(self, at: int) -> int:
        """Judge the line at `at`; the answer is the next line to judge."""
        bare, mark = self.lines.bare[at], self.lines.mark(at)
        if mark == marks.CUT:
            return self._cut(at)
        if not bare:
            self.folded[at] = self._in_signature
            return at + 1
        if is_forward(bare) and not (self.lines.is_quoted(at) and (self.quoted or self.attributed)):
            return len(self.lines)  # sent on purpose, to the end
        if self.lines.is_quoted(at):
            return self._cut(at) if self._is_unmarked_groupwise(at) else self._fold(at, at + 1, quote=True)
        if mark:
            return self._fold_marked(at, mark)
        return self._step_plain(at)

    def _step_plain(self, at: int) -> int:
        """A line without any sign of its own: what does it say?"""
        attribution = attribution_at(self.lines, at)
        if attribution is not None and self.lines.initials is None:
            self.lines.learn_initials(attribution.end)
        if attribution is not None and self._quote_follows(attribution.end):
            self.attributed = True
            return self._fold(at, attribution.end, quote=True)
        if (attribution is not None and attribution.sure) or begins_original(self.lines, at):
            return self._cut(at)
        if self._is_list_footer(at):
            return self._cut(at)
        if self._in_signature or self._opens_signature(at):
            return self._fold_signature(at)
        if self._is_broken_quote(at):
            return self._fold(at, at + 1)
        if is_client_line(self.lines.bare[at]):
            end = at + 1 + (at + 1 < len(self.lines) and is_link_alone(self.lines.bare[at + 1]))
            if self._is_added(at, end):
                return self._fold(at, end)
        self.written = self.written or any(letter.isalnum() or letter > _SYMBOLS for letter in self.lines.bare[at])
        return at + 1

    @property
    def _in_signature(self) -> bool:
        return self.signature_from is not None and self.folded[self.signature_from]

    def _fold(self, start: int, end: int, *, quote: bool = False) -> int:
        self.folded[start:end] = [True] * (end - start)
        if quote:
            self.quoted = True
            self.signature_from = None
        return end

    def _cut(self, at: int) -> int:
        """Fold all that follows; a mail sent on, or one with nothing written above, stays in sight."""
        if self.written and not self.forwarded:
            return self._fold(at, len(self.lines), quote=True)
        self.forwarded = True
        labels = [number for number in range(at, min(at + 16, len(self.lines))) if self.lines.labels[number]]
        return max([at, *labels]) + 1

    # — quotes —

    def _fold_marked(self, at: int, mark: str) -> int:
        """A line that HTML itself calls an attribution or a signature."""
        if mark == marks.SIGNATURE:
            if not is_client_line(self.lines.bare[at]):
                self.signed.append(at)
            return self._fold(at, at + 1)
        end = at
        while end < len(self.lines) and self.lines.mark(end) == marks.ATTRIBUTION:
            end += 1
        self.attributed = True
        if self._quote_follows(end, within=12):
            return self._fold(at, end, quote=True)
        return max(end, self._cut(at))

    def _quote_follows(self, at: int, *, within: int = 6) -> bool:
        following = self.lines.next_written(at, within=within)
        return following is not None and self.lines.is_quoted(following)

    def _is_unmarked_groupwise(self, at: int) -> bool:
        return is_groupwise(self.lines.bare[at]) and not self._quote_follows(at + 1)

    def _is_broken_quote(self, at: int) -> bool:
        """The end of a quoted line that was broken on its way and lost its mark."""
        bare, last = self.lines.bare, len(self.lines) - 1
        if not 0 < at < last or not self.lines.is_quoted(at - 1) or not self.lines.is_quoted(at + 1):
            return False
        before = bare[at - 1]
        if before.endswith("=") and len(bare[at]) <= _LONGEST_BROKEN:
            return True  # quoted-printable that nobody decoded
        broken = len(before) >= _BROKEN_FROM and not before.endswith((".", "!", "?", ":", ";"))
        return broken and len(bare[at]) <= _LONGEST_BROKEN and bare[at][:1].islower()

    def _is_list_footer(self, at: int) -> bool:
        """A mailing list's footer: a rule, the list's name, and little more."""
        if not self.lines.is_rule(at) and self.lines.bare[at] not in {"__", "___", "____", "--", "---", "----"}:
            return False
        rest = [line for line in self.lines.bare[at + 1 : at + 10] if line]
        return 0 < len(rest) <= 6 and names_a_list(rest[0])

    # — signatures and client lines —

    def _opens_signature(self, at: int) -> bool:
        """The agreed "-- "; without its space it counts only above a short block."""
        if self.lines.bare[at] not in _SIGNATURE_MARKS:
            return False
        return self.lines.raw[at].rstrip("\r").endswith("-- ") or self._is_short_block(at + 1)

    def _is_short_block(self, at: int) -> bool:
        written, block = 0, self.lines.bare[at : at + _LONGEST_LOOSE_SIGNATURE * 2]
        for number, line in enumerate(block):
            if line.startswith(">"):
                break
            if line in _SIGNATURE_MARKS and not (number + 1 < len(block) and names_a_list(block[number + 1])):
                self.parts_text = True  # two such lines part a text
            written += bool(line)
        return written <= _LONGEST_LOOSE_SIGNATURE and not self.parts_text

    def _fold_signature(self, at: int) -> int:
        if not self._in_signature:
            self.signature_from = at
        return self._fold(at, at + 1)

    def _is_added(self, at: int, end: int) -> bool:
        """At the end of what was written, or a paragraph of its own below it: then what follows stays in sight."""
        below = end < len(self.lines) and not self.lines.bare[end]
        alone = self.written and not self.lines.bare[at - 1] and below
        return alone or self._ends_writing(end)

    def _ends_writing(self, at: int) -> bool:
        """Does nothing that a person wrote follow right here?"""
        number = self.lines.next_written(at)
        if number is None or self.lines.mark(number) or self.lines.is_quoted(number):
            return True
        line = self.lines.bare[number]
        if self._opens_signature(number) or is_client_line(line) or is_forward(line):
            return True
        if self.lines.is_rule(number) and self._ends_writing_after_rule(number + 1):
            return True
        return attribution_at(self.lines, number) is not None or begins_original(self.lines, number)

    def _ends_writing_after_rule(self, at: int) -> bool:
        number = self.lines.next_written(at)
        return number is None or self.lines.is_quoted(number) or attribution_at(self.lines, number) is not None

    # — when all is judged —

    def _show_when_nothing_else(self) -> None:
        """Nothing but a signature, or nothing but marked lines nobody is named for: then that is the message."""
        if self.written:
            return
        if self.signed:
            for at in self.signed:
                self.folded[at] = False
        elif self.attributed or self._quote_names_someone():
            return
        elif not self.quoted and self.signature_from is not None:
            self.folded[self.signature_from :] = [False] * (len(self.lines) - self.signature_from)
        elif not any(self.lines.bare[at] for at in range(len(self.lines)) if not self.folded[at]):
            self.folded = [False] * len(self.lines)

    def _quote_names_someone(self) -> bool:
        """Does the quote itself begin with "> On … wrote:"? Then it is a reply without a word."""
        first = next((at for at in range(len(self.lines)) if self.lines.is_quoted(at)), None)
        if first is None:
            return False
        opening = Lines("\n".join(line.lstrip("> ") for line in self.lines.bare[first : first + 4]))
        return attribution_at(opening, 0) is not None

    def _fold_rules_before_folds(self) -> None:
        """A line drawn right above what is folded belongs to it."""
        for at in range(1, len(self.lines)):
            if self.folded[at] and not self.folded[at - 1]:
                above = at - 1
                while above >= 0 and not self.folded[above] and self._is_empty_or_drawn(above):
                    self.folded[above] = True
                    above -= 1

    def _is_empty_or_drawn(self, at: int) -> bool:
        bare = self.lines.bare[at]
        return not bare or self.lines.is_rule(at) or (len(bare) >= 3 and _DRAWN.issuperset(bare))
