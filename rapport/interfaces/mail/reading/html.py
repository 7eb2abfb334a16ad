"""HTML mail made safe to show, by allow-list: nothing runs, nothing is fetched, nothing leaves its box."""

from __future__ import annotations

import re

import nh3

from rapport.interfaces.mail.reading.styles import safe_style

_TAG_NAMES = """
    a abbr address article b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn
    div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q rp
    rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul
    var wbr
"""
_TAGS = set(_TAG_NAMES.split())
_CELL = {"align", "valign", "width", "height", "bgcolor", "colspan", "rowspan", "nowrap"}
_ATTRIBUTES = {
    "*": {"style", "dir", "lang", "title", "align"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "font": {"color", "size", "face"},
    "table": {"width", "border", "cellpadding", "cellspacing", "bgcolor"},
    "td": _CELL,
    "th": _CELL,
    "tr": {"valign", "bgcolor"},
    "col": {"width", "span"},
    "ol": {"start", "type"},
    "li": {"value"},
    "time": {"datetime"},
}
_WITH_CONTENT = {
    "script",
    "style",
    "title",
    "head",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "math",
    "select",
}
_REMOTE = "\ue0f1"  # private use: set before a remote address, swapped for another attribute after cleaning
_REMOTE_SRC = f' src="https://{_REMOTE}/'
_DEEPEST = 600
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_VOID = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "base", "area", "source", "embed", "param"}
_OFTEN_UNCLOSED = {"p", "li", "td", "tr", "th", "tbody", "dd", "dt", "option", "html", "body", "head"}


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return safe_style(value) or None
    if tag == "img" and name == "src":
        return _image(value)
    return value


def _image(source: str) -> str | None:
    address = source.strip()
    if address.lower().startswith("cid:"):
        return address
    if address.lower().startswith(("http://", "https://")):
        return f"https://{_REMOTE}/{address}"
    return None


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel", "cid"},
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    strip_comments=True,
)


def safe_html(html: str) -> str:
    """The mail's HTML without anything that runs, asks, sends, fetches or covers.

    Remote images keep their address in `data-remote-src` only; those inside the mail keep `src="cid:…"`.
    HTML nested so deep that reading it would take seconds gives "" — its text is shown instead.
    """
    if not html or is_too_deep(html):
        return ""
    cleaned = _CLEANER.clean(html.replace(_REMOTE, ""))
    return cleaned.replace(_REMOTE_SRC, ' data-remote-src="').strip()


def is_too_deep(html: str) -> bool:
    """Would a browser build a tree so deep that building it takes quadratic time?"""
    if html.count("<") < _DEEPEST * 2:
        return False
    depth = deepest = 0
    for closing, name in _TAG.findall(html):
        if name.lower() in _VOID:
            continue
        depth = max(0, depth - 1) if closing else depth + (name.lower() not in _OFTEN_UNCLOSED)
        deepest = max(deepest, depth)
        if deepest > _DEEPEST:
            return True
    return False
