"""One normaliser for search: folds accents and case, keeps digits, parts Chinese, Japanese and Korean into pairs."""

from __future__ import annotations

import re
import unicodedata

LONGEST_WORD = 60
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n"}
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_PAIRED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003134f"
_IS_PAIRED = re.compile(f"[{_PAIRED}]").match
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


def normalise(text: str) -> str:
    """The words of a text, parted by one space each."""
    return " ".join(words(text))


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]
