"""Filters for words in conversations."""

from collections.abc import Mapping, Sequence

from django import template
from django.utils.safestring import SafeString

from rapport.domains.knowledge.types import Spotted, WordCard
from rapport.interfaces.look import terms

register = template.Library()


@register.filter
def words_of(spotted: object, message_id: int) -> tuple[Spotted, ...]:
    """{{ spotted|words_of:m.id }}: the places in one message; none where nobody looked."""
    return spotted.get(message_id, ()) if isinstance(spotted, Mapping) else ()


@register.filter
def underlined(text: str, places: Sequence[Spotted]) -> SafeString:
    """{{ m.text|underlined:words }}: the text with its words underlined."""
    return terms.underlined(text, places)


@register.filter
def each_once(places: Sequence[Spotted]) -> list[WordCard]:
    """{{ words|each_once }}: the terms of a text."""
    return terms.each_once(places)


@register.filter
def term_state(state: str) -> str:
    """{{ term.state|term_state }} → waits for us."""
    return terms.STATES.get(state, state)
