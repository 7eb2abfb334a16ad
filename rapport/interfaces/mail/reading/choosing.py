"""The same said twice, as plain text and as HTML: which of the two tells better what the human wrote?"""

from __future__ import annotations

import re

from rapport.interfaces.mail.reading.decoding import plain_lines
from rapport.interfaces.mail.reading.html_text import html_to_text
from rapport.interfaces.mail.reading.replies import separate

_LONGEST_STAND_IN = 400
_STAND_IN = re.compile(
    r"html|view (?:this|the|it) (?:e-?mail|message|mail|in|online)|web ?browser|im browser|anzeigen|votre navigateur|"
    r"navegador|does not support|cannot display|unterstützt kein",
    re.IGNORECASE,
)
# Signs in the HTML that its client marked the original there; without one the plain text is as good.
_STRUCTURE = re.compile(
    r"<blockquote|gmail_quote|divrplyfwdmsg|appendonsend|yahoo_quoted|moz-cite-prefix|olk_src_body|zwchr|border-top|"
    r"outlookmessageheader|protonmail_quote|tutanota_quote|reference-message|name=\"quote\"|border-left|"
    "gmail_signature|"
    r"reply-intro|airmail_on|signature",
    re.IGNORECASE,
)
_LINK = re.compile(r"<?(?:https?://|mailto:)\S+>?|\[(?:cid|image)[^\]]*\]")
_WORD = re.compile(r"\w+")


def better_text(text: str | None, html: str | None, *, most_links: int, forwarded: bool) -> str:
    """One text of a piece that came as either or both; HTML's comes with its marks of structure.

    >>> better_text("This is an HTML mail.", "<p>The printer beeps.</p>", most_links=0, forwarded=False)
    'The printer beeps.'
    """
    if html is None or not html.strip():
        return text or ""
    if text is None or not text.strip():
        return plain_lines(html_to_text(html, most_links=most_links))
    stand_in = len(text) <= _LONGEST_STAND_IN and _STAND_IN.search(text) is not None
    if not stand_in and not _STRUCTURE.search(html):
        return text
    shown = plain_lines(html_to_text(html, most_links=most_links))
    if stand_in:
        return text if set(_words(text)) <= set(_words(shown)) else shown
    return shown if _says_less(shown, text, forwarded=forwarded) else text


def _says_less(shown: str, text: str, *, forwarded: bool) -> bool:
    """Does HTML's structure find an earlier end of the same words?"""
    ours, theirs = (_words(separate(one, forwarded=forwarded)[0]) for one in (shown, text))
    return bool(ours) and len(ours) < len(theirs) and theirs[: len(ours)] == ours


def _words(text: str) -> list[str]:
    return _WORD.findall(_LINK.sub(" ", text).lower())
