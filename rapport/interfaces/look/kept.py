"""Parts of a page that depend on plain values only are drawn once and kept in memory by those values.

A queue shows the same rows again and again; drawing them anew costs more than reading them. What is kept has no
request, no session and no token in it: a part gets nothing but the values that name it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.forms import Form
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe

MOST_KEPT, MOST_DRAWN = 4096, 64
_drawn: dict[Hashable, SafeString] = {}


class NotPlain(TypeError):
    """A part can be kept by values that never change only: texts, numbers, moments, frozen records of them."""


def part(template: str, **values: Hashable) -> SafeString:
    """The template drawn with these values alone, in the reader's zone and language."""
    try:
        return _part(template, *_reader(), tuple(sorted(values.items())))
    except TypeError as error:
        if "unhashable" in str(error):
            raise NotPlain(f"{template}: {error}") from error
        raise


def drawn(template: str, key: Hashable, words: Callable[[], dict[str, Any]]) -> SafeString:
    """The template drawn with words that follow from `key` alone, which names something that never changes."""
    name = (template, key, *_reader())
    found = _drawn.get(name)
    if found is None:
        found = _drawn[name] = mark_safe(render_to_string(template, words()))
        if len(_drawn) > MOST_DRAWN:
            _drawn.pop(next(iter(_drawn)), None)
    return found


def fields(form: Callable[..., Form], *, initial: tuple[tuple[str, Any], ...], **choices: Hashable) -> SafeString:
    """The fields of a form that nobody has filled in yet."""
    return _fields(form, initial, tuple(sorted(choices.items())), *_reader())


def _reader() -> tuple[str, str]:
    return timezone.get_current_timezone_name(), translation.get_language() or ""


@lru_cache(maxsize=MOST_KEPT)
def _part(template: str, zone: str, language: str, values: tuple[tuple[str, Any], ...]) -> SafeString:
    return mark_safe(render_to_string(template, dict(values)))


@lru_cache(maxsize=MOST_KEPT)
def _fields(
    form: Callable[..., Form],
    initial: tuple[tuple[str, Any], ...],
    choices: tuple[tuple[str, Any], ...],
    zone: str,
    language: str,
) -> SafeString:
    empty = form(initial=dict(initial), **dict(choices))
    return mark_safe(render_to_string("look/_form.html", {"form": empty}))
