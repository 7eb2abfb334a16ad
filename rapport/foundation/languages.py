"""Which language a text is written in, where one can be sure enough; judged in the worker, never in a page."""

from __future__ import annotations

import re
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
_LETTERS = re.compile(r"[^\W\d_]")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def language_of(text: str) -> str:
    """The code of the language a text is in ("de"), or nothing where it is too short or could be several.

    Loads its model at the first call (half a second, once for each worker); then some 100 µs a text.

    >>> language_of("Mein Drucker geht nicht, können Sie bitte helfen?"), language_of("ok danke")
    ('de', '')
    """
    words = _NO_WORDS.sub(" ", text[:LONGEST])
    if len(_LETTERS.findall(words)) + 2 * len(_DENSE.findall(words)) < FEWEST:
        return ""
    identifier = _identifier()
    code, sure = identifier.classify(words) if identifier is not None else ("", 0.0)
    return str(code) if sure >= SURE else ""


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
