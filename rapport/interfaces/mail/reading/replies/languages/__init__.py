"""The words of all languages, gathered once from their tables into what the reader looks for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapport.interfaces.mail.reading.replies.languages.eastern import EASTERN
from rapport.interfaces.mail.reading.replies.languages.germanic import GERMANIC
from rapport.interfaces.mail.reading.replies.languages.language import Language
from rapport.interfaces.mail.reading.replies.languages.romance import ROMANCE
from rapport.interfaces.mail.reading.replies.languages.slavic import SLAVIC
from rapport.interfaces.mail.reading.replies.languages.southern import SOUTHERN

LANGUAGES: tuple[Language, ...] = (*GERMANIC, *ROMANCE, *SLAVIC, *SOUTHERN, *EASTERN)
# Scripts that put no space between words: their phrases are looked for anywhere.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

# … and those that write "from" as one letter of the next word (Hebrew, Arabic).
_JOINED = re.compile("[\u0590-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af'’]")


def phrases(kind: str) -> tuple[str, ...]:
    """All phrases of one kind, longest first, so that the longest one matches."""
    found = {phrase.strip() for language in LANGUAGES for phrase in getattr(language, kind).split("|")}
    return tuple(sorted(found - {""}, key=lambda phrase: (-len(phrase), phrase)))


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, whole words where the script has words."""
    known = list(words)
    spaced = [re.escape(word) for word in known if not _UNSPACED.search(word)]
    unspaced = [re.escape(word) for word in known if _UNSPACED.search(word)]
    parts = [rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)"] if spaced else []
    return "(?:" + "|".join([*parts, *unspaced]) + ")"


def begins_with(words: Iterable[str]) -> str:
    """A pattern for a line that begins with any of these; a word must end there where the script parts words."""
    known = list(words)
    spaced = [re.escape(word) for word in known if not _JOINED.search(word)]
    unspaced = [re.escape(word) for word in known if _JOINED.search(word)]
    return rf"(?:(?:{'|'.join(spaced)})(?!\w)|{'|'.join(unspaced)})"


LABELS: dict[str, str] = {
    label: kind
    for kind, column in (("copy", "copy"), ("to", "to"), ("date", "sent"), ("subject", "subject"), ("from", "sender"))
    for label in phrases(column)
}
