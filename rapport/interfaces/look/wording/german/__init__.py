"""What the pages of customers say in German, by the English sentence that stands in the template or the view."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import lazy

from rapport.foundation.actors import Actor
from rapport.foundation.languages import worded
from rapport.interfaces.look.wording import spoken
from rapport.interfaces.look.wording.german import asking, consent, frame, help_pages, requests, services

GERMAN: Mapping[str, str] = MappingProxyType(
    {**frame.SAID, **asking.SAID, **requests.SAID, **help_pages.SAID, **services.SAID, **consent.SAID}
)
# Pages, and what their forms are sent to, that have all their words in German; every other page is English as a whole.
PAGES = frozenset({f"portal:{name}" for one in (asking, requests, help_pages, services, consent) for name in one.PAGES})

SMALL = ("nichts", "eines", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")


def speaks() -> str:
    """The language of the page that is being drawn.

    >>> with translation.override("de"):
    ...     speaks()
    'de'
    """
    return worded(translation.get_language() or "")


def say(sentence: str, /, **given: object) -> str:
    """A sentence of ours in the language of the page, with what is in braces filled in.

    >>> with translation.override("de"):
    ...     say("{who} has it.", who="Hugo"), say("Open")
    ('Hugo kümmert sich darum.', 'Offen')
    """
    words = GERMAN.get(sentence, sentence) if speaks() == "de" else sentence
    return words.format(**given) if given else words


def small(many: int) -> str:
    """A count up to twelve as a word: drei."""
    return SMALL[many] if 0 <= many < len(SMALL) else f"{many:,}".replace(",", ".")


later = lazy(say, str)  # for words of a form, which are written down before anybody asks for its page


def of_page(request: HttpRequest, actor: Actor) -> str:
    """A page speaks as the letter that led there, else as the one reads who is signed in; staff read English."""
    if request.resolver_match is None or request.resolver_match.view_name not in PAGES or actor.staff:
        return "en"
    return of_reader(request, actor)


def of_reader(request: HttpRequest, actor: Actor) -> str:
    """The language of the letter that led to a page, else that of whoever is signed in, else of their browser."""
    return spoken.of_visitor(request) if "lang" in request.GET or not actor.is_person else worded(actor.language)
