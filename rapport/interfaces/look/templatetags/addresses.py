"""{% url %}, the same for every page, which keeps what it found: a page leads to some twenty addresses with one id."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parsed
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

MOST = 2000
STANDS_IN = 8_100_000_000_000_000_000  # numbers that nothing has, where an id will stand


@register.tag
def url(parser: Parser, token: Token) -> KeptURLNode:
    """Like Django's own, options and errors included."""
    node = parsed(parser, token)
    return KeptURLNode(node.view_name, node.args, node.kwargs, node.asvar)


class KeptURLNode(URLNode):
    """An address of a name and ids is found out once, with gaps for the ids; all others are left to Django."""

    def render(self, context: Any) -> str:
        """The address, escaped; nothing where it is put into a variable."""
        if self.asvar or self.kwargs or not context.autoescape:
            return super().render(context)
        args = [arg.resolve(context) for arg in self.args]
        if any(type(arg) is not int or arg < 0 for arg in args):
            return super().render(context)
        first, *others = _around(get_urlconf(), get_script_prefix(), self.view_name.resolve(context), len(args))
        return mark_safe(first + "".join(f"{arg}{text}" for arg, text in zip(args, others, strict=True)))


@lru_cache(MOST)
def _around(urlconf: str | None, _prefix: str, name: str, n_ids: int) -> list[SafeString]:
    """The parts of an address before, between and after its ids."""
    ids = [STANDS_IN + n for n in range(n_ids)]
    parts, rest = [], reverse(name, urlconf, ids)
    for one in ids:
        before, found, rest = rest.partition(str(one))
        if not found:
            raise ValueError(f"{name} does not hold its ids in their order: {rest}")
        parts.append(conditional_escape(before))
    return [*parts, conditional_escape(rest)]
