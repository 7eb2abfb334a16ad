"""Which elements of an HTML mail are the client's own: the original, the line before it, the signature."""

from __future__ import annotations

import re
from enum import Enum


class Part(Enum):
    """What an element means for who wrote it."""

    NONE = "nothing of its own"
    QUOTE = "holds the original"
    CUT = "the original begins here and goes on after it"
    ATTRIBUTION = "the line before the original"
    SIGNATURE = "the signature"


# id, class and name of elements, as the clients write them; "x_" is put before them when they are quoted again.
_QUOTE = re.compile(
    r"(?:^|[\s_])(?:yahoo_quoted\w*|ymailquoted|yqt\w+|protonmail_quote|tutanota_quote|olk_src_body_section|"
    r"missive_quote|front-blockquote|moz-email-quote|quoted-content|isreplycontent|reply_quote|original_message|"
    r"mailquote|originalmsg|blue_mail_quote|ntes-mailmaster-quote|cm_quote|wisestamp_quote|quote)(?:$|\s)|"
    r"(?:^|\s)yahoo_quoted",
)
_CUT = re.compile(
    r"divrplyfwdmsg|appendonsend|mail-editor-reference-message-container|ms-outlook-mobile-reference-message|"
    r"outlookmessageheader|zwchr|__headers__|stopspelling|originalmessage|zmail_extra|messagereplysection|"
    r"isforwardcontent|spark-reply|reference-message|replyforwardheader|previousmessage|mimemessage-quoted|"
    r"hotmail_quote"
)
_ATTRIBUTION = re.compile(
    r"gmail_attr|moz-cite-prefix|reply-intro|airmail_on|gmail_quote_attribution|bloop_markdown_attr|"
    r"mailspring-quote-attr|k9mail-attribution|cite-prefix|messagecite"
)
_SIGNATURE = re.compile(
    r"(?:^|[\s_])(?:gmail_signature\w*|moz-signature|applemailsignature|ms-outlook-mobile-signature|signature|"
    r"protonmail_signature_block(?!-)\w*|signature_html|signature_old|bloop_sign\w*|mailspring-signature|"
    r"tutanota_signature|zmail_signature\w*|elementtoproofsignature|mb_sig|sh-signature|front-signature|"
    r"physicalsignature|lt-signature|messagesignaturesection|composer_signature|k9mail-signature|_rc_sig)(?:$|\s)"
)
_HOLDERS = {"div", "span", "p", "table", "blockquote", "section", "pre", "hr"}
_BORDER_TOP = re.compile(r"border-top:\s*(?:[a-z]+\s)?[^;]*(?:solid|pt|px)|border-top-style:\s*solid", re.IGNORECASE)
_BORDER_LEFT = re.compile(r"border-left\s*:(?=[^;]*solid)(?=[^;]*[1-9])[^;]*", re.IGNORECASE)
_BORDERLESS = re.compile(r"border(?:-left)?\s*:\s*(?:none|0(?:px)?)\s*(?:;|$)", re.IGNORECASE)


def part_of(tag: str, named: dict[str, str]) -> Part:
    """What this element means, by its name, its id, its class and its border.

    >>> part_of("div", {"class": "gmail_attr"})
    <Part.ATTRIBUTION: 'the line before the original'>
    """
    if tag == "blockquote":
        return Part.NONE if _is_indent(named) else Part.QUOTE
    if tag not in _HOLDERS or not named:
        return Part.NONE
    called = _called(named)
    if called:
        found = _by_name(tag, called)
        if found is not Part.NONE:
            return found
    return Part.QUOTE if tag == "div" and _BORDER_LEFT.search(named.get("style", "")) else Part.NONE


def is_drawn_above(tag: str, named: dict[str, str]) -> bool:
    """Does a line above this element part it from the rest, as Outlook draws it above the original's head?"""
    return tag == "div" and _BORDER_TOP.search(named.get("style", "")) is not None


def _called(named: dict[str, str]) -> str:
    return " ".join(named.get(key, "") for key in ("id", "class", "name", "data-marker")).lower().strip()


def _by_name(tag: str, called: str) -> Part:
    if _CUT.search(called):
        return Part.CUT
    if tag == "hr":
        return Part.NONE
    if _ATTRIBUTION.search(called):
        return Part.ATTRIBUTION
    if any(_SIGNATURE.search(word) for word in called.split()):
        return Part.SIGNATURE
    return Part.QUOTE if _QUOTE.search(called) and "gmail_quote" not in called else Part.NONE


def _is_indent(named: dict[str, str]) -> bool:
    """A blockquote that a person made with the indent button: no border, and no client's name on it."""
    if named.get("type") == "cite" or named.get("cite") or _called(named):
        return False
    style = named.get("style", "")
    return _BORDERLESS.search(style) is not None and _BORDER_LEFT.search(style) is None
