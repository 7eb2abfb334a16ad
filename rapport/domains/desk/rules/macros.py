"""Texts that come again, with a fixed list of placeholders: never a template language (docs/threat-model.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDERS: Mapping[str, str] = {
    "person": "the name of the person who asked",
    "first_name": "their first name",
    "ticket": "the key of the ticket",
    "subject": "what it is about",
    "agent": "your own name",
    "service": "the service",
    "team": "the team that has it",
    "organisation": "their organisation",
}
PLACEHOLDER = re.compile(r"\{\{([^{}\n]{0,60})\}\}")
LONGEST_TAG = 40


class WrongMacro(ValueError):
    """This macro cannot be kept; the text says why. What you wrote stands below."""


class WrongTag(ValueError):
    """A tag is one to forty letters, without a comma. Nothing was changed."""


def unknown_in(text: str) -> list[str]:
    """Placeholders we do not have, as they stand in the text.

    >>> unknown_in("Dear {{ person }}, {{ weather }}")
    ['weather']
    """
    named = [found.strip() for found in PLACEHOLDER.findall(text)]
    return list(dict.fromkeys(name for name in named if name not in PLACEHOLDERS))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each placeholder replaced once; a value that looks like one is left as it is.

    >>> filled("Dear {{ person }}, {{ticket}}", {"person": "Marta {{ agent }}", "ticket": "R-1"})
    'Dear Marta {{ agent }}, R-1'
    """
    return PLACEHOLDER.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def tag_names(text: str) -> list[str]:
    """Tags as they are kept: small letters, single spaces, each once; refuses what is too long.

    >>> tag_names("VPN, home  office, vpn, ")
    ['vpn', 'home office']
    """
    names = [" ".join(part.lower().split()) for part in text.split(",")]
    if any(len(name) > LONGEST_TAG for name in names):
        raise WrongTag(WrongTag.__doc__)
    return list(dict.fromkeys(name for name in names if name))
