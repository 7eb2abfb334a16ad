"""Markdown of our own authors as HTML: no raw HTML, links that lead somewhere safe, no pictures from elsewhere."""

from __future__ import annotations

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a", "br", "hr"}
_READ = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20}).disable("image")


def as_text(text: str) -> str:
    """The same in plain words, for an answer box: lists keep their dashes and numbers, links say where they go.

    >>> as_text("# Now\\n\\n1. **Wait**\\n2. See [here](https://a.example)")
    'Now\\n\\n1. Wait\\n2. See here (https://a.example)'
    """
    said, lists, sign = "", [], ""
    for token in _READ.parse(text):
        if token.type.endswith("_list_open"):
            lists.append(int(token.attrs.get("start", 1)) if token.type.startswith("ordered") else 0)
        elif token.type.endswith("_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            sign = f"{lists[-1]}. " if lists[-1] else "- "
            lists[-1] += bool(lists[-1])
        elif token.type == "inline" or token.content:
            words = _plain(token) if token.type == "inline" else token.content.rstrip()
            close = sign and said.rpartition("\n")[2].lstrip()[:1] in {"-", *"0123456789"}
            said += ("\n" if close else "\n\n") + "  " * (len(lists) - 1) + sign + words
            sign = ""
    return said.strip()


def _plain(inline: Token) -> str:
    said, leads = "", ""
    for one in inline.children or []:
        leads = str(one.attrs.get("href", "")) if one.type == "link_open" else leads
        if one.type == "link_close" and leads and not said.endswith(leads):
            said += f" ({leads})"
        said += "\n" if one.type.endswith("break") else one.content
    return said


@lru_cache(maxsize=512)
def as_html(text: str, below: int = 2) -> SafeString:
    """What an article shows; its headings stand below the heading of this level that the page puts over it."""
    drawn = _READ.render(text).replace("\x00", "")
    for level in (5, 4, 3, 2, 1):
        deeper = f"h{below + (1 if level < 3 else 2)}"
        drawn = drawn.replace(f"<h{level}>", f"<{deeper}>").replace(f"</h{level}>", f"</{deeper}>")
    clean = nh3.clean(
        drawn,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(clean)
