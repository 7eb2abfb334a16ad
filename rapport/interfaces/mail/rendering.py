"""What letters say: for each kind one function that turns a letter into subject, text and HTML."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from rapport.foundation.languages import worded
from rapport.foundation.models.mail import Letter
from rapport.interfaces.mail import calendars, letters

Rendered = tuple[str, str, str | None]
Renderer = TypeVar("Renderer", bound=Callable[[Letter], Rendered])


class UnknownLetter(LookupError):
    """No text is known for this kind of letter."""


class DoubledLetter(ValueError):
    """Two functions want to render the same kind of letter."""


@dataclass(frozen=True)
class Words:
    """A letter in words; the text is always there. `language` is the one it speaks, not the one that was wanted."""

    subject: str
    text: str
    html: str | None = None
    method: str = ""
    calendar: str = ""
    language: str = ""


_renderers: dict[str, Callable[[Letter], Rendered]] = {}
_spoken: dict[str, tuple[str, ...]] = {}


def renders(kind: str, *, speaks: tuple[str, ...] = ("en",)) -> Callable[[Renderer], Renderer]:
    """Register `f(letter) -> (subject, text, html or None)` for letters of this kind, and the languages it has."""

    def register(renderer: Renderer) -> Renderer:
        known = _renderers.get(kind)
        if known is not None and known.__module__ != renderer.__module__:
            raise DoubledLetter(f"{kind} is rendered by {known.__module__} and by {renderer.__module__}")
        _renderers[kind], _spoken[kind] = renderer, speaks
        return renderer

    return register


def in_words(letter: Letter) -> Words:
    """What a letter says, and its calendar entry; the subject the letter was written with wins over the renderer's."""
    _load()
    try:
        renderer = _renderers[letter.kind]
    except KeyError:
        raise UnknownLetter(letter.kind) from None
    subject, text, html = renderer(letter)
    method, entry = calendars.entry_of(letter)
    language = worded(letter.data.get("language") or letter.language, _spoken[letter.kind])
    return Words(letter.subject or subject, text, html, method, entry, language)


def languages_of(kind: str) -> tuple[str, ...]:
    """The languages that letters of a kind are worded in."""
    _load()
    return _spoken[kind]


def kinds() -> list[str]:
    """Every kind of letter there is."""
    _load()
    return sorted(_renderers)


@functools.cache
def _load() -> None:
    """Import every module of `letters`: registering happens there."""
    for module in pkgutil.iter_modules(letters.__path__, f"{letters.__name__}."):
        importlib.import_module(module.name)
