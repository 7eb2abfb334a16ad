"""Is this the line before a quote, "On … wrote:"? By its date, address, verb and beginning, in any order."""

from __future__ import annotations

import re

from rapport.interfaces.mail.reading.replies.languages import begins_with, one_of, phrases
from rapport.interfaces.mail.reading.replies.lines import Lines

_MOST_LINES = 5
_LONGEST = 500
_LONGEST_WITHOUT_ADDRESS = 170
_ADDRESS = re.compile(r"[^\s<>@\"'()\[\]]{1,128}@[^\s<>@\"'()\[\]]{1,255}")
_DATE = re.compile(
    r"(?<!\d)(?:19|20|25|14)\d{2}(?!\d)|(?<!\d)\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{2,4}(?!\d)|\d\s?[年月日년월일]",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<!\d)\d{1,2}\s?[:.h時时点시]\s?\d{2}|\d{1,2}\s?[ap]\.?\s?m\b", re.IGNORECASE)
_VERB = re.compile(one_of(phrases("wrote")), re.IGNORECASE)
_VERB_LAST = re.compile(one_of(phrases("wrote")) + "$", re.IGNORECASE)
_OPENING = re.compile(rf"[-—*\[ ]{{0,6}}(?:{begins_with(phrases('opens'))})", re.IGNORECASE)
_ENDS = (":", "：", "のメール")
_SENTENCE = re.compile(
    r"[!?。！？]\s|(?:[a-zà-ÿ]{4,}|[а-яёіїєґ]{5,}|\d[:.]\d\d)\.\s+[A-ZÀ-ÝА-ЯЁІЇЄҐ](?!\w{0,4}\.)", re.UNICODE
)
_RUN_ON = re.compile(r"(?P<words>[^\n]{12,300}?[:：])(?:[ \t]{2,}|(?<=[^\W\d_][:：]))(?=\S)")
_FIRST_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAMED = re.compile(r"[^.!?;:]{2,60}<[^<>\s]+@[^<>\s]+>\s?\S[^.!?;]{0,30}[:：]$")
_DASHED = re.compile(r"[-—]{3,}\s*(?P<words>\S.{0,300}?\S)\s*[:：]?\s*[-—]{2,}$")
_GROUPWISE = re.compile(r">>>\s?\S.{3,200}\s>>>$")


class Attribution:
    """Lines `start` up to `end` (not included); `sure` where what stands below needs no quote marks to be a quote."""

    def __init__(self, end: int, *, sure: bool) -> None:
        self.end = end
        self.sure = sure


def attribution_at(lines: Lines, at: int) -> Attribution | None:
    """The attribution that begins at this line and may run over five; None where there is none."""
    first = lines.bare[at]
    dashed = _DASHED.match(first) if first.startswith(("--", "——", "—-")) else None
    if dashed is not None:
        return _judged(dashed["words"], at + 1, dashed=True)
    run_on = _run_on(first, at + 1)
    if run_on is not None:
        return run_on
    if lines.next_colon[at] >= at + _MOST_LINES or not _may_begin(first, one_line=lines.next_colon[at] == at):
        return None
    return _joined(lines, at)


def _run_on(line: str, end: int) -> Attribution | None:
    """ "On … Ada <ada@client.example> wrote:   Does it print?": the original may follow in one line, even unparted."""
    found = _RUN_ON.match(line) if _OPENING.match(line) else None
    if found is None or not _VERB.search(found["words"][-40:]):
        return None
    judged = _judged(found["words"], end) if has_address(found["words"]) else None
    return judged if judged is not None and judged.sure else None


def is_groupwise(line: str) -> bool:
    """ ">>> Ada 02/11/2026 10:14 >>>": the original follows without marks."""
    return line.startswith(">>>") and _GROUPWISE.match(line) is not None and _DATE.search(line) is not None


def has_address(line: str) -> bool:
    """Is there a mail address in these words?"""
    return "@" in line and _ADDRESS.search(line[:400]) is not None


def has_moment(line: str) -> bool:
    """Is there a date or a time in these words?"""
    return _DATE.search(line) is not None or _TIME.search(line) is not None


