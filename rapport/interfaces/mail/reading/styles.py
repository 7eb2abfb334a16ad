"""Which styles of a mail may stay: an allow-list of properties, and values that cannot leave the mail's box."""

from __future__ import annotations

import re
from functools import lru_cache

_NAMES = """
    background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width
    border-collapse border-color border-left border-left-color border-left-style border-left-width border-radius
    border-right border-right-color border-right-style border-right-width border-spacing border-style border-top
    border-top-color border-top-style border-top-width border-width color direction font font-family font-size
    font-style font-variant font-weight height letter-spacing line-height list-style-type margin margin-bottom
    margin-left margin-right margin-top max-width min-width padding padding-bottom padding-left padding-right
    padding-top text-align text-decoration text-indent text-transform unicode-bidi vertical-align white-space width
    word-break word-spacing word-wrap overflow-wrap
"""
PROPERTIES = frozenset(_NAMES.split())
# Functions, escapes, comments and at-rules have no place in a mail's inline style; rgb() and hsl() have.
_CALL = re.compile(r"([a-z-]*)\s*\(")
_HARMLESS_CALLS = {"rgb", "rgba", "hsl", "hsla"}
_MOVES = ("margin", "text-indent", "letter-spacing", "word-spacing")
_LONGEST = 2_000


@lru_cache(maxsize=2_048)
def safe_style(style: str) -> str:
    """The declarations that may stay, in order.

    >>> safe_style("color: red; position: fixed; background: url(http://x)")
    'color: red'
    """
    kept = []
    for declaration in style[:_LONGEST].split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), value.strip()
        if name in PROPERTIES and value and _is_harmless(name, value.lower()):
            kept.append(f"{name}: {value}")
    return "; ".join(kept)


def _is_harmless(name: str, value: str) -> bool:
    if any(sign in value for sign in ("\\", "/*", "@", "<", "expression", "javascript", "url")):
        return False
    if not all(call in _HARMLESS_CALLS for call in _CALL.findall(value)):
        return False
    if name.startswith(_MOVES) and "-" in value:
        return False
    return not (name == "line-height" and value.startswith("0"))
