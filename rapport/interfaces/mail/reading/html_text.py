"""HTML mail as plain text: line breaks, lists, links, quotes as "> " lines, and the client's own marks of structure."""

from __future__ import annotations

import re
from html import unescape

import nh3

from rapport.interfaces.mail.reading.html import is_too_deep
from rapport.interfaces.mail.reading.html_structure import Part, is_drawn_above, part_of
from rapport.interfaces.mail.reading.replies import marks

_TAG_NAMES = """
    a address article b blockquote br center dd div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5
    h6 header hr i img li main ol p pre section span strong table tbody td tfoot th thead tr ul
"""
_TAGS = set(_TAG_NAMES.split())
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "title", "head", "template", "noscript", "svg", "math", "select", "xml"},
    attributes={
        "*": {"id", "class", "style", "name", "data-marker"},
        "a": {"href"},
        "img": {"alt"},
        "blockquote": {"id", "class", "style", "type", "cite", "name"},
        "ol": {"start"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^\">]|\"[^\"]*\")*)>|([^<]+)")
_ATTRIBUTE = re.compile(r"([a-z-]+)=\"([^\"]*)\"")
_CRUDE = re.compile(r"<[^<>]{0,2000}>")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCK_NAMES = "address article center dd div dl dt fieldset figcaption figure footer form header main section"
_BLOCKS = set(_BLOCK_NAMES.split())
_APART = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "table", "ul", "ol"}
_RULE = "________________________________"
_DEEPEST_QUOTE = 12
_VOID = {"hr", "br", "img"}


def html_to_text(html: str, *, most_links: int = 500) -> str:
    """The text a person sees in this HTML, quotes marked with "> ", links followed by where they go.

    >>> html_to_text("<p>Yes.</p><blockquote>Works?</blockquote>")
    'Yes.\\n\\n> Works?'
    """
    if is_too_deep(html):
        return unescape(_CRUDE.sub("\n", html)).strip()
    writer = _Writer(most_links)
    for token in _TOKEN.finditer(_CLEANER.clean(html)):
        if token[4] is not None:
            writer.words(unescape(token[4]))
        elif token[1]:
            writer.closed(token[2])
        else:
            writer.opened(token[2], token[3])
    return writer.text()


