"""Markdown of our own authors as HTML: no raw HTML, links that lead somewhere safe, no pictures from elsewhere."""

from __future__ import annotations

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a", "br", "hr"}
_READ = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20}).disable("image")


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
