"""Words of a glossary in what somebody wrote: underlined with their meaning, everything around them escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from rapport.domains.knowledge.types import Spotted, TermState, WordCard

STATES = {
    TermState.PROPOSED_BY_US.value: "waits for them",
    TermState.PROPOSED_BY_THEM.value: "waits for us",
    TermState.AGREED.value: "agreed",
    TermState.DECLINED.value: "declined",
    TermState.RETIRED.value: "retired",
}


def underlined(text: str, places: Sequence[Spotted]) -> SafeString:
    """The text in paragraphs; where a word stands, its title says what we call it and what it means."""
    parts, at = [], 0
    for one in places:
        parts += [escape(text[at : one.start]), _defined(text[one.start : one.end], one.words)]
        at = one.end
    return mark_safe(linebreaks("".join([*parts, escape(text[at:])])))


def each_once(places: Iterable[Spotted]) -> list[WordCard]:
    """The terms of a text in the order in which they first stand there."""
    return list(dict.fromkeys(word for one in places for word in one.words))


def _defined(said: str, words: Sequence[WordCard]) -> SafeString:
    # One line: an end of line would become an element inside the attribute.
    title = " ".join("; ".join(_meaning(word) for word in words).split())
    return format_html('<dfn title="{}">{}</dfn>', title, said)


def _meaning(word: WordCard) -> str:
    return f"{word.our_word}: {word.meaning}" if word.meaning else word.our_word