def _joined(lines: Lines, at: int) -> Attribution | None:
    words = ""
    for end in range(at, min(at + _MOST_LINES, len(lines))):
        line = lines.bare[end]
        broken = line.startswith(">") and _closes_address(words, line)
        if not line or (lines.is_quoted(end) and not broken) or len(words) + len(line) > _LONGEST:
            return None
        if end > at and _begins_another(line):
            return None  # the attribution begins further down
        words = f"{words} {line}" if words else line
        if end == at and line.endswith(">") and _DATE.match(line) and has_address(line):
            return Attribution(end + 1, sure=False)  # "2026/11/02 Ada <ada@client.example>"
        if _ends_without_colon(lines, end, words):
            return Attribution(end + 1, sure=True)
        if line.endswith(_ENDS):
            found = _judged(words, end + 1)
            if found is not None or end + 1 - at >= _MOST_LINES or line.endswith((":", "：")):
                return found
    return None


def _ends_without_colon(lines: Lines, end: int, words: str) -> bool:
    """ "On 2 Nov 2026 10:14 Ada <ada@client.example> wrote", all of it, and then an empty line or a quote."""
    below = end + 1 >= len(lines) or not lines.bare[end + 1] or lines.is_quoted(end + 1)
    if not below or not _OPENING.match(words) or not _VERB_LAST.search(words[-40:]):
        return False
    return has_address(words) and _DATE.search(words) is not None and _TIME.search(words) is not None


def _closes_address(words: str, line: str) -> bool:
    """ "… <ada@client.example" was broken before its ">:", which is no quote then."""
    return words.count("<") > words.count(">") and len(line) <= 60 and line.endswith((":", "："))


def _may_begin(line: str, *, one_line: bool) -> bool:
    """An opening word, a date near the beginning, or a name with an address: else it is a sentence."""
    if one_line or _OPENING.match(line):
        return True
    if _DATE.search(line[:40]) or _TIME.search(line[:24]):
        return True
    name, bracket, _ = line[:120].partition("<")
    return bool(bracket) and len(name) <= 80 and not re.search(r"[.!?;]\s", name)


def _begins_another(line: str) -> bool:
    return _OPENING.match(line) is not None and has_moment(line) and not line[:1].islower()


def _judged(words: str, end: int, *, dashed: bool = False) -> Attribution | None:
    """Weigh the signs; a verb or an address is always needed, and one sign more."""
    address, verb = has_address(words), _VERB.search(words) is not None
    date, time = _DATE.search(words) is not None, _TIME.search(words) is not None
    opens = _OPENING.match(words) is not None or _DATE.search(words[:40]) is not None
    if _is_sentence(words, address=address) or not (address or verb):
        return _in_a_language_without_table(words, end, known=date and time)
    if dashed:
        return Attribution(end, sure=True) if verb else None
    moment = date or time
    if address and moment:
        return Attribution(end, sure=verb or (date and time))
    if verb and moment and opens and len(words) <= _LONGEST_WITHOUT_ADDRESS:
        return Attribution(end, sure=date and time and _opens_with_date(words))
    if verb and _names_someone(words, address=address):
        return Attribution(end, sure=address and _NAMED.match(words) is not None)
    return None


def _in_a_language_without_table(words: str, end: int, *, known: bool) -> Attribution | None:
    """Date, time, a few words and a colon: an attribution only where quote marks follow."""
    short = len(words) <= 100 and not _SENTENCE.search(words)
    return Attribution(end, sure=False) if known and short and _opens_with_date(words) else None


def _opens_with_date(words: str) -> bool:
    """A date at the beginning or right after the verb; "Please come on 2.11. at 10, as Ada wrote:" has neither."""
    digit = _FIRST_DIGIT.search(words)
    before = words[: digit.start()] if digit else words
    if len(_WORD.findall(before)) <= 1 or _OPENING.match(words):
        return True
    return any(len(before) - found.end() <= 6 for found in _VERB.finditer(before))


def _names_someone(words: str, *, address: bool) -> bool:
    """ "Ada Lovelace wrote:" or "Zitat von Ada <…>:"; it counts only where a quote follows."""
    return address or len(words) <= 80


def _is_sentence(words: str, *, address: bool) -> bool:
    """Two sentences, or one far too long for names and dates, were written by a person."""
    return not address and (_SENTENCE.search(words) is not None or len(words) > _LONGEST_WITHOUT_ADDRESS)