class _Writer:
    """Lines under construction; a stack of what is open is bounded by the cleaner's well-formed output."""

    def __init__(self, most_links: int) -> None:
        self.lines: list[str] = []
        self.current: list[str] = []
        self.quotes = 0
        self.pre = 0
        self.lists: list[int] = []
        self.links: list[tuple[str, int]] = []
        self.links_left = most_links
        self.tight: list[bool] = []
        self.open_parts: list[tuple[str, Part]] = []  # elements that mean something, with those like them inside
        self.inside = dict.fromkeys(Part, 0)

    def text(self) -> str:
        self._break()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self.lines)).strip("\n")

    def words(self, words: str) -> None:
        if self.pre:
            first, *more = words.replace("\r\n", "\n").split("\n")
            self.current.append(first)
            for line in more:
                self._break(always=True)
                self.current.append(line)
            return
        words = _SPACE.sub(" ", words)
        if words.startswith(" ") and (not self.current or self.current[-1].endswith(" ")):
            words = words[1:]
        if words:
            self.current.append(words)

    def opened(self, tag: str, attributes: str) -> None:
        named = dict(_ATTRIBUTE.findall(attributes)) if attributes else {}
        self._part_opened(tag, named)
        if tag == "br":
            self._break(always=True)
        elif tag == "hr":
            self._line(_RULE)
        elif tag == "a":
            self.links.append((unescape(named.get("href", "")), len(self.current)))
        elif tag == "img" and named.get("alt", "").strip():
            self.words(f"[{unescape(named['alt']).strip()[:100]}]")
        elif tag in {"td", "th"} and self.current:
            self.words(" ")
        elif tag == "li":
            self._item()
        else:
            self._block_opened(tag, named)

    def _block_opened(self, tag: str, named: dict[str, str]) -> None:
        if tag == "p":
            self.tight.append("MsoNormal" in named.get("class", ""))
            self._break() if self.tight[-1] else self._gap()
        elif tag in _APART:
            self._gap() if not self.lists else self._break()
            self.pre += tag == "pre"
            if tag in {"ul", "ol"}:
                self.lists.append(_start(named) if tag == "ol" else 0)
        elif tag in _BLOCKS or tag == "tr":
            self._break()

    def closed(self, tag: str) -> None:
        self._part_closed(tag)
        if tag == "a" and self.links:
            self._link_closed()
        elif tag == "p":
            self._break() if self.tight and self.tight.pop() else self._gap()
        elif tag in _APART:
            self._gap() if len(self.lists) < 2 else self._break()
            self.pre -= tag == "pre" and self.pre > 0
            if tag in {"ul", "ol"} and self.lists:
                self.lists.pop()
        elif tag in _BLOCKS or tag in {"tr", "li"}:
            self._break()

    def _part_opened(self, tag: str, named: dict[str, str]) -> None:
        """Elements in which clients put the original, the line before it, or the signature; one stack, no recursion."""
        part = part_of(tag, named)
        same = bool(self.open_parts) and self.open_parts[-1][0] == tag
        if (part is not Part.NONE or same) and tag not in _VOID:
            self.open_parts.append((tag, part))
            self.inside[part] += 1
        if part is Part.QUOTE:
            self._gap()
        elif part is Part.CUT:
            self._break()
            self.lines.append(self._prefix() + marks.CUT)
        elif part is not Part.NONE:
            self._break()
        elif named and is_drawn_above(tag, named):
            self._line(_RULE)
        self.quotes = self.inside[Part.QUOTE]

    def _part_closed(self, tag: str) -> None:
        if not self.open_parts or self.open_parts[-1][0] != tag:
            return
        part = self.open_parts.pop()[1]
        if part is not Part.NONE:
            self._break()
        self.inside[part] -= 1
        self.quotes = self.inside[Part.QUOTE]
        if part is Part.QUOTE:
            self._gap()

    def _item(self) -> None:
        self._break()
        if self.lists and self.lists[-1]:
            bullet = f"{self.lists[-1]}. "
            self.lists[-1] += 1
        else:
            bullet = "- "
        self.current.append("  " * max(0, len(self.lists) - 1) + bullet)

    def _link_closed(self) -> None:
        target, since = self.links.pop()
        shown = "".join(self.current[since:]).strip()
        if not target.startswith(("http://", "https://")) or len(target) > 300 or self.links_left <= 0:
            return
        bare = target.split("://", 1)[1].rstrip("/")
        if shown and bare not in shown and shown.rstrip("/") not in {target, bare}:
            self.links_left -= 1
            self.current.append(f" <{target}>")

    def _prefix(self) -> str:
        if self.quotes:
            return "> " * min(self.quotes, _DEEPEST_QUOTE)
        if self.inside[Part.SIGNATURE]:
            return marks.SIGNATURE
        return marks.ATTRIBUTION if self.inside[Part.ATTRIBUTION] else ""

    def _line(self, line: str) -> None:
        self._break()
        self.lines.append(self._prefix() + line)

    def _break(self, *, always: bool = False) -> None:
        line = "".join(self.current).replace("\xa0", " ")
        if self.current or always:
            signs = line.strip() == "--" and line.endswith(" ")  # the agreed mark of a signature, kept whole
            self.lines.append(self._prefix() + ("-- " if signs else line.rstrip()))
        self.current = []

    def _gap(self) -> None:
        self._break()
        empty = self._prefix().rstrip()
        if self.lines and self.lines[-1] != empty:
            self.lines.append(empty)


def _start(named: dict[str, str]) -> int:
    start = named.get("start", "1")
    return int(start) if start.isdecimal() and len(start) < 6 else 1
