"""Which language a text is in, judged in the worker and never in a page; and which one a letter is written in."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any

import structlog

log = structlog.get_logger(__name__)
LONGEST = 2_000  # the first words tell; a longer text would only take longer
FEWEST = 12  # letters; signs that stand for syllables or words count as three
SURE = 0.9
SPOKEN = (
    *("ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it"),
    *("ja", "ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "ur", "vi"),
    "zh",
)
_NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|\b\S*[\d_\\/<>{}=|]\S*")
_OF_OTHERS = re.compile(
    r"""^[ \t]*>.*$|"[^"\n]{2,300}"|“[^“”\n]{2,300}”|„[^„“”"\n]{2,300}[“”"]|«[^«»\n]{2,300}»|»[^«»\n]{2,300}«""", re.M
)
WORDED = ("en", "de")  # what our letters to customers, and the pages they lead to, are written in
_LETTERS = re.compile(r"[^\W\d_]")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def language_of(text: str) -> str:
    """The code of the language a text is in ("de"), or nothing where it is too short or could be several.

    What stands in quotation marks or behind ">" is somebody else's, as an error on a screen: the words around it tell,
    where there are enough of them.

    Loads its model at the first call (half a second, once for each worker); then some 100 µs a text.

    >>> language_of("Mein Drucker geht nicht, können Sie bitte helfen?"), language_of("ok danke")
    ('de', '')
    """
    start = text[:LONGEST]
    own, whole = (_NO_WORDS.sub(" ", one) for one in (_OF_OTHERS.sub(" ", start), start))
    words = own if _tells(own) else whole
    if not _tells(words):
        return ""
    identifier = _identifier()
    code, sure = identifier.classify(words) if identifier is not None else ("", 0.0)
    return str(code) if sure >= SURE else ""


def language_of_letter(*, own: str, said: str = "", mailbox: str = "", theirs: str = "") -> str:
    """The language a letter is written in: what its reader chose comes first, as their profile says it.

    Then what they wrote in, where our letters exist in it; then the mailbox's; then their organisation's, which begins
    with the provider's.

    >>> language_of_letter(own="", said="de", mailbox="en"), language_of_letter(own="en", said="de")
    ('de', 'en')
    >>> language_of_letter(own="", said="pl", mailbox="de", theirs="en"), language_of_letter(own="")
    ('de', 'en')
    """
    spoken = said if said.partition("-")[0] in WORDED else ""
    return own or spoken or mailbox or theirs or "en"


def worded(language: str, among: Collection[str] = WORDED) -> str:
    """The one of the languages we have words in that comes nearest to what is asked; English where there is none.

    >>> worded("de-AT"), worded("fr"), worded("")
    ('de', 'en', 'en')
    """
    code = language.partition("-")[0].lower()
    return code if code in among else "en"


def _tells(words: str) -> bool:
    return len(_LETTERS.findall(words)) + 2 * len(_DENSE.findall(words)) >= FEWEST


@cache
def _identifier() -> Any:
    """The model; without it nothing is said of languages, and mail is read all the same."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError:
        log.warning("languages are not told: py3langid is not installed")
        return None
    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages(list(SPOKEN))
    return found
