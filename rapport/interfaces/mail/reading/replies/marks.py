"""What HTML says about its own structure, carried through plain lines as single private-use letters."""

from __future__ import annotations

CUT = "\ue0f2"  # alone on a line: what follows is the original, by the client's own word
ATTRIBUTION = "\ue0f3"  # begins a line that stands in the client's own "On … wrote:" element
SIGNATURE = "\ue0f4"  # begins a line that stands in the client's own signature element
ALL = CUT + ATTRIBUTION + SIGNATURE
_NONE = str.maketrans("", "", ALL)


def unmarked(text: str) -> str:
    """The text without the letters of structure.

    >>> unmarked("Hello" + CUT)
    'Hello'
    """
    return text.translate(_NONE) if any(mark in text for mark in ALL) else text
