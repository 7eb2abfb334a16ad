"""One normaliser for search: folds accents and case, keeps digits, parts Chinese, Japanese and Korean into pairs."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

LONGEST_WORD = 60
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
_BREAKS = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_PAIRED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f"
_IS_PAIRED = re.compile(f"[{_PAIRED}]").match
_MARKED = rf"[^\W_{_PAIRED}]+(?:[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff][^\W_]*)*"
_WRITTEN = re.compile(rf"[{_PAIRED}]+|{_MARKED}")  # the same in a text that is not folded: accents may stand apart
_WORD = re.compile(rf"[{_PAIRED}]+|[^\W_{_PAIRED}]+(?:[\u0900-\u0dff\u0e00-\u0eff][^\W_]*)*")


def fold(text: str) -> str:
    """The text without accents and case.

    >>> fold("Grüße aus Tromsø")
    'grusse aus tromso'
    """
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text)
    plain = _ACCENTS.sub("", apart).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFKC", plain)


def shown(text: str) -> str:
    """A subject or a name as one line without what nobody sees: controls, changes of direction, empty marks.

    Joiners stay: Persian, Indic scripts and pictures are written with them.

    >>> shown("Invoice \\u202efdp.exe\\x07")
    'Invoice fdp.exe'
    """
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", _BREAKS.sub(" ", text))


def plain(said: Any) -> Any:
    """The same for texts of several lines, also those within lists and by name: each line as `shown`.

    >>> plain({"title": "Pay\u202elas", "choices": ["one\x07", 2]})
    {'title': 'Paylas', 'choices': ['one', 2]}
    """
    if isinstance(said, str):
        return "\n".join(shown(line) for line in said.replace("\r\n", "\n").split("\n"))
    if isinstance(said, dict):
        return {name: plain(one) for name, one in said.items()}
    return [plain(one) for one in said] if isinstance(said, list | tuple) else said


def defused(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula begins with an apostrophe; numbers stay numbers.

    >>> defused("=NOW()"), defused(" @SUM(1)"), defused(-4)
    ("'=NOW()", "' @SUM(1)", -4)
    """
    return f"'{value}" if isinstance(value, str) and (value[:1] in _STARTS or value.lstrip()[:1] in _STARTS) else value


def words(text: str) -> list[str]:
    """The words of a text as the index keeps them.

    >>> words("VPN-Zugang 2 fällt aus")
    ['vpn', 'zugang', '2', 'fallt', 'aus']
    >>> words("東京都 Büro")
    ['東京', '京都', 'buro']
    """
    folded = fold(text)
    runs = _WORD.findall(folded)
    if folded.isascii():
        return [run[:LONGEST_WORD] for run in runs]
    found: list[str] = []
    for run in runs:
        found.extend(_pairs(run) if _IS_PAIRED(run) else [run[:LONGEST_WORD]])
    return found


class Placed(NamedTuple):
    """A word as the index keeps it, and where it stands in the text as it was written."""

    word: str
    start: int
    end: int


def placed(text: str) -> list[Placed]:
    """The words of a text with their places, in time that grows with its length.

    >>> placed("Die Straße!")
    [Placed(word='die', start=0, end=3), Placed(word='strasse', start=4, end=10)]
    >>> [(one.word, one.start, one.end) for one in placed("東京都")]
    [('東京', 0, 2), ('京都', 1, 3)]
    """
    found: list[Placed] = []
    for run in _WRITTEN.finditer(text):
        start, end = run.span()
        said = _of_run(run.group())
        pairs = end - start > 1 and len(said) == end - start - 1 and _IS_PAIRED(run.group())
        found.extend(
            Placed(word, start + n, start + n + 2) if pairs else Placed(word, start, end) for n, word in enumerate(said)
        )
    return found


@lru_cache(maxsize=50_000)
def _of_run(run: str) -> tuple[str, ...]:
    """The words of one run of letters; the same ones come again and again."""
    return tuple(words(run))


def normalise(text: str) -> str:
    """The words of a text, parted by one space each."""
    return " ".join(words(text))


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]
